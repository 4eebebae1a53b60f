"""The chat: one file per family of commands, all of them registered here, in this order."""

from typing import Any

from telegram.ext import Application

from handlers import (
    buttons,
    companies,
    compare,
    counts,
    errors,
    films,
    genres,
    help,
    inline,
    people,
    recommend,
)
from handlers.questions import Drawing, Question

FAMILIES = (counts, films, people, recommend, genres, companies, compare)

QUESTIONS: dict[str, Question] = {
    name: question
    for family in FAMILIES
    for question in family.QUESTIONS
    for name in (question.command, *question.aliases)
}
"""Every question by its command and by each alias."""

DRAWINGS: dict[str, Drawing] = {**people.DRAWINGS, **companies.DRAWINGS}
"""What buttons may ask for as a picture, by the name that they carry."""


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Add every handler. The first that matches an update takes it, so the order matters."""
    for family in FAMILIES:  # commands first: each is matched by its own name
        family.register(app)
    buttons.register(app, QUESTIONS, DRAWINGS)  # pressed buttons: another kind of update
    inline.register(app, QUESTIONS)  # @bot in any chat: another kind again
    help.register(app, QUESTIONS)  # /ayuda; then all text that nothing above took
    errors.register(app)


def menu() -> list[tuple[str, str]]:
    """Return the command menu: (command, what it gives)."""
    listed = {question.command: question.menu for question in QUESTIONS.values() if question.menu}
    return [*listed.items(), ("ayuda", "Qué puedes preguntar, con ejemplos")]
