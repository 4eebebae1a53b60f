"""/genero: the genres of a plot that someone types."""

from typing import Any

from telegram.ext import Application

from handlers import render
from handlers.answering import add_questions
from handlers.questions import Question, no_buttons
from handlers.reply import Reply
from services import Services

EXAMPLE = "/genero un boxeador pobre pelea por el título mundial"
MIN_WORDS = 3
MIN_KNOWN = 0.5
"""Share of a plot's words that the model must know, or the answer is that it is unsure."""


def genre(services: Services, text: str) -> Reply:
    """Answer /genero; too short a plot, or one in words nobody knows, gets no guess."""
    reading = services.genres.read(text)
    if reading.words < MIN_WORDS:
        return Reply(render.too_short(EXAMPLE))
    if reading.known_words < MIN_KNOWN * reading.words:
        return Reply(render.unsure_plot(reading))
    return Reply(render.genres(reading))


QUESTIONS = (
    Question(
        "genero",
        "Los géneros de una trama que escribas",
        "una trama, en español o en inglés",
        EXAMPLE,
        genre,
        no_buttons,
        aliases=("generos",),
    ),
)


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Add the command of this family."""
    add_questions(app, QUESTIONS)
