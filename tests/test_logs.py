"""The log: no token, no traceback for the network, but one for our own faults."""

import logging
import sys

import pytest
from telegram.error import BadRequest, InvalidToken, NetworkError, TimedOut

from bot.logs import NetworkOnOneLine, RedactingFormatter, configure_logging

TOKEN = "123456:TEST-token_abc"


def record(message: str, error: Exception | None = None) -> logging.LogRecord:
    """Return a log record, with a traceback where there is an error."""
    try:
        if error is not None:
            raise error
    except Exception:
        return logging.LogRecord("x", logging.ERROR, __file__, 1, message, (), sys.exc_info())
    return logging.LogRecord("x", logging.ERROR, __file__, 1, message, (), None)


@pytest.mark.parametrize(
    "message",
    [f"POST https://host/bot{TOKEN}/sendMessage", f"token {TOKEN}", "solo TEST-token_abc",
     "GET /bot999:OTRO/getMe"],
)  # fmt: skip
def test_the_token_never_shows(message: str) -> None:
    text = RedactingFormatter(TOKEN).format(record(message, ValueError(message)))
    assert "TEST-token_abc" not in text and "OTRO" not in text
    assert "ValueError" in text


@pytest.mark.parametrize("error", [NetworkError("no hay red"), TimedOut(), InvalidToken("x")])
def test_network_trouble_is_one_line(error: Exception) -> None:
    entry = record("getUpdates", error)
    assert NetworkOnOneLine().filter(entry)
    text = RedactingFormatter(None).format(entry)
    assert "\n" not in text and "WARNING" in text and type(error).__name__ in text


@pytest.mark.parametrize("error", [BadRequest("x"), ValueError("x")])
def test_our_own_faults_keep_their_traceback(error: Exception) -> None:
    entry = record("handler", error)
    NetworkOnOneLine().filter(entry)
    assert "Traceback" in RedactingFormatter(None).format(entry)


def test_httpx_is_silenced() -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        configure_logging("INFO", TOKEN)
        assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
    finally:
        root.handlers[:], root.level = before, level
