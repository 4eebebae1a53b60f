"""Inline mode: ``@bot`` and a title or a command in any chat."""

import hashlib
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.constants import ParseMode
from telegram.ext import Application, InlineQueryHandler

from handlers import films, formats, render, texts
from handlers.answering import preview_of
from handlers.choices import NONE, keyboard
from handlers.context import Context, services_of
from handlers.help import find_question
from handlers.questions import Question
from handlers.reply import Reply
from services import Services

PER_PAGE = 20
MAX_FILMS = 100
"""Films that one query lists, over all its pages."""
CACHE_SECONDS = 300
THUMBNAILS = "https://image.tmdb.org/t/p/w92"

Article = InlineQueryResultArticle


def register(
    app: Application[Any, Any, Any, Any, Any, Any], questions: Mapping[str, Question]
) -> None:
    """Add the handler of inline queries."""
    app.add_handler(InlineQueryHandler(_Inline(questions)))


class _Inline:
    """Answers inline queries page by page; what it keeps between pages is in the offset."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._questions = questions

    async def __call__(self, update: Update, context: Context) -> None:
        query = update.inline_query
        if query is None:
            return
        start = int(query.offset) if query.offset.isdecimal() and len(query.offset) < 5 else 0
        found = self._results(services_of(context), query.query.strip())
        page = list(islice(found, start, start + PER_PAGE + 1))
        # None: with Defaults, the library turns an empty text into "[]", and the list never ends.
        more = str(start + PER_PAGE) if len(page) > PER_PAGE else None
        await query.answer(
            page[:PER_PAGE], cache_time=CACHE_SECONDS, is_personal=False, next_offset=more
        )

    def _results(self, services: Services, text: str) -> Iterator[Article]:
        """Yield distinct results, most likely first; nothing is made that is not shown."""
        seen: set[str] = set()
        for article in self._all(services, text):
            if article.id not in seen:
                seen.add(article.id)
                yield article

    def _all(self, services: Services, text: str) -> Iterator[Article]:
        if not text:
            yield from (_film(services, one) for one in services.films.popular(MAX_FILMS))
            return
        found = find_question(self._questions, text)
        titles = services.titles.resolve(text)
        listed = services.titles.complete(text, MAX_FILMS)
        cards = (_film(services, film_id) for film_id in listed)
        if found is None:
            yield from cards
            if not listed:
                yield _nothing(text, render.too_new(titles.newer) if titles.newer else None)
            return
        if titles.certain:  # «dia de la independencia» is a film, and begins like /dia
            yield next(cards)
        yield from _answers(services, *found)
        if not found[1]:
            yield from cards


def _answers(services: Services, question: Question, rest: str) -> Iterator[Article]:
    """Yield the answer of a command; where it asks what is meant, an answer for each choice."""
    reply = question.ask(services, rest) if rest else question.usage()
    buttons = [button for row in reply.buttons for button in row]
    if buttons and buttons[-1].action.question == NONE:
        for button in buttons[:-1]:
            chosen = question.about(services, button.action.key, button.action.page)
            yield _article(button.text, chosen)
        return
    if question.command == "recomendar":
        for button in buttons[:-1]:
            yield _film(services, int(button.action.key))
    yield _article(f"/{question.command} {rest}".strip(), reply)


def _film(services: Services, film_id: int) -> Article:
    card = services.films.card(film_id)
    film, reply = card.film, films.card_of(card)
    score = f"{formats.decimal(film.score)} de 10" if film.votes else "sin votos"
    genres = ", ".join(formats.genre(genre) for genre in card.genres)
    poster = film.poster_path if not film.adult else None
    return InlineQueryResultArticle(
        f"film-{film_id}",
        formats.label(film),
        _content(reply),
        description=f"{score} · {genres}" if genres else score,
        reply_markup=keyboard(reply, None),
        thumbnail_url=THUMBNAILS + poster if poster else None,
    )


def _article(title: str, reply: Reply) -> Article:
    # The id only has to differ from its neighbours', in at most 64 bytes.
    number = hashlib.sha256(f"{title}\n{reply.html}".encode()).hexdigest()[:32]
    return InlineQueryResultArticle(
        number,
        title[:120],
        _content(reply),
        description=render.plain(reply.html)[:200],
        reply_markup=keyboard(reply, None),
    )


def _nothing(text: str, note: str | None) -> Article:
    reply = Reply(note or render.not_found("ninguna película", text, texts.NO_LATER))
    return _article("No encuentro ninguna película así", reply)


def _content(reply: Reply) -> InputTextMessageContent:
    return InputTextMessageContent(
        reply.html, parse_mode=ParseMode.HTML, link_preview_options=preview_of(reply)
    )
