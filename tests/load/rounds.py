"""Load on a bot: as much as it takes, or so many updates a second."""

import asyncio
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.load.bots import Bot

WINDOW = 40
"""Updates that wait for their answer at once: Telegram's default for webhooks."""
TIMEOUT = 120.0


@dataclass(frozen=True)
class Load:
    """How a bot did: answers a second, processor seconds an answer, and how long each took."""

    rate: float
    cpu: float
    spent: tuple[float, ...]

    def at(self, share: float) -> float:
        """Return the milliseconds within which a share of the answers came."""
        ordered = sorted(self.spent)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def full_speed(
    bot: Bot, updates: Iterable[tuple[int, dict[str, Any]]], window: int = WINDOW
) -> Load:
    """Give a bot updates as fast as it answers them, ``window`` at once.

    Raises:
        TimeoutError: An answer does not come.
    """
    telegram, asked = bot.telegram, []
    waiting: set[int] = set()
    began, cpu = time.monotonic(), bot.cpu
    async with asyncio.timeout(TIMEOUT):
        for whom, update in updates:
            while len(waiting) >= window:
                telegram.changed.clear()
                await telegram.changed.wait()
                waiting -= telegram.answered.keys()
            telegram.hand(whom, update)
            waiting.add(whom)
            asked.append(whom)
        await telegram.until_answered(waiting, TIMEOUT)
    return _load(bot, asked, began, cpu)


async def steady(bot: Bot, updates: Iterable[tuple[int, dict[str, Any]]], rate: float) -> Load:
    """Give a bot ``rate`` updates a second, whether it keeps up or not."""
    asked, began, cpu = [], time.monotonic(), bot.cpu
    for number, (whom, update) in enumerate(updates):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        bot.telegram.hand(whom, update)
        asked.append(whom)
    await bot.telegram.until_answered(set(asked), TIMEOUT)
    return _load(bot, asked, began, cpu)


def _load(bot: Bot, asked: Sequence[int], began: float, cpu: float) -> Load:
    telegram = bot.telegram
    spent = tuple(telegram.answered[whom] - telegram.handed[whom] for whom in asked)
    seconds = max(telegram.answered[whom] for whom in asked) - began
    for whom in asked:  # the measure's own memory does not grow
        del telegram.answered[whom], telegram.handed[whom]
    return Load(len(asked) / seconds, (bot.cpu - cpu) / len(asked), spent)


def ratio(ours: Sequence[Load], theirs: Sequence[Load]) -> float:
    """Return the median over rounds of how our rate compares with theirs."""
    return statistics.median(a.rate / b.rate for a, b in zip(ours, theirs, strict=True))


def cpu_ratio(ours: Sequence[Load], theirs: Sequence[Load]) -> float:
    """Return the same of answers by processor second, which other programs hardly disturb."""
    return statistics.median(b.cpu / a.cpu for a, b in zip(ours, theirs, strict=True))
