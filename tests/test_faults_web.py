"""Webhook mode where Telegram, the process or an answer breaks off: nothing is lost or doubled."""

import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.webhook import SECRET_HEADER as HEADER
from tests.bot_process import SECRET, web_bot
from tests.chat import texts
from tests.hook import update
from tests.telegram_server import TelegramServer


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server
        assert server.violations == []


def status(url: str) -> int:
    """Return the status of a GET, 0 where nobody answers."""
    try:
        return httpx.get(url, trust_env=False, timeout=5).status_code
    except httpx.HTTPError:
        return 0


def until(url: str, wanted: int) -> None:
    deadline = time.monotonic() + 30
    while (found := status(url)) != wanted:
        assert time.monotonic() < deadline, found
        time.sleep(0.05)


class Push(threading.Thread):
    """Telegram: pushes an update again and again until it is acknowledged."""

    def __init__(self, server: TelegramServer, url: str, number: int, chat: int = 5) -> None:
        super().__init__(daemon=True)
        self.url, self.body = f"{url}/telegram", update(number, chat=chat)
        with server.state.lock:
            server.state.know(self.body["message"])
        self.statuses: list[int] = []
        self.start()

    def run(self) -> None:
        deadline = time.monotonic() + 40
        while 200 not in self.statuses and time.monotonic() < deadline:
            try:
                headers = {HEADER: SECRET}
                answer = httpx.post(self.url, json=self.body, headers=headers, trust_env=False)
                self.statuses.append(answer.status_code)
            except httpx.HTTPError:
                self.statuses.append(0)
            time.sleep(0.1)

    def done(self) -> list[int]:
        self.join(45)
        return self.statuses


def sent_to(server: TelegramServer) -> list[int]:
    """Return the chats that messages were sent to."""
    sent = [call for call in server.calls if call.method == "sendMessage" and call.ok]
    return [call.params["chat_id"] for call in sent]


def test_the_web_is_up_while_telegram_is_down_and_pushes_are_answered_after(
    server: TelegramServer, small_data: Path
) -> None:
    server.stop()
    with web_bot(server, small_data) as (bot, url):
        until(f"{url}/salud", 200)
        assert status(f"{url}/listo") == 503
        early = Push(server, url, 1)
        time.sleep(0.5)
        assert early.statuses and set(early.statuses) == {503}
        server.start()
        until(f"{url}/listo", 200)
        assert early.done()[-1] == 200
        server.stop()  # in the middle: the answer waits for Telegram
        late = Push(server, url, 2)
        time.sleep(0.3)
        assert late.statuses == []
        server.start()
        assert late.done() == [200]
        assert sent_to(server) == [5, 5]
        assert bot.stop() == 0
        assert "Traceback" not in bot.log


def test_a_stop_finishes_what_is_in_flight_and_the_rest_comes_to_the_next_process(
    server: TelegramServer, small_data: Path
) -> None:
    server.fail("sendMessage", kind="delay", seconds=1.5)
    with web_bot(server, small_data) as (bot, url):
        until(f"{url}/listo", 200)
        port = url.rpartition(":")[2]
        begun = Push(server, url, 1)
        time.sleep(0.5)
        bot.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        refused = Push(server, url, 2, chat=6)
        assert begun.done() == [200]
        assert bot.process.wait(15) == 0
        assert "Traceback" not in bot.log
    with web_bot(server, small_data, PORT=port) as (bot, _):
        assert refused.done()[-1] == 200
    assert sorted(sent_to(server)) == [5, 6]  # each once


def test_what_was_in_flight_at_a_kill_comes_again(server: TelegramServer, small_data: Path) -> None:
    server.fail("sendMessage", kind="delay", seconds=20)
    with web_bot(server, small_data) as (bot, url):
        until(f"{url}/listo", 200)
        port = url.rpartition(":")[2]
        push = Push(server, url, 1)
        time.sleep(0.5)
        bot.process.kill()
        bot.process.wait(15)
    with web_bot(server, small_data, PORT=port):
        assert push.done()[-1] == 200
    assert sent_to(server)


def test_a_flooder_leaves_room_for_others(server: TelegramServer, small_data: Path) -> None:
    with web_bot(server, small_data, MAX_IN_FLIGHT="8") as (bot, url):
        until(f"{url}/listo", 200)
        for _ in range(150):
            server.send_text("/dia lunes", chat_id=66)
            server.inline("dia lunes", user_id=66)
        began = time.monotonic()
        server.send_text("/dia martes", chat_id=12)
        server.wait_for("sendMessage", where=lambda c: c.params["chat_id"] == 12)
        assert time.monotonic() - began < 4  # some tenths of it where nothing else runs
        said = texts(server, 66)
        assert sum("Vas muy rápido" in text for text in said) == 1 and len(said) <= 30
        assert bot.stop() == 0
