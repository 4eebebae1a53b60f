"""Our own faults: an incident number for the user, the traceback under it for the log."""

import logging
import re

import pytest
from telegram import Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from handlers import QUESTIONS, counts
from services import Services
from tests.test_console import Chat


async def test_a_fault_gets_an_incident_number(
    services: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secreto interno")

    monkeypatch.setattr("services.counts.Counts.month", broken)
    chat = Chat(services)
    text = await chat.say("/mes enero")
    number = re.search(r"\b[0-9A-F]{8}\b", text)
    assert number and "secreto" not in text and "Traceback" not in text
    (entry,) = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert number[0] in entry.getMessage() and entry.exc_info
    assert "lunes" in await chat.say("/dia lunes")  # the next one is answered
    assert QUESTIONS["mes"] in counts.QUESTIONS


@pytest.mark.parametrize(
    "error",
    [NetworkError("x\ny"), TimedOut(), RetryAfter(5), Conflict("otro"), Forbidden("blocked"),
     ChatMigrated(-5), BadRequest("Not enough rights to send text messages to the chat")],
)  # fmt: skip
async def test_network_trouble_is_one_warning(
    services: Services, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    chat = Chat(services)
    async with chat.app:
        await chat.app.process_error(Update(1), error)
    (entry,) = [r for r in caplog.records if r.name == "handlers.errors"]
    assert entry.levelno == logging.WARNING and not entry.exc_info
    assert "\n" not in entry.getMessage() and type(error).__name__ in entry.getMessage()


async def test_a_refusal_of_what_we_sent_is_our_fault(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    chat = Chat(services)
    async with chat.app:
        await chat.app.process_error(None, BadRequest("can't parse entities"))
    (entry,) = [r for r in caplog.records if r.name == "handlers.errors"]
    assert entry.levelno == logging.ERROR and entry.exc_info
