"""A webhook that cannot start says why in one line, and no log shows a secret."""

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.serve import _listening
from bot.settings import Settings
from bot.webhook import SECRET_HEADER as HEADER
from tests.bot_process import SECRET, BotProcess, running_bot, web_bot
from tests.telegram_server import TelegramServer


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


def ends_with(bot: BotProcess, start: str) -> None:
    """Check that a bot ended with one line and the status of wrong settings."""
    assert bot.process.wait(timeout=20) == 2
    assert bot.log.splitlines()[-1].startswith(start), bot.log
    assert len([line for line in bot.log.splitlines() if " INFO " not in line]) == 1, bot.log
    assert "Traceback" not in bot.log and SECRET not in bot.log


def test_a_refused_token_ends_the_start(server: TelegramServer, small_data: Path) -> None:
    with web_bot(server, small_data, TELEGRAM_BOT_TOKEN="999:REFUSED-token") as (bot, _):
        ends_with(bot, "TELEGRAM_BOT_TOKEN: Telegram no reconoce este token.")
        assert "REFUSED-token" not in bot.log


def test_a_port_in_use_ends_the_start(server: TelegramServer, small_data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with web_bot(server, small_data, PORT=port) as (bot, _):
            ends_with(bot, f"HOST, PORT: no se puede escuchar en 127.0.0.1:{port}")
    assert server.calls == []


def test_a_refused_webhook_ends_the_start(server: TelegramServer, small_data: Path) -> None:
    reason = "Bad Request: bad webhook: HTTPS url must be provided for webhook"
    server.fail("setWebhook", status=400, description=reason)
    with web_bot(server, small_data) as (bot, _):
        ends_with(bot, "WEBHOOK_URL: Telegram la rechaza: Bad webhook: ")


def test_a_server_fault_does_not_end_the_start(server: TelegramServer, small_data: Path) -> None:
    server.fail("setWebhook", status=429, retry_after=1)
    with web_bot(server, small_data) as (bot, url):
        server.wait_for("setMyShortDescription", timeout=20)
        assert httpx.get(f"{url}/listo", trust_env=False).status_code == 200
        assert bot.stop() == 0


def test_a_webhooks_log_shows_no_secret(server: TelegramServer, small_data: Path) -> None:
    with web_bot(server, small_data, LOG_LEVEL="DEBUG") as (bot, url):
        server.wait_for("setMyShortDescription", timeout=20)
        server.send_text("/dia lunes")
        server.wait_for("sendMessage")
        headers = {HEADER: SECRET}
        body = {"update_id": 6, "message": {"x": SECRET, "y": server.token}}
        found = httpx.post(f"{url}/telegram", json=body, headers=headers, trust_env=False)
        assert found.status_code == 200
        httpx.post(f"{url}/{SECRET}?a={server.token}", headers=headers, trust_env=False)
        server.fail("sendMessage", status=400, description=f"no: {SECRET} {server.token}")
        server.send_text("/dia martes")
        server.wait_for("sendMessage", count=2)  # the apology for the fault above
        assert bot.stop() == 0
        assert " DEBUG " in bot.log and "setWebhook" in bot.log and "Incidente" in bot.log
        assert SECRET not in bot.log
        assert server.token.partition(":")[2] not in bot.log


def test_a_pollers_log_shows_no_token(server: TelegramServer, small_data: Path) -> None:
    with running_bot(server, DATA_DIR=str(small_data), LOG_LEVEL="DEBUG") as bot:
        server.fail("sendMessage", status=502)
        server.send_text("/dia lunes")
        server.wait_for("sendMessage")
        assert bot.stop() == 0
        assert " DEBUG " in bot.log and "reintento" in bot.log
        assert server.token.partition(":")[2] not in bot.log


def test_answers_are_not_held_back_by_the_socket() -> None:
    """Nagle's delay costs 40 ms an answer; asyncio looks at the protocol to turn it off."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with _listening(Settings(host="127.0.0.1", port=port)) as listening:
        assert listening.proto == socket.IPPROTO_TCP
        with socket.create_connection(("127.0.0.1", port)):
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.proto == socket.IPPROTO_TCP
