"""/mes, /dia, /idioma, /pais: how many films."""

from collections.abc import Callable
from typing import Any

from telegram.ext import Application

from handlers import render
from handlers.answering import add_questions
from handlers.choices import did_you_mean
from handlers.questions import Question
from handlers.reply import Action, Button, Reply, StaleError
from services import Services
from services.results import WeekdayCount
from services.vocabulary import NotUnderstood


def month(services: Services, text: str) -> Reply:
    """Answer /mes."""
    return Reply(render.month(services.counts.month(text)))


def day(services: Services, text: str) -> Reply:
    """Answer /dia: a weekday, or a day of the month."""
    count = services.counts.day(text)
    if isinstance(count, WeekdayCount):
        return Reply(render.weekday(count))
    return Reply(render.day_of_month(count))


def language(services: Services, text: str) -> Reply:
    """Answer /idioma."""
    return Reply(render.language(services.counts.language(text)))


def country(services: Services, text: str) -> Reply:
    """Answer /pais."""
    return Reply(render.country(services.counts.country(text)))


def _question(
    command: str,
    menu: str,
    needs: str,
    example: str,
    answer: Callable[[Services, str], Reply],
    aliases: tuple[str, ...] = (),
) -> Question:
    def ask(services: Services, text: str) -> Reply:
        try:
            return answer(services, text)
        except NotUnderstood as error:
            html = render.not_understood(error, command, example)
            if not error.suggestions:
                return Reply(html)
            offers = (Button(name, Action(command, code)) for code, name in error.suggestions)
            return did_you_mean(offers, html)

    def about(services: Services, key: str, _page: int) -> Reply:
        try:
            return answer(services, key)
        except NotUnderstood as error:
            raise StaleError(key) from error

    return Question(command, menu, needs, example, ask, about, aliases)


QUESTIONS = (
    _question("mes", "Cuántas películas se estrenaron en un mes", "un mes", "/mes enero", month),
    _question(
        "dia",
        "Cuántas se estrenaron en un día de la semana o del mes",
        "un día de la semana, o un número del 1 al 31",
        "/dia viernes",
        day,
    ),
    _question("idioma", "Cuántas hay en un idioma", "un idioma", "/idioma español", language),
    _question("pais", "Cuántas produjo un país", "un país", "/pais argentina", country),
)


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Add the commands of this family."""
    add_questions(app, QUESTIONS)
