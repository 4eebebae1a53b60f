"""Work beside the answers: a chat's next question does not wait for it."""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Hashable
from typing import Any

MOST = 32
"""Works at once. Pictures share Telegram's limits with answers, and answers come first."""
MOST_OF_CHAT = 3
"""Works of one chat at once: one that Telegram makes wait must not take the room of the others."""


class Beside:
    """Holds what is being done in the background, and no more of it than :data:`MOST`."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._chats: Counter[Hashable] = Counter()
        self._names: set[Hashable] = set()

    def start(
        self, work: Coroutine[Any, Any, None], chat: Hashable = None, name: Hashable = None
    ) -> bool:
        """Begin a work, which must not raise; return whether there was room for it.

        ``chat`` is whose it is, None where that is nobody's; ``name`` is what :meth:`doing` knows
        it by.
        """
        if len(self._tasks) >= MOST or (chat is not None and self._chats[chat] >= MOST_OF_CHAT):
            work.close()
            return False
        task = asyncio.create_task(work)
        self._tasks.add(task)
        self._chats[chat] += 1
        self._names.add(name)
        task.add_done_callback(lambda done: self._end(done, chat, name))
        return True

    def doing(self, name: Hashable) -> bool:
        """Say whether the work of this name is under way."""
        return name in self._names

    async def finish(self, seconds: float | None = None) -> None:
        """Wait for all that was begun; after ``seconds`` give up what is left."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _end(self, done: asyncio.Task[None], chat: Hashable, name: Hashable) -> None:
        self._tasks.discard(done)
        self._names.discard(name)
        self._chats[chat] -= 1
        if not self._chats[chat]:
            del self._chats[chat]
