"""Whose turn it is: chats side by side, each in order, and no user ahead of everybody else."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Coroutine, Hashable
from contextlib import asynccontextmanager

from telegram import Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import BaseUpdateProcessor

from bot.limits import UserLimiter, Verdict
from handlers import texts

BURST = 20
INLINE_FACTOR = 5
"""An inline query comes with every key that is pressed."""

_UNBOUNDED = 100_000


class Turns(BaseUpdateProcessor):
    """Processes updates of different chats at once, those of one chat in their order.

    An update that waits for its chat holds none of the ``max_in_flight`` places, so that a flood
    in one chat leaves them to the others; a user over ``rate`` a minute is turned away before.
    """

    def __init__(self, max_in_flight: int, rate: int) -> None:
        super().__init__(_UNBOUNDED)
        self._places = asyncio.Semaphore(max_in_flight)
        self._messages = UserLimiter(rate, BURST)
        self._inline = UserLimiter(rate * INLINE_FACTOR, BURST * INLINE_FACTOR)
        self._chats: dict[Hashable, tuple[asyncio.Lock, int]] = {}

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[None]) -> None:
        """Process an update in its turn, or turn it away."""
        if isinstance(update, Update):
            verdict = self._verdict(update)
            if verdict is not Verdict.ALLOW:
                _close(coroutine)
                await _refuse(update, verdict)
                return
        started = False
        try:
            async with self._turn(_chat_of(update)), self._places:
                started = True
                await coroutine
        finally:
            if not started:  # cancelled while it waited
                _close(coroutine)

    @property
    def queued(self) -> int:
        """How many updates wait for another one of their chat, and so take no place."""
        return sum(waiting - 1 for _, waiting in self._chats.values())

    def _verdict(self, update: Update) -> Verdict:
        sender = update.effective_sender
        if sender is None or _is_chatter(update):
            return Verdict.ALLOW
        return (self._inline if update.inline_query else self._messages).check(sender.id)

    @asynccontextmanager
    async def _turn(self, chat: Hashable | None) -> AsyncIterator[None]:
        if chat is None:
            yield
            return
        lock, waiting = self._chats.get(chat, (asyncio.Lock(), 0))
        self._chats[chat] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._chats[chat]
            if waiting > 1:
                self._chats[chat] = (lock, waiting - 1)
            else:
                del self._chats[chat]


def _close(coroutine: Awaitable[None]) -> None:
    if isinstance(coroutine, Coroutine):
        coroutine.close()


def _is_chatter(update: Update) -> bool:
    """Say whether people in a group talk to each other, or to another bot: that costs nothing."""
    message = update.message
    if message is None or message.chat.type == ChatType.PRIVATE:
        return False
    command = (message.text or "").split(maxsplit=1)[:1]
    if not command or not command[0].startswith("/"):
        return True
    name = command[0].partition("@")[2]
    return bool(name) and name.casefold() != message.get_bot().username.casefold()


def _chat_of(update: object) -> Hashable | None:
    """Return the chat whose order counts; inline queries have none."""
    if not isinstance(update, Update) or update.effective_chat is None:
        return None
    return update.effective_chat.id


async def _refuse(update: Update, verdict: Verdict) -> None:
    """Tell a user once to slow down; a pressed button is always answered, if only silently."""
    try:
        if update.callback_query is not None:
            notice = texts.TOO_FAST if verdict is Verdict.NOTICE else None
            await update.callback_query.answer(notice)
        elif verdict is Verdict.NOTICE and update.message is not None:
            await update.message.reply_text(texts.TOO_FAST)
    except TelegramError:
        return  # a notice is not worth a second try
