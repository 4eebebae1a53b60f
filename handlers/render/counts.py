"""Answers of /mes, /dia, /idioma and /pais."""

from handlers import formats, texts
from handlers.render.base import count_of, e, typed
from services.results import (
    CountryCount,
    DayOfMonthCount,
    LanguageCount,
    MonthCount,
    WeekdayCount,
)
from services.vocabulary import NotUnderstood

NO_LANGUAGE = "xx"
"""TMDB's code for films in which nobody speaks."""
NOTABLE = 0.05
"""Share of a weekday's films from which those dated 1 January are told."""


def month(count: MonthCount) -> str:
    """Answer /mes."""
    text = f"En <b>{formats.month(count.month)}</b> se estrenaron {count_of(count.films)}."
    if count.month == 1 and count.on_first_day:
        text += "\n" + _january(count.on_first_day)
    return text


def weekday(count: WeekdayCount) -> str:
    """Answer /dia for a weekday."""
    name = formats.weekday(count.weekday)
    many = name if name.endswith("s") else f"{name}s"
    text = f"Los <b>{many}</b> se estrenaron {count_of(count.films)}."
    if count.on_first_january >= max(1.0, NOTABLE * count.films):
        text += "\n" + _january(count.on_first_january)
    return text


def day_of_month(count: DayOfMonthCount) -> str:
    """Answer /dia for a number."""
    text = f"El día <b>{count.day}</b> (de cualquier mes) se estrenaron {count_of(count.films)}."
    if count.on_first_january:
        text += "\n" + _january(count.on_first_january)
    return text


def _january(films: int) -> str:
    which = "una lleva" if films == 1 else f"{formats.number(films)} llevan"
    return texts.JANUARY.format(films=which)


def language(count: LanguageCount) -> str:
    """Answer /idioma."""
    name = f"<b>{e(count.name)}</b>"
    where = "Sin diálogos" if count.code == NO_LANGUAGE else f"En {name} (idioma original)"
    if not count.films:
        return f"{where} no hay ninguna película en el catálogo."
    return f"{where} hay {count_of(count.films)} en el catálogo."


def country(count: CountryCount) -> str:
    """Answer /pais."""
    if not count.films:
        return f"<b>{e(count.name)}</b> no produjo ninguna película del catálogo."
    return f"<b>{e(count.name)}</b> produjo {count_of(count.films)} del catálogo."


def not_understood(error: NotUnderstood, command: str, example: str) -> str:
    """Say that a month, day, language or country is not clear, and what to type."""
    kinds = {
        "month": "un mes (su nombre, o un número del 1 al 12)",
        "day": "un día de la semana, o un número del 1 al 31",
        "language": "un idioma (su nombre en español o en inglés, o su código)",
        "country": "un país (su nombre en español o en inglés, o su código)",
    }
    if error.suggestions:
        return f"No sé qué quieres decir con {typed(error.typed)}. {texts.DID_YOU_MEAN}"
    return (
        f"No entiendo {typed(error.typed)}: escribe {kinds[error.kind]}. "
        f"Por ejemplo: <code>{e(example)}</code>"
    )
