"""/genero: the genres of a plot that someone types."""

import re
from typing import Any

from telegram.ext import Application

from handlers import render, texts
from handlers.answering import add_questions
from handlers.questions import Question, card_row, film_id
from handlers.reply import Reply
from services import Services
from services.matches import NewerFilm

EXAMPLE = "/genero un boxeador pobre pelea por el título mundial"
MIN_WORDS = 3
SAME_PLOT = 3
"""Films with such a plot that are offered."""

MAX_TITLE = 8
"""Words up to which a text may be a title instead of a plot."""

_ASKED = re.compile(
    r"(?:(?:de )?(?:qu[eé]|cu[aá]l(?:es)?) (?:(?:es|son) )?(?:(?:el|los) )?"
    r"g[eé]neros? (?:(?:es|son|tiene|de) )?)?"
    r"(?:(?:la )?(?:peli|pel[ií]cula|film) (?:de (?=el |la |los |las ))?)?(.+)",
    re.IGNORECASE,
)
"""A title with what people put around it: «¿de qué género es la peli Titanic?»."""


def genre(services: Services, text: str) -> Reply:
    """Answer /genero; a title gets its film's own genres, and what is no plot gets no guess."""
    film, newer, whole = _titled(services, text)
    said = [render.film_genres(services.films.card(film))] if film is not None else []
    said += [render.too_new(newer)] if newer is not None else []
    buttons = [] if film is None else [card_row(services.films[film])]
    if film is not None and not whole:  # the rest is a question, and no plot
        return Reply(render.parts(said), tuple(buttons))
    reading = services.genres.read(text)
    if reading.words >= MIN_WORDS and not reading.unsure:
        said.append(render.genres(reading))
        same = services.films.many(services.plots.find(text, SAME_PLOT))
        if same:
            said.append(texts.SAME_PLOT)
            buttons += [card_row(one) for one in same]
    elif not said:
        short = reading.words < MIN_WORDS
        said.append(render.too_short(EXAMPLE) if short else render.unsure_plot(reading))
    return Reply(render.parts(said), tuple(buttons))


def of_film(services: Services, key: str, _page: int) -> Reply:
    """Answer for a film that is known: its own genres."""
    film = film_id(services, key)
    html = render.film_genres(services.films.card(film))
    return Reply(html, (card_row(services.films[film]),))


def _titled(services: Services, text: str) -> tuple[int | None, NewerFilm | None, bool]:
    """Return the film that is called what was typed, or one that is newer than the catalogue.

    What has few words may be a title with slips; what has more must be called just so. The third
    value says whether the title is all that was typed.
    """
    asked = _ASKED.fullmatch(" ".join(text.split()).strip("¿? "))
    if asked and asked.start(1) and len(asked[1].split()) <= MAX_TITLE:
        inner = services.titles.resolve(asked[1])
        if inner.certain and inner.called_so:
            return inner.film_id, None, False
    words = len(text.split())
    if words > MAX_TITLE:
        return None, None, True
    found = services.titles.resolve(text)
    if found.certain and (found.called_so or words < MIN_WORDS):
        return found.film_id, None, True
    return None, found.newer, True


QUESTIONS = (
    Question(
        "genero",
        "Los géneros de una trama que escribas",
        "una trama, en español o en inglés",
        EXAMPLE,
        genre,
        of_film,
        aliases=("generos",),
        film=True,
    ),
)


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Add the command of this family."""
    add_questions(app, QUESTIONS)
