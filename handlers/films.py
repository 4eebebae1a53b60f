"""/score, /votos, /duracion, /pelicula: the questions about one film."""

from typing import Any

from telegram.ext import Application

from handlers import render
from handlers.answering import add_questions
from handlers.people import person_key
from handlers.questions import film_question
from handlers.reply import Action, Button, Reply
from services import Services
from services.results import FilmCard

POSTERS = "https://image.tmdb.org/t/p/w500"
CAST_SHOWN = 8


def score(services: Services, film: int) -> Reply:
    """Answer /score."""
    found = services.films.score(film)
    return Reply(render.score(found), (_card_button(film),), result=found)


def votes(services: Services, film: int) -> Reply:
    """Answer /votos."""
    found = services.films.votes(film)
    return Reply(render.votes(found), (_card_button(film),), result=found)


def runtime(services: Services, film: int) -> Reply:
    """Answer /duracion."""
    found = services.films.runtime(film)
    return Reply(render.runtime(found), (_card_button(film),), result=found)


def card(services: Services, film: int) -> Reply:
    """Answer /pelicula: all about a film, its poster previewed above the text."""
    return card_of(services.films.card(film))


def card_of(found: FilmCard) -> Reply:
    """Return the answer of /pelicula for a card that is at hand."""
    key = str(found.film.id)
    row = [Button("Parecidas", Action("recomendar", key))]
    if found.directors:
        row.append(Button("Dirección", Action("direccion", key)))
    if found.cast:
        row.append(Button("Reparto", Action("reparto", key)))
    poster = found.film.poster_path
    preview = POSTERS + poster if poster and not found.film.adult else None
    return Reply(render.card(found), (tuple(row),), preview, result=found)


def cast(services: Services, film: int) -> Reply:
    """Answer /reparto: who acts, one button each."""
    found = services.films.card(film)
    names = found.cast[:CAST_SHOWN]
    buttons = _people(services, "actor", names)
    return Reply(render.cast(found.film, found.cast), (*buttons, _card_button(film)))


def directors(services: Services, film: int) -> Reply:
    """Answer /direccion: who directs, one button each."""
    found = services.films.card(film)
    buttons = _people(services, "director", found.directors[:CAST_SHOWN])
    return Reply(render.directors(found.film, found.directors), (*buttons, _card_button(film)))


def _people(
    services: Services, question: str, names: tuple[str, ...]
) -> tuple[tuple[Button, ...], ...]:
    return tuple((Button(name, Action(question, person_key(services, name))),) for name in names)


def _card_button(film: int) -> tuple[Button, ...]:
    return (Button("Ver la ficha", Action("pelicula", str(film))),)


CARD = film_question(
    "pelicula", "La ficha de una película", "/pelicula el padrino", card, aliases=("peli", "ficha")
)
QUESTIONS = (
    film_question("score", "La puntuación de una película", "/score matrix", score),
    film_question("votos", "Cuántos votos tiene una película", "/votos titanic", votes),
    film_question("duracion", "Cuánto dura una película", "/duracion shrek", runtime),
    CARD,
    film_question("reparto", "", "/reparto el padrino", cast),
    film_question("direccion", "", "/direccion el padrino", directors),
)


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Add the commands of this family."""
    add_questions(app, QUESTIONS)
