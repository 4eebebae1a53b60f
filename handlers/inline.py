"""Inline mode: ``@bot`` and a title or a command in any chat."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.constants import ParseMode
from telegram.ext import Application, InlineQueryHandler

from handlers import films, formats, render, texts
from handlers.answering import preview_of
from handlers.choices import MAX_OFFERED, NONE, keyboard
from handlers.context import Context, services_of
from handlers.help import HELP, find_question, help_html
from handlers.questions import Question
from handlers.reply import Reply
from services import Services

PER_PAGE = 20
MAX_FILMS = 100
"""Films that one query lists, over all its pages."""
CACHE_SECONDS = 300
CARDS_KEPT = 3000
"""Cards of films that were listed last, as JSON: what is typed has much in common."""
THUMBNAILS = "https://image.tmdb.org/t/p/w92"

Article = InlineQueryResultArticle
Entry = int | Article
"""A film's id, or a result that is made already."""


def register(
    app: Application[Any, Any, Any, Any, Any, Any], questions: Mapping[str, Question]
) -> None:
    """Add the handler of inline queries."""
    app.add_handler(InlineQueryHandler(_Inline(questions)))


class _Inline:
    """Answers inline queries page by page; which page comes next is in the offset."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._questions = questions
        self._card = lru_cache(maxsize=CARDS_KEPT)(_film_json)

    async def __call__(self, update: Update, context: Context) -> None:
        query = update.inline_query
        if query is None:
            return
        services = services_of(context)
        start = int(query.offset) if query.offset.isdecimal() and len(query.offset) < 5 else 0
        entries = self._entries(services, query.query.strip())
        page = self._page(services, entries, start)
        more = len(entries) > start + PER_PAGE
        # query.answer would make JSON of every card again, which takes longer than all the rest.
        await query.get_bot().do_api_request(
            "answerInlineQuery",
            {
                "inline_query_id": query.id,
                "results": f"[{','.join(page)}]",
                "cache_time": CACHE_SECONDS,
                "is_personal": False,
                # Not "": the library would send "[]" for it, and the list would never end.
                "next_offset": str(start + PER_PAGE) if more else None,
            },
        )

    def _page(self, services: Services, entries: Sequence[Entry], start: int = 0) -> list[str]:
        """Return a page of results, each as JSON."""
        return [
            self._card(services, entry) if isinstance(entry, int) else entry.to_json()
            for entry in entries[start : start + PER_PAGE]
        ]

    def _entries(self, services: Services, text: str) -> list[Entry]:
        """Return what to list, most likely first; films only by id, made when they are shown."""
        if not text:
            return list(services.films.popular(MAX_FILMS))
        if text.removeprefix("/").casefold() in HELP:
            return [_article("Qué puedes preguntar", Reply(help_html(self._questions)))]
        found = find_question(self._questions, text)
        titles = services.titles.resolve(text, MAX_FILMS)
        listed = services.titles.complete(text, titles, MAX_FILMS)
        if found is None:
            if titles.newer is not None:
                newer = Reply(render.too_new(titles.newer))
                return [
                    _article(f"{titles.newer.title_latam} ({titles.newer.year})", newer),
                    *listed,
                ]
            return list(listed) or [_nothing(text)]
        sure = [titles.film_id] if titles.film_id is not None else []
        answers = _answers(services, *found)
        # «dia de la independencia» is a film, and begins like /dia.
        called = [one.film_id for one in titles.candidates[:MAX_OFFERED] if one.called_so]
        rest = listed if not found[1] else called
        return list(dict.fromkeys([*sure, *answers, *rest]))


def _answers(services: Services, question: Question, rest: str) -> list[Entry]:
    """Return the answer of a command; where it asks what is meant, an answer for each choice."""
    reply = question.ask(services, rest) if rest else question.usage()
    actions = [button for row in reply.buttons for button in row]
    unsure = bool(actions) and actions[-1].action.question == NONE
    if question.command == "recomendar" and not unsure:
        cards = [int(one.action.key) for one in actions if one.action.question == "pelicula"]
        own = bool(actions) and actions[-1].action.question == "pelicula"  # the liked film's
        return [*(cards[:-1] if own else cards), _article(f"/recomendar {rest}", reply)]
    if unsure and question.command == "recomendar" and actions[0].action.key.isdecimal():
        return [int(one.action.key) for one in actions[:-1]]  # the cards to start from
    if unsure:
        chosen = ((one.text, one.action) for one in actions[:-1])
        return [_article(t, question.about(services, a.key, a.page)) for t, a in chosen]
    return [_article(f"/{question.command} {rest}".strip(), reply)]


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
        reply_markup=keyboard(reply, None, pictures=False),
        thumbnail_url=THUMBNAILS + poster if poster else None,
    )


def _film_json(services: Services, film_id: int) -> str:
    return _film(services, film_id).to_json()


def _article(title: str, reply: Reply) -> Article:
    # The id only has to differ from its neighbours', in at most 64 bytes.
    number = hashlib.sha256(f"{title}\n{reply.html}".encode()).hexdigest()[:32]
    return InlineQueryResultArticle(
        number,
        title[:120],
        _content(reply),
        description=render.plain(reply.html)[:200],
        reply_markup=keyboard(reply, None, pictures=False),
    )


def _nothing(text: str) -> Article:
    reply = Reply(render.not_found("ninguna película", text, texts.NO_LATER))
    return _article("No encuentro ninguna película así", reply)


def _content(reply: Reply) -> InputTextMessageContent:
    return InputTextMessageContent(
        reply.html, parse_mode=ParseMode.HTML, link_preview_options=preview_of(reply)
    )
