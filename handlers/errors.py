"""What happens when something goes wrong: one line for the network, an incident for our faults."""

import contextlib
import logging
import secrets
from typing import Any

from telegram import Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import Application

from handlers import texts
from handlers.context import Context

logger = logging.getLogger(__name__)

TOO_LATE = ("query is too old", "query id is invalid")
"""Telegram's reasons for an answer that nobody waits for any more."""

# A chat that does not let the bot write, or a question that nobody waits for any more.
_CHATS_REASONS = (
    "rights",
    "forbidden",
    "chat not found",
    "topic_closed",
    "thread not found",
    "restricted",
    *TOO_LATE,
)


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Add the error handler."""
    app.add_error_handler(on_error)


async def on_error(update: object, context: Context) -> None:
    """Log an error; tell the user of ours, with the number under which the log has it."""
    error = context.error
    if error is None:
        return
    query = update.callback_query if isinstance(update, Update) else None
    if _is_trouble(error):
        logger.warning("Telegram: %s: %s", type(error).__name__, " ".join(str(error).split()))
        if query is not None:
            with contextlib.suppress(TelegramError):  # the button stops waiting
                await query.answer()
        return
    incident = secrets.token_hex(4).upper()
    logger.error("Incidente %s", incident, exc_info=error)
    if isinstance(update, Update):
        await _apologise(update, texts.UNEXPECTED.format(incident=incident))


def says(error: TelegramError, *reasons: str) -> bool:
    """Say whether Telegram gave one of these reasons, which it has no codes for."""
    text = str(error).lower()
    return any(reason in text for reason in reasons)


def _is_trouble(error: BaseException) -> bool:
    """Say whether the network or the chat is the cause, so that a traceback would say nothing.

    BadRequest is a NetworkError by class, but means that we sent something wrong, unless it is
    about the chat.
    """
    if isinstance(error, BadRequest):
        return says(error, *_CHATS_REASONS)
    return isinstance(error, (NetworkError, RetryAfter, Conflict, Forbidden, ChatMigrated))


async def _apologise(update: Update, text: str) -> None:
    try:
        if update.callback_query is not None:
            await update.callback_query.answer(text, show_alert=True)
        elif update.effective_message is not None and update.edited_message is None:
            await update.effective_message.reply_text(text)
    except TelegramError as error:
        logger.warning("No se pudo avisar del incidente: %s", type(error).__name__)
