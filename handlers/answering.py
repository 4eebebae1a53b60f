"""From an update to an answer: read what was typed, ask, send. Shared by every command."""

import contextlib
from collections.abc import Iterable, Mapping
from typing import Any

from telegram import LinkPreviewOptions, Message, Update
from telegram.ext import Application, CommandHandler, filters

from handlers.choices import decode, keyboard
from handlers.context import Context, services_of
from handlers.questions import Question
from handlers.reply import Reply, StaleError
from handlers.showing import show
from services import Services

FILM_ACTIONS = ("pelicula", "recomendar", "reparto", "direccion")
"""Questions of buttons whose key is the film that the message is about."""

NEW = filters.UpdateType.MESSAGE & ~filters.VIA_BOT
"""New messages: neither edited ones, channel posts nor our own inline results are questions."""


def add_questions(
    app: Application[Any, Any, Any, Any, Any, Any], questions: Iterable[Question]
) -> None:
    """Add a command, with its aliases, for each question."""
    named = {name: one for one in questions for name in (one.command, *one.aliases)}
    app.add_handler(CommandHandler(named, _Commands(named), filters=NEW))


class _Commands:
    """The handler of a family's commands: one for all, since the library asks each in turn."""

    def __init__(self, named: Mapping[str, Question]) -> None:
        self._named = named

    async def __call__(self, update: Update, context: Context) -> None:
        message = update.effective_message
        if message is None or message.text is None:
            return
        command = message.text[1 : message.entities[0].length].partition("@")[0]
        question = self._named[command.lower()]
        await answer(message, context, question, typed_behind(message.text))


async def answer(message: Message, context: Context, question: Question, text: str) -> None:
    """Send the answer to a question, or how to ask it where nothing was typed."""
    services = services_of(context)
    if text:
        reply = question.ask(services, text)
    else:
        reply = about_replied(services, question, message.reply_to_message)
    sent = await send(message, reply)
    if reply.picture is not None:
        show(context, sent, reply.picture)


def about_replied(services: Services, question: Question, replied: Message | None) -> Reply:
    """Answer a bare command by the message that it replies to, or explain the command.

    A message of ours is about the film of its last button; one of somebody else's is what that
    person could have typed behind the command.
    """
    if replied is not None and question.film and (key := _film_key(replied)) is not None:
        with contextlib.suppress(StaleError):
            return question.about(services, key, 0)
    said = _said_by_people(replied)
    if said:
        return question.ask(services, typed_behind(said) or said)
    return question.usage()


def _said_by_people(message: Message | None) -> str:
    """Return the text or caption of somebody's message, "" for none and for a bot's.

    An anonymous administrator speaks through a bot of Telegram's, with the name of the group.
    """
    if message is None or message.from_user is None:
        return ""
    bot = message.from_user.is_bot and message.sender_chat is None
    return "" if bot or message.via_bot else message.text or message.caption or ""


def _film_key(message: Message) -> str | None:
    """Return the key of the film that a message's last button is about, None without one."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    buttons = [button for row in rows for button in row]
    try:
        action, _ = decode(str(buttons[-1].callback_data)) if buttons else (None, None)
    except StaleError:
        return None
    return action.key if action and action.question in FILM_ACTIONS else None


async def send(message: Message, reply: Reply) -> Message:
    """Send a reply to the chat of a message; in a group it quotes the message."""
    return await message.reply_text(
        reply.html,
        reply_markup=keyboard(reply, owner_of(message)),
        link_preview_options=preview_of(reply),
    )


def typed_behind(text: str) -> str:
    """Return what stands behind the command at the start of a message."""
    return "".join(text.split(maxsplit=1)[1:]) if text.startswith("/") else text.strip()


def owner_of(message: Message) -> int | None:
    """Return whose question a message is, or None where nobody can be told apart.

    Anonymous administrators and channels speak with the name of a chat.
    """
    if message.from_user is None or message.sender_chat is not None:
        return None
    return message.from_user.id


def preview_of(reply: Reply) -> LinkPreviewOptions:
    """Return the preview of a reply's picture above its text, or no preview."""
    if reply.preview is None:
        return LinkPreviewOptions(is_disabled=True)
    return LinkPreviewOptions(url=reply.preview, show_above_text=True, prefer_large_media=True)
