"""/recomendar: five films like one."""

from typing import Any

from telegram.ext import Application

from handlers import formats, render
from handlers.answering import add_questions
from handlers.questions import film_question
from handlers.reply import Action, Button, Reply
from services import Services

SHOWN = 5


def recommend(services: Services, film_id: int) -> Reply:
    """Answer /recomendar, each film one tap from its card."""
    found = services.recommender.similar(film_id, SHOWN)
    films = services.films.many(one.film_id for one in found)
    buttons = tuple(
        (Button(formats.label(film), Action("pelicula", str(film.id))),) for film in films
    )
    own = (Button("Ver su ficha", Action("pelicula", str(film_id))),)
    pairs = list(zip(films, found, strict=True))
    return Reply(render.recommendations(services.films[film_id], pairs), (*buttons, own))


QUESTIONS = (
    film_question(
        "recomendar",
        "Cinco películas parecidas a una",
        "/recomendar el laberinto del fauno",
        recommend,
        aliases=("parecidas",),
    ),
)


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Add the commands of this family."""
    add_questions(app, QUESTIONS)
