"""/genero: the genres of a plot that someone types."""

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


def genre(services: Services, text: str) -> Reply:
    """Answer /genero; a title gets its film's own genres, and what is no plot gets no guess."""
    film, newer = _titled(services, text)
    said = [render.film_genres(services.films.card(film))] if film is not None else []
    said += [render.too_new(newer)] if newer is not None else []
    buttons = [] if film is None else [card_row(services.films[film])]
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


def _titled(services: Services, text: str) -> tuple[int | None, NewerFilm | None]:
    """Return the film that is called what was typed, or one that is newer than the catalogue.

    What has few words may be a title with slips; what has more must be called just so.
    """
    words = len(text.split())
    if words > MAX_TITLE:
        return None, None
    found = services.titles.resolve(text)
    if found.certain and (found.called_so or words < MIN_WORDS):
        return found.film_id, None
    return None, found.newer


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
