"""/mes, /dia, /idioma, /pais: how many films."""

from collections.abc import Callable
from typing import Any

from telegram.ext import Application

from handlers import render
from handlers.answering import add_questions
from handlers.choices import did_you_mean
from handlers.questions import Question
from handlers.reply import Action, Button, Outcome, Reply, StaleError
from services import Services
from services.results import CountryCount, LanguageCount, MonthCount, WeekdayCount
from services.vocabulary import NotUnderstood


def month(services: Services, text: str) -> Reply:
    """Answer /mes."""
    return _month(services, services.counts.month(text))


def month_by_code(services: Services, code: str) -> Reply:
    """Answer a button for a month (1 to 12)."""
    return _month(services, services.counts.by_month(_number(code, 1, 12)))


def _month(services: Services, count: MonthCount) -> Reply:
    picture = render.months_picture(services.counts.over_months, count.month)
    return Reply(render.month(count), result=count, picture=picture)


def day(services: Services, text: str) -> Reply:
    """Answer /dia: a weekday, or a day of the month."""
    count = services.counts.day(text)
    if isinstance(count, WeekdayCount):
        return _weekday(services, count)
    picture = render.days_picture(services.counts.over_days, count.day)
    return Reply(render.day_of_month(count), result=count, picture=picture)


def weekday_by_code(services: Services, code: str) -> Reply:
    """Answer a button for a weekday (Monday is 0)."""
    return _weekday(services, services.counts.by_weekday(_number(code, 0, 6)))


def _weekday(services: Services, count: WeekdayCount) -> Reply:
    picture = render.weekdays_picture(services.counts.over_weekdays, count.weekday)
    return Reply(render.weekday(count), result=count, picture=picture)


def language(services: Services, text: str) -> Reply:
    """Answer /idioma."""
    return _language(services.counts.language(text))


def language_by_code(services: Services, code: str) -> Reply:
    """Answer a button for a language; only those of the catalogue are offered."""
    count = services.counts.by_language(code)
    if not count.films:
        raise StaleError(code)
    return _language(count)


def _language(count: LanguageCount) -> Reply:
    return Reply(render.language(count), result=count)


def country(services: Services, text: str) -> Reply:
    """Answer /pais."""
    return _country(services.counts.country(text))


def country_by_code(services: Services, code: str) -> Reply:
    """Answer a button for a country; only those of the catalogue are offered."""
    count = services.counts.by_country(code)
    if not count.films:
        raise StaleError(code)
    return _country(count)


def _country(count: CountryCount) -> Reply:
    return Reply(render.country(count), result=count)


def _number(code: str, first: int, last: int) -> int:
    if not code.isdecimal() or not first <= int(code) <= last:
        raise StaleError(code)
    return int(code)


def _question(
    command: str,
    menu: str,
    needs: str,
    example: str,
    answer: Callable[[Services, str], Reply],
    by_code: Callable[[Services, str], Reply],
) -> Question:
    def ask(services: Services, text: str) -> Reply:
        try:
            return answer(services, text)
        except NotUnderstood as error:
            html = render.not_understood(error, command, example)
            if not error.suggestions:
                finite = error.kind in ("month", "day")
                return Reply(html, outcome=Outcome.INVALID if finite else Outcome.UNKNOWN)
            offers = (Button(name, Action(command, code)) for code, name in error.suggestions)
            return did_you_mean(command, offers, html)

    def about(services: Services, key: str, _page: int) -> Reply:
        return by_code(services, key)

    return Question(command, menu, needs, example, ask, about)


QUESTIONS = (
    _question(
        "mes",
        "Cuántas películas se estrenaron en un mes",
        "un mes",
        "/mes enero",
        month,
        month_by_code,
    ),
    _question(
        "dia",
        "Cuántas se estrenaron en un día de la semana o del mes",
        "un día de la semana, o un número del 1 al 31",
        "/dia viernes",
        day,
        weekday_by_code,
    ),
    _question(
        "idioma",
        "Cuántas hay en un idioma",
        "un idioma",
        "/idioma español",
        language,
        language_by_code,
    ),
    _question(
        "pais", "Cuántas produjo un país", "un país", "/pais argentina", country, country_by_code
    ),
)


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Add the commands of this family."""
    add_questions(app, QUESTIONS)
