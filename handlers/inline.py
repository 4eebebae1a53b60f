"""Inline mode: ``@bot`` and a title or a command in any chat."""

import hashlib
from collections.abc import Mapping
from typing import Any

from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.constants import ParseMode
from telegram.ext import Application, InlineQueryHandler

from handlers import films, formats, render
from handlers.answering import preview_of
from handlers.choices import keyboard
from handlers.context import Context, services_of
from handlers.help import find_question
from handlers.questions import Question
from handlers.reply import Reply
from services import Services

MAX_FILMS = 10
CACHE_SECONDS = 300


def register(
    app: Application[Any, Any, Any, Any, Any, Any], questions: Mapping[str, Question]
) -> None:
    """Add the handler of inline queries."""
    app.add_handler(InlineQueryHandler(_Inline(questions)))


class _Inline:
    """Answers inline queries: the answer of a command, then films by title."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._questions = questions

    async def __call__(self, update: Update, context: Context) -> None:
        query = update.inline_query
        if query is None:
            return
        results = [] if query.offset else self._results(services_of(context), query.query)
        await query.answer(results, cache_time=CACHE_SECONDS, is_personal=False)

    def _results(self, services: Services, text: str) -> list[InlineQueryResultArticle]:
        found = find_question(self._questions, text)
        results = []
        if found is not None:
            question, rest = found
            reply = question.ask(services, rest) if rest else question.usage()
            results.append(_article(f"/{question.command} {rest}".strip(), question.menu, reply))
        if text.strip() and not text.strip().startswith("/"):
            resolved = services.titles.resolve(text, limit=MAX_FILMS)
            results += [_film(services, one.film_id) for one in resolved.candidates]
        if not results and text.strip():
            reply = Reply(render.not_found("ninguna película", text))
            results.append(_article("No encuentro ninguna película así", "", reply))
        return results


def _film(services: Services, film_id: int) -> InlineQueryResultArticle:
    film = services.films[film_id]
    score = f"{formats.decimal(film.score)} de 10" if film.votes else "sin votos"
    genres = ", ".join(formats.genre(genre) for genre in services.films.card(film_id).genres)
    return _article(formats.label(film), f"{score} · {genres}", films.card(services, film_id))


def _article(title: str, description: str, reply: Reply) -> InlineQueryResultArticle:
    # The id only has to differ from its neighbours', in at most 64 bytes.
    number = hashlib.sha256(f"{title}\n{reply.html}".encode()).hexdigest()[:32]
    content = InputTextMessageContent(
        reply.html, parse_mode=ParseMode.HTML, link_preview_options=preview_of(reply)
    )
    return InlineQueryResultArticle(
        number,
        title[:120],
        content,
        description=description[:200] or None,
        reply_markup=keyboard(reply, None),
    )
