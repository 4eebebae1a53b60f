"""Who wants to stop the bot, or to speak with its voice: floods, forgers, slow and odd requests."""

import asyncio
import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.logs import RedactingFormatter
from handlers import QUESTIONS
from services import Services
from tests.bot_process import SECRET
from tests.hook import HEADER, Hook, post, update
from tests.telegram_html import parse_html

DEEP = [100, 900, 20_000]


# Forgers.


async def test_a_forger_is_refused_before_a_byte_of_the_body_is_read(
    small_services: Services,
) -> None:
    read = 0

    async def endless() -> Iterator[bytes]:  # type: ignore[misc]
        nonlocal read
        while True:
            read += 1
            yield b"x" * 65536

    async with Hook(small_services).client() as client:
        for headers in ({}, {next(iter(HEADER)): "otro"}):
            answer = await client.post("/telegram", content=endless(), headers=headers)
            assert answer.status_code == 403 and read == 0


@pytest.mark.parametrize("depth", DEEP)
async def test_deep_json_breaks_nothing(
    small_services: Services, depth: int, caplog: pytest.LogCaptureFixture
) -> None:
    nested = "[" * depth + "]" * depth
    hook = Hook(small_services)
    async with hook.client() as client:
        for body in (
            f'{{"update_id": 1, "message": {nested}}}',
            f'{{"update_id": 2, "message": {{"chat": {nested}}}}}',
            json.dumps(update(3)).replace('"Ana"', nested),
        ):
            answer = await client.post("/telegram", content=body, headers=HEADER)
            assert answer.status_code in (200, 400)
        for body in (nested, f'{{"trama": {nested}}}', f'{{"x": {nested}}}'):
            kind = {"Content-Type": "application/json"}
            assert (await client.post("/genero", content=body, headers=kind)).status_code == 422
        assert await post(client, update(4)) == 200
    assert "lunes" in hook.screen.getvalue()
    assert not [record for record in caplog.records if "Traceback" in (record.exc_text or "")]


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded"),
    [("192.0.2.7", "198.51.100.1", "203.0.113.{n}"),  # whoever asks is no proxy of ours
     ("127.0.0.1", "127.0.0.1", "203.0.113.{n}, 198.51.100.1")],
)  # fmt: skip
async def test_a_made_up_address_is_not_believed(
    small_services: Services, trusted: str, peer: str, forwarded: str
) -> None:
    app: Any = Hook(small_services, rate=5).web
    web: Any = ProxyHeadersMiddleware(app, trusted_hosts=trusted)  # as uvicorn puts it
    transport = httpx.ASGITransport(web, client=(peer, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        statuses = []
        for number in range(7):
            headers = {"X-Forwarded-For": forwarded.format(n=number)}
            answer = await client.get("/cantidad_filmaciones_mes/enero", headers=headers)
            statuses.append(answer.status_code)
    assert statuses == [200] * 5 + [429] * 2


@pytest.mark.parametrize(
    "path",
    ["/score_titulo/%0d%0aX-Evil:%201", "/score_titulo/a%00b", "/docs/..%5c..%5cweb.py",
     "/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/score_titulo/..%2f..%2fetc%2fpasswd", "/;/telegram"],
)  # fmt: skip
async def test_tricks_with_paths(small_services: Services, path: str) -> None:
    async with Hook(small_services).client() as client:
        answer = await client.get(path)
    assert answer.status_code in (300, 404) and "root:" not in answer.text
    assert "x-evil" not in answer.headers and answer.json()["mensaje"]


# The log.


@pytest.mark.parametrize(
    "said",
    ["x\n2026-01-01 00:00:00,000 INFO bot: todo bien", "x\r2026-01-01 INFO", "\x1b[2J\x1b[31mrojo",
     "a\u2028b\u2029c\x85d", "\u202eofni\u2066", "\x00\x07\x7f\x9b31m"],
)  # fmt: skip
def test_what_somebody_writes_is_no_line_of_the_log(said: str) -> None:
    record = logging.LogRecord("x", logging.WARNING, "", 1, "Telegram: %s", (said,), None)
    first, *rest = RedactingFormatter(SECRET).format(record).split("\n")
    assert "WARNING x: Telegram: " in first and all(line.startswith("    ") for line in rest)
    assert all(char.isprintable() for char in first + "".join(rest))


# Requests that cost much to answer.

COSTLY = {
    "one letter": "a" * 60_000,
    "letters": "a " * 30_000,
    "words of every title": "the de la los " * 4000,
    "no word": " ".join(f"q{n:x}zw" for n in range(5000)),
    "near words": "peliculla complleta, padrinno + matriz " * 1500,
    "separators": "pelicula completa, " * 3000,
    "pluses": "matrix + " * 6000,
    "spaces": " " * 60_000 + "a",
    "accents": "e" + "\u0301" * 60_000,
    "ligatures": "\ufdfa" * 20_000,
    "patterns": "(a+)+$" * 10_000,
    "years": "1999 " * 12_000,
    "commas": "a, the " * 8000,
    "colons": "abc: - (" * 7000,
    "digits": "9" * 60_000,
    "hangul": "\uac01" * 20_000,
    "quotes": "«\"'" * 20_000,
}


@pytest.fixture(scope="module")
def used(services: Services) -> Services:
    """The services with every model loaded."""
    services.plots.find("un boxeador pobre pelea por el título mundial de los pesos pesados")
    return services


@pytest.mark.parametrize("kind", COSTLY)
def test_no_question_takes_long(used: Services, kind: str) -> None:
    """Not a benchmark: what makes an answer take quadratic time takes minutes here."""
    for question in {id(one): one for one in QUESTIONS.values()}.values():
        began = time.thread_time()  # of the processor, whatever else runs
        reply = question.ask(used, COSTLY[kind])
        assert time.thread_time() - began < 1.5, question.command
        assert len(parse_html(reply.html).text) <= 4096


# Clocks that jump.


@pytest.mark.parametrize("jump", [-400 * 86400.0, 400 * 86400.0])
async def test_a_clock_that_jumps_changes_nothing(
    small_services: Services, monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    hook = Hook(small_services, rate=3)
    real = time.time
    async with hook.client() as client:
        assert await post(client, update(7)) == 200
        statuses = [(await client.get("/cantidad_filmaciones_mes/1")).status_code for _ in range(3)]
        monkeypatch.setattr(time, "time", lambda: real() + jump)
        assert await post(client, update(7)) == 200  # known, still
        assert await post(client, update(8)) == 200
        await asyncio.sleep(0)
        statuses.append((await client.get("/cantidad_filmaciones_mes/1")).status_code)
    assert hook.screen.getvalue().count("Los lunes") == 2
    assert statuses == [200, 200, 200, 429]
