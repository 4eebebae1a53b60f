"""Webhook mode: who may push, what is refused, and that pushed updates are answered."""

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.webhook import SECRET_HEADER as HEADER
from tests.bot_process import SECRET, web_bot
from tests.telegram_server import TelegramServer


@pytest.fixture(scope="module")
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server
        assert server.violations == []


@pytest.fixture(scope="module")
def address(server: TelegramServer, small_data: Path) -> Iterator[str]:
    with web_bot(server, small_data) as (bot, url):
        server.wait_for("setMyShortDescription", timeout=30)
        yield url
        assert bot.stop() == 0
        assert "Traceback" not in bot.log and SECRET not in bot.log


def test_the_webhook_is_set_with_its_secret(server: TelegramServer, address: str) -> None:
    assert server.webhook_url == f"{address}/telegram"
    assert server.webhook_secret == SECRET


def test_pushed_updates_are_answered(server: TelegramServer, address: str) -> None:
    server.send_text("/dia lunes")
    assert "lunes" in server.wait_for("sendMessage")[0].result["text"]


@pytest.mark.parametrize("path", ["/salud", "/listo"])
def test_alive_and_ready(address: str, path: str) -> None:
    assert httpx.get(address + path, trust_env=False).status_code == 200


@pytest.mark.parametrize("secret", [None, "", "otro", SECRET + "x", "ñ"])
def test_forgers_are_refused(address: str, secret: str | None) -> None:
    headers = [] if secret is None else [(HEADER.encode(), secret.encode())]
    answer = httpx.post(
        f"{address}/telegram", json={"update_id": 1}, headers=headers, trust_env=False
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"hola", 400), (b"[]", 400), (b"{}", 400), (b'{"update_id": "1"}', 400),
     (b'{"update_id": true}', 400), (b"[" * 100_000, 400), (b'{"update_id": 5}', 200),
     (b'{"update_id": 6, "message": {"x": 1}}', 200), (b"x" * 1_000_001, 413),
     (b"\xff\xfe", 400)],
)  # fmt: skip
def test_bodies(address: str, body: bytes, status: int) -> None:
    answer = httpx.post(
        f"{address}/telegram", content=body, headers={HEADER: SECRET}, trust_env=False
    )
    assert answer.status_code == status


def test_the_questions_are_answered_beside_the_webhook(address: str) -> None:
    answer = httpx.get(f"{address}/cantidad_filmaciones_dia/lunes", trust_env=False)
    assert answer.status_code == 200 and answer.json()["cantidad"] > 0


@pytest.mark.parametrize(
    "path",
    ["/telegram", "/../etc/passwd", "/docs/../../../etc/passwd", "/docs/..%2f..%2fweb.py",
     "/docs/%2e%2e/routes.py", "//etc/passwd", "/.env", "/static/docs.css", "/redoc"],
)  # fmt: skip
def test_nothing_else_is_served(address: str, path: str) -> None:
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as raw:  # httpx would tidy the path
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        status = raw.makefile("rb").readline().split()[1]
    assert status in (b"404", b"405"), status
