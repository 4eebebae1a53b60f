"""From an update to an answer: read what was typed, ask, send. Shared by every command."""

from collections.abc import Iterable
from typing import Any

from telegram import LinkPreviewOptions, Message, Update
from telegram.ext import Application, CommandHandler, filters

from handlers.choices import keyboard
from handlers.context import Context, services_of
from handlers.questions import Question
from handlers.reply import Reply

NEW = filters.UpdateType.MESSAGE
"""New messages: neither edited ones nor channel posts are questions."""


def add_questions(
    app: Application[Any, Any, Any, Any, Any, Any], questions: Iterable[Question]
) -> None:
    """Add a command, with its aliases, for each question."""
    for question in questions:
        names = (question.command, *question.aliases)
        app.add_handler(CommandHandler(names, _Command(question), filters=NEW))


class _Command:
    """The handler of one command."""

    def __init__(self, question: Question) -> None:
        self._question = question

    async def __call__(self, update: Update, context: Context) -> None:
        message = update.effective_message
        if message is None or message.text is None:
            return
        await answer(message, context, self._question, typed_behind(message.text))


async def answer(message: Message, context: Context, question: Question, text: str) -> None:
    """Send the answer to a question, or how to ask it where nothing was typed."""
    reply = question.ask(services_of(context), text) if text else question.usage()
    await send(message, reply)


async def send(message: Message, reply: Reply) -> None:
    """Send a reply to the chat of a message; in a group it quotes the message."""
    await message.reply_text(
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
