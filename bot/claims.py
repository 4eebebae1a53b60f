"""Which updates are done: Telegram sends one again whenever it is not sure that it arrived."""

import time
from collections import OrderedDict
from collections.abc import Callable
from enum import Enum, auto
from typing import Protocol

REMEMBERED = 24 * 3600.0
"""Seconds; Telegram gives an update up after a day."""


class Claim(Enum):
    """What becomes of an update that came in."""

    MINE = auto()
    """Nobody has done it: whoever asked does it now."""
    BUSY = auto()
    """Another process does it."""
    DONE = auto()


class Claims(Protocol):
    """Remembers which updates are done or being done, for one bot, in one process or in several."""

    async def open(self) -> None:
        """Connect.

        Raises:
            OSError: Nobody answers now, but may later.
            ValueError: The address is wrong; the message says how, in Spanish, without secrets.
        """

    async def close(self) -> None:
        """Disconnect."""

    async def claim(self, update_id: int) -> Claim:
        """Take an update, where nobody has.

        Raises:
            OSError: Nobody can tell now.
        """

    async def finish(self, update_id: int) -> None:
        """Note that an update of ours is done.

        Raises:
            OSError: It could not be noted.
        """

    async def release(self, update_id: int) -> None:
        """Give an update of ours back, to be done when it comes again.

        Raises:
            OSError: It could not be noted; the lease runs out by itself.
        """


class MemoryClaims:
    """Remembers in this process alone.

    Telegram counts updates up one by one, so done ones are kept as bits, a whole number for each
    thousand: 30 updates a second take about 1 MB a day.
    """

    BLOCK = 1024

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` gives monotonic seconds: the wall's clock jumps."""
        self._clock = clock
        self._blocks: OrderedDict[int, tuple[int, float]] = OrderedDict()

    async def open(self) -> None:
        """Do nothing: there is nothing to open."""

    async def close(self) -> None:
        """Do nothing: there is nothing to close."""

    async def claim(self, update_id: int) -> Claim:
        """Take an update, unless it is done; who does it at the same time is Once's to know."""
        self._forget()
        bits, _ = self._blocks.get(update_id // self.BLOCK, (0, 0.0))
        return Claim.DONE if bits >> update_id % self.BLOCK & 1 else Claim.MINE

    async def finish(self, update_id: int) -> None:
        """Note that an update is done."""
        block = update_id // self.BLOCK
        bits, _ = self._blocks.get(block, (0, 0.0))
        self._blocks[block] = (bits | 1 << update_id % self.BLOCK, self._clock())
        self._blocks.move_to_end(block)

    async def release(self, update_id: int) -> None:
        """Do nothing: what is not done is free."""

    def _forget(self) -> None:
        """Drop the blocks in which nothing was noted for a day."""
        now = self._clock()
        while self._blocks:
            block, (_, noted) = next(iter(self._blocks.items()))
            if now - noted < REMEMBERED:
                return
            del self._blocks[block]
