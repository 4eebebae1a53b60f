"""How much the bot sends, and how much one user may ask."""

import asyncio
import logging
import os
import time
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

# python-telegram-bot's switch to its coming type of RetryAfter.retry_after, a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "true")

logger = logging.getLogger(__name__)

MAX_RETRIES = 5
LONGEST_WAIT = 120.0
"""Seconds: when Telegram asks for more, the answer would come too late to be one."""

Json = dict[str, Any]


class ChatRateLimiter(BaseRateLimiter[None]):
    """Keeps to Telegram's rate, and waits out a 429 in the chat it is about only.

    (The library's AIORateLimiter stops every chat while one has to wait.)
    """

    def __init__(self, max_rate: int) -> None:
        """``max_rate`` is in messages a second over all chats; 0 is no limit."""
        self._overall = AsyncLimiter(max_rate, 1) if max_rate else None
        self._closed_until: dict[Hashable, float] = {}

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | Json | list[Json]]],
        args: Any,
        kwargs: Json,
        endpoint: str,
        data: Json,
        rate_limit_args: None,
    ) -> bool | Json | list[Json]:
        """Send a request when its chat may be written to.

        Raises:
            RetryAfter: Telegram asks for a longer wait than :data:`LONGEST_WAIT`, or again and
                again.
        """
        chat = data.get("chat_id") or data.get("inline_message_id") or endpoint
        for left in reversed(range(MAX_RETRIES)):
            await self._opening(chat)
            if self._overall is not None and "chat_id" in data:
                await self._overall.acquire()
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                wait = _seconds(error)
                if wait > LONGEST_WAIT or not left:
                    raise
                self._closed_until[chat] = time.monotonic() + wait
                logger.warning("Telegram: %s: 429, espero %.0f s", endpoint, wait)
        raise AssertionError("the loop returns or raises")

    async def _opening(self, chat: Hashable) -> None:
        """Wait until a chat may be written to again."""
        while (wait := self._closed_until.get(chat, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        self._closed_until.pop(chat, None)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


class Verdict(Enum):
    """What becomes of a user's update."""

    ALLOW = auto()
    NOTICE = auto()
    SILENCE = auto()


@dataclass
class _Bucket:
    tokens: float
    filled_at: float
    warned: bool = False


class UserLimiter:
    """A token bucket a user: so many updates a minute, some at once; one notice, then silence.

    Args:
        rate: Updates a minute; 0 is no limit.
        burst: Updates at once.
        clock: Monotonic seconds.
    """

    MAX_USERS = 10_000

    def __init__(
        self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._burst, self._clock = rate / 60, burst, clock
        self._buckets: dict[Hashable, _Bucket] = {}

    def check(self, user: Hashable) -> Verdict:
        """Take a token of a user, and say what to do with the update."""
        if not self._rate:
            return Verdict.ALLOW
        now = self._clock()
        bucket = self._buckets.get(user)
        if bucket is None:
            self._forget(now)
            bucket = self._buckets[user] = _Bucket(self._burst, now)
        bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.filled_at) * self._rate)
        bucket.filled_at = now
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            # A flood that goes on gets a token now and then: that is no reason for a new notice.
            bucket.warned = bucket.warned and bucket.tokens < self._burst / 2
            return Verdict.ALLOW
        if bucket.warned:
            return Verdict.SILENCE
        bucket.warned = True
        return Verdict.NOTICE

    def _forget(self, now: float) -> None:
        """Drop the buckets that are full again, once there are many."""
        if len(self._buckets) < self.MAX_USERS:
            return
        refill = self._burst / self._rate
        fresh = {u: b for u, b in self._buckets.items() if now - b.filled_at < refill}
        self._buckets = fresh if len(fresh) < self.MAX_USERS else {}
