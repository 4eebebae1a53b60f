"""Work beside the answers: a chat's next question does not wait for it."""

import asyncio
from collections.abc import Coroutine
from typing import Any

MOST = 32
"""Works at once. Pictures share Telegram's limits with answers, and answers come first."""


class Beside:
    """Holds what is being done in the background, and no more of it than :data:`MOST`."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> bool:
        """Begin a work, which must not raise; return whether there was room for it."""
        if len(self._tasks) >= MOST:
            work.close()
            return False
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def finish(self, seconds: float | None = None) -> None:
        """Wait for all that was begun; after ``seconds`` give up what is left."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
