"""A lean Bot API for load: it says yes to everything, and notes when each answer came.

The strict one of the tests reads and checks each request, which takes longer than the bot does.
This one looks at a request's method and at whom it answers, and costs both bots the same.
"""

import asyncio
import contextlib
import json
import re
import time
from typing import Any

from tests.load.pushing import Pusher

TOKEN = "123456:LOAD-token_abc"
LONGEST_POLL = 10.0
ANSWERS = ("sendMessage", "answerInlineQuery")

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_METHOD = re.compile(rb"\S+ /bot[^/]+/(\w+)")
_WHOM = re.compile(rb"(?:^|&)(?:chat_id|inline_query_id)=(\d+)")
_WAITS = re.compile(rb"(?:^|&)timeout=[1-9]")
_ME = {
    "id": 123456, "is_bot": True, "first_name": "Pelis", "username": "pelis_test_bot",
    "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True,
}  # fmt: skip
_PHOTO = {"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}
_SENT = {"message_id": 1, "date": 1, "text": "x", "chat": {"id": 1, "type": "private"}}


class LeanTelegram:
    """Hands out updates, by polling or to a webhook, and notes the answers.

    Attributes:
        handed: When each update was given to the bot, by the user who is to be answered.
        answered: When the answer came; both are monotonic seconds.
        bodies: The first answer of each method, as it came.
        methods: How often each method was called.
        cards: Results of all inline answers.
    """

    def __init__(self) -> None:
        self.handed: dict[int, float] = {}
        self.answered: dict[int, float] = {}
        self.bodies: dict[str, bytes] = {}
        self.methods: dict[str, int] = {}
        self.called: dict[str, float] = {}
        self.cards = 0
        self.port = 0
        self.pusher: Pusher | None = None
        self.changed = asyncio.Event()
        self._queue: list[dict[str, Any]] = []
        self._poll: tuple[_Connection, asyncio.TimerHandle] | None = None

    async def __aenter__(self) -> "LeanTelegram":
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self), "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.pusher is not None:
            await self.pusher.close()
        self._server.close()

    @property
    def base_url(self) -> str:
        """What the bots are told."""
        return f"http://127.0.0.1:{self.port}/bot"

    def hand(self, whom: int, update: dict[str, Any]) -> None:
        """Give an update to the bot; ``whom`` is who is to be answered."""
        self.handed[whom] = time.monotonic()
        if self.pusher is not None:
            self.pusher.push(update)
            return
        self._queue.append(update)
        if self._poll is not None:
            connection, timer = self._poll
            timer.cancel()
            self._hand_out(connection)

    async def until(self, method: str, timeout: float = 60.0) -> None:
        """Wait for the first call of a method.

        Raises:
            TimeoutError: It does not come.
        """
        async with asyncio.timeout(timeout):
            while method not in self.methods:
                await self._change()

    async def until_answered(self, whom: set[int], timeout: float) -> None:
        """Wait until all of them have their answer.

        Raises:
            TimeoutError: Somebody does not.
        """
        async with asyncio.timeout(timeout):
            while not whom <= self.answered.keys():
                await self._change()

    async def _change(self) -> None:
        self.changed.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.changed.wait(), 0.5)

    def take(self, head: bytes, body: bytes, connection: "_Connection") -> None:
        """Answer a request."""
        found = _METHOD.match(head)
        method = found[1].decode() if found else ""
        self.methods[method] = self.methods.get(method, 0) + 1
        self.called.setdefault(method, time.monotonic())
        if method == "getUpdates":
            self._take_poll(body, connection)
            return
        result: Any = True
        if method in ANSWERS:
            whom = _WHOM.search(body)
            self.answered[int(whom[1]) if whom else 0] = time.monotonic()
            self.bodies.setdefault(method, body)
            self.cards += body.count(b"%22article%22")
            result = _SENT if method == "sendMessage" else True
        elif method == "sendPhoto":  # beside an answer, which was noted already
            result = _SENT | {"photo": [_PHOTO]}
        elif method == "getMe":
            result = _ME
        elif method == "setWebhook":
            self.pusher = Pusher(body)
        connection.answer(result)
        self.changed.set()

    def _take_poll(self, body: bytes, connection: "_Connection") -> None:
        if self._queue or not _WAITS.search(body):  # without a time-out it only confirms
            self._hand_out(connection)
            return
        loop = asyncio.get_running_loop()
        self._poll = connection, loop.call_later(LONGEST_POLL, self._hand_out, connection)

    def _hand_out(self, connection: "_Connection") -> None:
        self._poll = None
        batch, self._queue = self._queue[:100], self._queue[100:]
        connection.answer(batch)


class _Connection(asyncio.Protocol):
    """One connection of the bot's: requests one after the other."""

    def __init__(self, telegram: LeanTelegram) -> None:
        self._telegram = telegram
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            length = _LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._buffer) < whole:
                return
            body, self._buffer = self._buffer[end + 4 : whole], self._buffer[whole:]
            self._telegram.take(head, body, self)

    def answer(self, result: object) -> None:
        """Send ``ok`` and a result."""
        body = json.dumps({"ok": True, "result": result}).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        if not self._transport.is_closing():
            self._transport.write(head % len(body) + body)
