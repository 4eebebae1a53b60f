"""Pictures after a text: a message of their own, beside the chat's next answers, never before."""

import asyncio
import logging
from collections.abc import Coroutine, Hashable
from typing import Any

from telegram import Message, Update
from telegram.error import BadRequest

from handlers import texts
from handlers.context import Context, beside_of, studio_of
from handlers.errors import says
from handlers.pictures.charts import Picture
from handlers.pictures.studio import Studio

logger = logging.getLogger(__name__)

PATIENCE = 15.0
"""Seconds within which a picture that nobody asked for is sent, or left out (after a 429)."""

_FORBIDDEN = ("rights to send photos", "photos_forbidden", "media_forbidden", "plain_forbidden")
"""Telegram's reasons where a group lets the bot send no pictures."""
_UNKNOWN_FILE = ("wrong file", "wrong remote file", "file_reference", "file_id")
"""Telegram's reasons where it does not know a file any more."""


def show(context: Context, message: Message, picture: Picture) -> None:
    """Send a picture below a message of ours; where that cannot be, the text is enough."""
    if studio_of(context).forbidden(message.chat_id):
        return

    async def send() -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await send_picture(studio_of(context), message, picture)
        except TimeoutError:
            logger.debug("Una imagen que nadie pidió llegaba tarde")

    beside(context, send(), chat=message.chat_id)


def beside(
    context: Context,
    work: Coroutine[Any, Any, None],
    update: Update | None = None,
    chat: Hashable = None,
    name: Hashable = None,
) -> bool:
    """Have something done beside the answers of a chat; return whether there was room for it.

    What goes wrong in it is logged like any fault; with ``update`` the user is told, too.
    ``name`` is what :meth:`handlers.beside.Beside.doing` knows it by.
    """

    async def guarded() -> None:
        try:
            await work
        except Exception as error:
            await context.application.process_error(update, error)

    begun = beside_of(context).start(guarded(), chat, name)
    if not begun:
        work.close()
    return begun


async def send_picture(studio: Studio, message: Message, picture: Picture) -> str | None:
    """Send a picture below a message of ours; return None, or in Spanish why there is none.

    Telegram gets its own name of a picture that it was sent before; where it does not know that
    any more, the bytes again.
    """
    try:
        if await _send_again(studio, message, picture):
            return None
        png = await studio.png(picture.chart)
        sent = await message.reply_photo(png, caption=picture.caption, filename="grafico.png")
    except BadRequest as error:
        if not says(error, *_FORBIDDEN):
            raise
        logger.debug("Telegram: %s", error)
        studio.forbid(message.chat_id)
        return texts.NO_PICTURES
    if sent.photo:
        studio.sent(picture.chart, sent.photo[-1].file_id)
    return None


async def _send_again(studio: Studio, message: Message, picture: Picture) -> bool:
    """Send a picture by Telegram's name for it; return whether that was possible."""
    file_id = studio.file_id(picture.chart)
    if file_id is None:
        return False
    try:
        await message.reply_photo(file_id, caption=picture.caption)
    except BadRequest as error:
        if not says(error, *_UNKNOWN_FILE):
            raise
        studio.forget(picture.chart)
        return False
    return True
