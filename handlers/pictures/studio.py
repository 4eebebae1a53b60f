"""Where pictures are drawn and kept: one worker thread, and a cache that does not grow.

matplotlib is loaded by the first picture, in the worker: who asks for none does not pay for it.
"""

import asyncio
import hashlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from handlers.latest import Latest
from handlers.pictures.charts import Chart
from services.memory import give_back_memory

MAX_DRAWN = 16
"""Pictures kept as bytes (of some 100 kB each) until Telegram has them."""
MAX_SENT = 2_000
"""Pictures whose ``file_id`` is kept (some 300 bytes each)."""
MAX_SILENT, SILENCE = 2_000, 3600.0
"""Chats that forbid pictures, and the seconds for which they are not asked again."""

Draw = Callable[[Chart], bytes]


class Studio:
    """Draws charts off the event loop, each once; all methods belong to one event loop."""

    def __init__(self, draw: Draw | None = None) -> None:
        """``draw`` takes the place of the drawing, which is slow, in tests."""
        self._draw = draw or _draw
        # One thread: matplotlib is not made for several, and answers are worth more than pictures.
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="pictures")
        self._drawn: Latest[str, bytes] = Latest(MAX_DRAWN)
        self._sent: Latest[str, str] = Latest(MAX_SENT)
        self._silent: Latest[int, float] = Latest(MAX_SILENT)
        self._drawing: dict[str, asyncio.Future[bytes]] = {}

    async def png(self, chart: Chart) -> bytes:
        """Return a chart as a PNG; who asks while it is being drawn waits for the same one."""
        key = _key(chart)
        if (known := self._drawn.get(key)) is not None:
            return known
        if key not in self._drawing:
            loop = asyncio.get_running_loop()
            self._drawing[key] = future = loop.run_in_executor(self._worker, self._draw, chart)
            future.add_done_callback(lambda done: self._finish(key, done))
        return await asyncio.shield(self._drawing[key])  # one who gives up does not stop the others

    def file_id(self, chart: Chart) -> str | None:
        """Return what Telegram calls a picture that was sent before."""
        return self._sent.get(_key(chart))

    def sent(self, chart: Chart, file_id: str) -> None:
        """Remember what Telegram calls a picture; its bytes are not needed any more."""
        self._sent.put(_key(chart), file_id)
        self._drawn.drop(_key(chart))

    def forget(self, chart: Chart) -> None:
        """Forget what Telegram called a picture, since it does not know it any more."""
        self._sent.drop(_key(chart))

    def forbid(self, chat: int) -> None:
        """Remember for :data:`SILENCE` that a chat lets the bot send no pictures."""
        self._silent.put(chat, time.monotonic() + SILENCE)

    def forbidden(self, chat: int) -> bool:
        """Say whether a chat is known to let the bot send no pictures."""
        until = self._silent.get(chat)
        return until is not None and time.monotonic() < until

    def close(self) -> None:
        """End the worker, for good; it finishes the picture at hand, which nobody waits for."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _finish(self, key: str, done: "asyncio.Future[bytes]") -> None:
        del self._drawing[key]
        if not done.cancelled() and done.exception() is None:
            self._drawn.put(key, done.result())


def _key(chart: Chart) -> str:
    return hashlib.sha256(repr(chart).encode()).hexdigest()


def _draw(chart: Chart) -> bytes:
    from handlers.pictures.drawing import draw  # here: this loads matplotlib

    png = draw(chart)
    give_back_memory()  # the page: 8 MB
    return png
