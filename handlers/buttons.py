"""What happens when a button is pressed: the same answers, in place of the message."""

from collections.abc import Mapping
from typing import Any

from telegram import CallbackQuery, InaccessibleMessage, Message, Update
from telegram.error import BadRequest
from telegram.ext import Application, CallbackQueryHandler

from handlers import render, texts
from handlers.answering import preview_of
from handlers.choices import HERE, NONE, decode, keyboard
from handlers.context import Context, beside_of, services_of, studio_of
from handlers.errors import TOO_LATE, says
from handlers.pictures.charts import Picture
from handlers.questions import Drawing, Question
from handlers.reply import Action, Reply, StaleError
from handlers.showing import beside, send_picture, show
from services import Services


def register(
    app: Application[Any, Any, Any, Any, Any, Any],
    questions: Mapping[str, Question],
    drawings: Mapping[str, Drawing],
) -> None:
    """Add the handler of all buttons."""
    app.add_handler(CallbackQueryHandler(_Press(questions, drawings)))


class _Press:
    """Answers a pressed button; every press is answered, if only with a notice."""

    def __init__(self, questions: Mapping[str, Question], drawings: Mapping[str, Drawing]) -> None:
        self._questions = questions
        self._drawings = drawings

    async def __call__(self, update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None:
            return
        try:
            action, owner = decode(query.data or "")
            if owner is not None and owner != query.from_user.id:
                await _acknowledge(query, texts.NOT_YOURS)
                return
            services = services_of(context)
            if action.question in self._drawings:
                await self._draw(query, context, action, update)
                return
            if action.question != HERE:
                reply = self._reply(services, action)
                edited = await _edit(query, reply, owner)
                if edited and reply.picture is not None and isinstance(query.message, Message):
                    show(context, query.message, reply.picture)
        except StaleError:
            await _acknowledge(query, texts.STALE)
        else:
            await _acknowledge(query)

    async def _draw(
        self, query: CallbackQuery, context: Context, action: Action, update: Update
    ) -> None:
        """Have the picture sent that a button asks for; a second tap meanwhile brings no other."""
        picture = self._drawings[action.question](services_of(context), action.key)
        chat = query.message.chat.id if query.message is not None else None
        tapped = (chat, query.message.message_id, action) if query.message is not None else query.id
        if beside_of(context).doing(tapped):
            await _acknowledge(query)
        elif not beside(context, _send_picture(query, context, picture), update, chat, tapped):
            await _acknowledge(query, texts.BUSY)

    def _reply(self, services: Services, action: Action) -> Reply:
        none = action.question == NONE
        question = self._questions.get(action.key if none else action.question)
        if question is None:
            raise StaleError(action.question)
        if none:
            return Reply(render.none_chosen(question.needs, question.example))
        return question.about(services, action.key, action.page)


async def _send_picture(query: CallbackQuery, context: Context, picture: Picture) -> None:
    """Send the picture that a button asks for; the button waits for it."""
    if isinstance(query.message, Message):
        notice = await send_picture(studio_of(context), query.message, picture)
        await _acknowledge(query, notice)
    else:  # an inline message, or one that is too old
        await _acknowledge(query, texts.STALE)


async def _acknowledge(query: CallbackQuery, notice: str | None = None) -> None:
    """Answer a press, with a notice in a window of its own where there is one to give."""
    try:
        await query.answer(notice, show_alert=notice is not None)
    except BadRequest as error:
        # Too late (the bot was down when the button was pressed): nobody waits for it any more.
        if not says(error, *TOO_LATE, "query_id_invalid"):
            raise


async def _edit(query: CallbackQuery, reply: Reply, owner: int | None) -> bool:
    """Put an answer in the place of the message; return whether that changed it."""
    if isinstance(query.message, InaccessibleMessage):
        raise StaleError("the message is too old to be edited")
    try:
        await query.edit_message_text(
            reply.html,
            reply_markup=keyboard(reply, owner, pictures=query.message is not None),
            link_preview_options=preview_of(reply),
        )
    except BadRequest as error:
        # A second press of the same button, or a message that is gone: nothing is left to do.
        if not says(error, "not modified", "to edit not found", "can't be edited", "id_invalid"):
            raise
        return False
    return True
