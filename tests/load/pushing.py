"""HTTP over connections that stay open: what pushes updates, and what asks questions."""

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

PLACES = 40
"""Connections at once: Telegram's default."""
PAUSE = 0.05
"""Seconds before an update that was refused is pushed again."""

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Line:
    """One connection that stays open."""

    def __init__(self, host: str, port: int) -> None:
        self._place = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> int:
        """Send a whole request; return the status of its answer, 0 where the line broke."""
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection(*self._place)
            reader, writer = self._streams
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(head)
            await reader.readexactly(int(length[1]) if length else 0)
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            return 0
        return int(head[9:12])

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None


class Pusher:
    """Pushes updates to the webhook that a setWebhook asked for."""

    def __init__(self, body: bytes) -> None:
        """``body`` is that of setWebhook."""
        asked = parse_qs(body.decode())
        url = urlsplit(asked["url"][0])
        self._head = (
            f"POST {url.path} HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {asked.get('secret_token', [''])[0]}\r\n"
        ).encode()
        self._queue: asyncio.Queue[bytes] = asyncio.Queue()
        self.refused = 0
        host, port = url.hostname or "", url.port or 80
        self._lines = [asyncio.create_task(self._work(Line(host, port))) for _ in range(PLACES)]

    def push(self, update: dict[str, Any]) -> None:
        """Push an update, again and again until it is taken."""
        body = json.dumps(update).encode()
        self._queue.put_nowait(self._head + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    async def close(self) -> None:
        """Stop."""
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    async def _work(self, line: Line) -> None:
        with contextlib.closing(line):
            while True:
                request = await self._queue.get()
                while await line.ask(request) != 200:
                    self.refused += 1
                    await asyncio.sleep(PAUSE)


def request(path: str, body: str = "") -> bytes:
    """Return a GET, or a POST where there is a body."""
    sent = body.encode()
    kind = "POST" if body else "GET"
    head = f"{kind} {quote(path)} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    return head.encode() + b"Content-Length: %d\r\n\r\n" % len(sent) + sent


async def ask_all(port: int, requests: Sequence[bytes], lines: int) -> tuple[float, list[float]]:
    """Send all the requests over so many lines; return the seconds in all and those of each.

    Raises:
        AssertionError: The status of an answer is none that a question has.
    """
    left, spent = list(reversed(requests)), []

    async def work() -> None:
        with contextlib.closing(Line("127.0.0.1", port)) as line:
            while left:
                asked = left.pop()
                began = time.monotonic()
                status = await line.ask(asked)
                assert status in (200, 300, 404), f"{asked!r}: {status}"
                spent.append(time.monotonic() - began)

    began = time.monotonic()
    await asyncio.gather(*(work() for _ in range(lines)))
    return time.monotonic() - began, spent
