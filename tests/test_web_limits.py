"""What the webhook answers under load, what is sent again, and the rates that are kept."""

import asyncio
import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import Chat, Message, Update, User
from telegram.error import NetworkError, TimedOut
from telegram.ext import TypeHandler

import bot.request
from bot.request import PAUSES, RetryingRequest
from bot.turns import Turns
from services import Services
from tests.bot_process import running_bot
from tests.hook import Hook, post, update
from tests.telegram_server import TelegramServer

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


async def test_503_when_every_place_is_taken(small_services: Services) -> None:
    hook, going = Hook(small_services, places=2), asyncio.Event()

    async def slow(_: Update, __: Any) -> None:
        await going.wait()

    hook.app.add_handler(TypeHandler(Update, slow), group=-1)
    async with hook.client() as client:
        pushes = [asyncio.create_task(post(client, update(n, chat=n))) for n in range(1, 7)]
        await asyncio.sleep(0.1)
        assert sum(push.done() for push in pushes) == 4
        going.set()
        assert sorted(await asyncio.gather(*pushes)) == [200] * 2 + [503] * 4
        assert [await post(client, update(n, chat=n)) for n in range(1, 7)] == [200] * 6
    assert hook.screen.getvalue().count("lunes") == 6


async def test_who_waits_for_the_same_chat_takes_no_place(small_services: Services) -> None:
    hook, going = Hook(small_services, places=2), asyncio.Event()

    async def slow(found: Update, _: Any) -> None:
        if found.effective_chat and found.effective_chat.id == 5:
            await going.wait()

    hook.app.add_handler(TypeHandler(Update, slow), group=-1)
    async with hook.client() as client:
        crowd = []
        for number in range(1, 5):
            crowd.append(asyncio.create_task(post(client, update(number, chat=5))))
            await asyncio.sleep(0.02)
        assert await post(client, update(9, chat=6)) == 200
        going.set()
        assert await asyncio.gather(*crowd) == [200] * 4


async def test_what_telegram_could_not_be_told_comes_again(
    small_services: Services, at_once: None
) -> None:
    hook, down = Hook(small_services), True

    class Away(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if down:
                raise httpx.ConnectError("away")
            hook.screen.write(str(request.url))
            message = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}
            return httpx.Response(200, json={"ok": True, "result": message})

    async with hook.client() as client, RetryingRequest(httpx_kwargs={"transport": Away()}) as real:
        hook.app.bot._request = (real, real)
        assert await post(client, update(1)) == 503
        down = False
        assert [await post(client, update(1)) for _ in range(2)] == [200, 200]
    assert hook.screen.getvalue().count("sendMessage") == 1


@pytest.mark.parametrize(
    "content",
    [{"message": {"x": 1}}, {"message": {}}, {"message": "hola"}, {"message": []},
     {"message": {"message_id": 1, "date": "ayer", "chat": {"id": 1, "type": "private"}}},
     {"message": {"message_id": 1, "date": 10**17, "chat": {"id": 1, "type": "private"}}},
     {"message": {"message_id": 1, "date": 10**30, "chat": {"id": 1, "type": "private"}}},
     {"callback_query": {"id": "1"}}, {"inline_query": 7}, {"nuevo": {"a": 1}}, {}],
)  # fmt: skip
async def test_what_cannot_be_read_is_acknowledged(
    small_services: Services, content: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    async with Hook(small_services).client() as client:
        assert await post(client, {"update_id": 1} | content) == 200
    assert not [record for record in caplog.records if record.exc_info]


class Failing:
    """A transport whose first tries fail, each in its way; then it answers 200."""

    def __init__(self, *faults: Exception | int) -> None:
        self.faults = list(faults)
        self.tries = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.tries += 1
        fault = self.faults.pop(0) if self.faults else 200
        if isinstance(fault, Exception):
            raise fault
        return httpx.Response(fault, json={"ok": fault == 200, "result": True})

    async def send(self) -> int:
        options = {"transport": httpx.MockTransport(self)}
        async with RetryingRequest(httpx_kwargs=options) as request:
            return (await request.do_request("http://x/sendMessage", "POST"))[0]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.request, "PAUSES", (0.0,) * len(PAUSES))


@pytest.mark.parametrize(
    "error",
    [httpx.ReadTimeout, httpx.WriteTimeout, httpx.ReadError, httpx.WriteError,
     httpx.RemoteProtocolError],
)  # fmt: skip
async def test_what_may_have_arrived_is_not_sent_again(
    at_once: None, error: type[httpx.TransportError]
) -> None:
    failing = Failing(error("x"))
    with pytest.raises(TimedOut if issubclass(error, httpx.TimeoutException) else NetworkError):
        await failing.send()
    assert failing.tries == 1


async def test_504_is_not_sent_again(at_once: None) -> None:
    failing = Failing(504)
    assert (await failing.send(), failing.tries) == (504, 1)


@pytest.mark.parametrize(
    "fault",
    [500, 502, 503, httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.PoolTimeout("x")],
)
async def test_what_did_not_arrive_is_sent_again(at_once: None, fault: Exception | int) -> None:
    twice = Failing(fault, fault)
    assert (await twice.send(), twice.tries) == (200, 3)
    always = Failing(*[fault] * 9)
    if isinstance(fault, int):
        assert await always.send() == fault
    else:
        with pytest.raises(NetworkError):
            await always.send()
    assert always.tries == len(PAUSES) + 1


async def test_a_refused_connection_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real one: the server comes up on its port while the request waits."""
    monkeypatch.setattr(bot.request, "PAUSES", (0.4, 0.4, 0.4, 0.4))
    with TelegramServer() as server:
        server.stop()
        async with RetryingRequest() as request:
            work = asyncio.create_task(
                request.do_request(f"{server.base_url}{server.token}/getMe", "GET")
            )
            await asyncio.sleep(0.2)
            assert not work.done()
            server.start()
            assert (await work)[0] == 200


def test_the_rate_of_all_messages_is_kept(server: TelegramServer, small_data: Path) -> None:
    with running_bot(server, DATA_DIR=str(small_data), TELEGRAM_MAX_RATE="5"):
        began = time.monotonic()
        for chat in range(1, 14):
            server.send_text("/dia lunes", chat_id=chat)
        calls = server.wait_for("sendMessage", count=13)
        assert time.monotonic() - began >= 1.4  # five at once, eight more at five a second
        assert len({call.params["chat_id"] for call in calls}) == 13


async def test_chatter_in_a_group_costs_its_writer_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turns, ran, notices = Turns(8, rate=60), [], []

    async def note(_: Message, text: str) -> None:
        notices.append(text)

    monkeypatch.setattr(Message, "reply_text", note)

    async def say(text: str | None, chat: Chat) -> None:
        async def work() -> None:
            ran.append(text)

        message = Message(1, NOW, chat, User(1, "Ana", is_bot=False), text=text)
        await turns.do_process_update(Update(1, message=message), work())

    group = Chat(-5, "supergroup")
    for text in ("hola", None, "el padrino", "¿quién viene?") * 50:
        await say(text, group)
    assert len(ran) == 200
    for _ in range(30):
        await say("/mes enero", group)
    assert (ran.count("/mes enero"), len(notices)) == (20, 1)
    await say("hola", Chat(1, "private"))  # who writes to the bot alone always asks
    await say("hola", group)
    assert (ran.count("hola"), len(notices)) == (51, 1)
