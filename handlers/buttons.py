"""What happens when a button is pressed: the same answers, in place of the message."""

from collections.abc import Mapping
from typing import Any

from telegram import CallbackQuery, Update
from telegram.error import BadRequest
from telegram.ext import Application, CallbackQueryHandler

from handlers import texts
from handlers.answering import preview_of
from handlers.choices import NONE, decode, keyboard
from handlers.context import Context, services_of
from handlers.questions import Question
from handlers.reply import Action, Reply, StaleError
from services import Services


def register(
    app: Application[Any, Any, Any, Any, Any, Any], questions: Mapping[str, Question]
) -> None:
    """Add the handler of all buttons."""
    app.add_handler(CallbackQueryHandler(_Press(questions)))


class _Press:
    """Answers a pressed button; every press is answered, if only with a notice."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._questions = questions

    async def __call__(self, update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None:
            return
        try:
            action, owner = decode(query.data or "")
            if owner is not None and owner != query.from_user.id:
                await query.answer(texts.NOT_YOURS, show_alert=True)
                return
            reply = self._reply(services_of(context), action)
        except StaleError:
            await query.answer(texts.STALE, show_alert=True)
            return
        await query.answer()
        await _edit(query, reply, owner)

    def _reply(self, services: Services, action: Action) -> Reply:
        if action.question == NONE:
            return Reply(texts.NONE_CHOSEN)
        question = self._questions.get(action.question)
        if question is None:
            raise StaleError(action.question)
        return question.about(services, action.key, action.page)


async def _edit(query: CallbackQuery, reply: Reply, owner: int | None) -> None:
    try:
        await query.edit_message_text(
            reply.html,
            reply_markup=keyboard(reply, owner),
            link_preview_options=preview_of(reply),
        )
    except BadRequest as error:
        # A second press of the same button, or a message that is gone: nothing is left to do.
        gone = ("not modified", "not found", "can't be edited", "message_id_invalid")
        if not any(reason in str(error).lower() for reason in gone):
            raise
