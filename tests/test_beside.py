"""Work beside the answers: bounded, finished at the end, and its faults are nobody's answer."""

import asyncio
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.app import build_application, finish
from bot.settings import Settings
from handlers import texts
from handlers.beside import MOST, MOST_OF_CHAT, Beside
from handlers.context import BESIDE, STUDIO
from handlers.pictures.charts import Chart
from handlers.pictures.studio import Studio
from services import Services
from tests.hook import Hook, post, update
from tests.test_console import Chat


def broken(_: Chart) -> bytes:
    raise ZeroDivisionError("sin pintura")


async def test_no_more_goes_on_beside_than_allowed() -> None:
    beside, go = Beside(), asyncio.Event()
    done: list[int] = []

    async def work(number: int) -> None:
        await go.wait()
        done.append(number)

    assert all(beside.start(work(number)) for number in range(MOST))
    assert not beside.start(work(-1))  # refused, and closed without a warning
    await asyncio.sleep(0)
    go.set()
    await beside.finish()
    assert sorted(done) == list(range(MOST))
    assert beside.start(work(99))
    await beside.finish()
    assert done[-1] == 99


async def test_a_chat_has_no_more_than_its_part() -> None:
    beside, go = Beside(), asyncio.Event()

    async def work() -> None:
        await go.wait()

    assert all(beside.start(work(), 1) for _ in range(MOST_OF_CHAT))
    assert not beside.start(work(), 1)
    assert beside.start(work(), 2)  # another chat does not wait for it
    go.set()
    await beside.finish()
    assert beside.start(work(), 1)
    await beside.finish()


async def test_a_work_is_known_by_its_name_while_it_goes_on() -> None:
    beside, go = Beside(), asyncio.Event()

    async def work() -> None:
        await go.wait()

    assert beside.start(work(), 1, "a")
    assert beside.doing("a") and not beside.doing("b")
    go.set()
    await beside.finish()
    assert not beside.doing("a")


async def test_a_picture_that_nobody_asked_for_is_not_waited_for_long(
    services: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("handlers.showing.PATIENCE", 0.01)
    chat, go = Chat(services), threading.Event()

    def slow(_: Chart) -> bytes:
        go.wait(30)
        return b"\x89PNG"

    chat.app.bot_data[STUDIO] = studio = Studio(slow)
    assert "Imagen" not in await chat.say("/mes enero")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    go.set()
    studio.close()


async def test_when_the_bot_ends_its_worker_ends(services: Services) -> None:
    chat = Chat(services)
    await chat.say("/mes enero")
    worker: ThreadPoolExecutor = chat.app.bot_data[STUDIO]._worker
    (thread,) = worker._threads
    await finish(chat.app)
    thread.join(30)
    assert not thread.is_alive()


async def test_at_the_end_what_takes_long_is_given_up() -> None:
    beside = Beside()
    task_was: list[str] = []

    async def endless() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            task_was.append("cancelled")
            raise

    beside.start(endless())
    began = time.perf_counter()
    await beside.finish(0.05)
    assert task_was == ["cancelled"] and time.perf_counter() - began < 5
    await beside.finish()


async def test_a_push_is_acknowledged_before_its_picture(small_services: Services) -> None:
    hook, go = Hook(small_services), threading.Event()

    def slow(_: Chart) -> bytes:
        go.wait(10)
        return b"\x89PNG"

    hook.app.bot_data[STUDIO] = Studio(slow)
    async with hook.client() as client:
        assert await post(client, update(1)) == 200
        assert await post(client, update(2)) == 200  # the chat's next question
        assert "se estrenaron" in hook.screen.getvalue()
        assert "Imagen" not in hook.screen.getvalue()
        go.set()
        await finish(hook.app)
    assert hook.screen.getvalue().count("Imagen guardada") == 2


async def test_a_fault_in_a_picture_leaves_the_text_alone(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    chat = Chat(services)
    chat.app.bot_data[STUDIO] = Studio(broken)
    text = await chat.say("/mes enero")
    assert "5.910" in text and "Algo salió mal" not in text and "Imagen" not in text
    (entry,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert "Incidente" in entry.getMessage() and entry.exc_info


async def test_who_asked_for_a_picture_is_told_of_a_fault(services: Services) -> None:
    chat = Chat(services)
    chat.app.bot_data[STUDIO] = Studio(broken)
    await chat.say("/actor ricardo darín")
    assert "Algo salió mal" in await chat.say("1")


async def test_a_press_where_there_is_no_room_is_answered(services: Services) -> None:
    chat, go = Chat(services), asyncio.Event()
    await chat.say("/actor ricardo darín")
    beside: Beside = chat.app.bot_data[BESIDE]

    async def wait() -> None:
        await go.wait()

    assert all(beside.start(wait()) for _ in range(MOST))
    said = asyncio.create_task(chat.say("1"))
    async with asyncio.timeout(60):
        while texts.BUSY not in chat.output.getvalue():
            await asyncio.sleep(0.005)
    go.set()
    await said


def test_pictures_do_not_take_the_connections_of_answers(services: Services) -> None:
    settings = Settings(max_in_flight=10)
    request: Any = build_application(settings, services).bot.request
    assert request._client_kwargs["limits"].max_connections > 10 + MOST
