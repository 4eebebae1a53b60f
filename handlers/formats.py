"""Numbers, dates, money and names as Spanish writes them, through Babel's CLDR data."""

import datetime as dt
import re
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

from services.results import Film
from services.text import key
from services.vocabulary import Vocabulary

LOCALE = Locale("es")
_WHOLE: NumberPattern = LOCALE.decimal_formats[None]
_DECIMALS = [parse_pattern("#,##0." + "0" * places) for places in range(3)]
_PERCENT = parse_pattern("#,##0\u00a0%")
_MILLIONS = parse_pattern("0.0")
MILLION = 1_000_000
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1dff\u2c00-\U0010ffff]")
"""Greek and what follows, but for the punctuation that stands in between."""

# TMDB's and MIAD's genres; CLDR names no genres.
GENRES = {
    "Action": "acción",
    "Adventure": "aventura",
    "Animation": "animación",
    "Biography": "biografía",
    "Comedy": "comedia",
    "Crime": "crimen",
    "Documentary": "documental",
    "Drama": "drama",
    "Family": "familiar",
    "Fantasy": "fantasía",
    "Film-Noir": "cine negro",
    "Foreign": "extranjera",
    "History": "historia",
    "Horror": "terror",
    "Music": "música",
    "Musical": "musical",
    "Mystery": "misterio",
    "Romance": "romance",
    "Sci-Fi": "ciencia ficción",
    "Science Fiction": "ciencia ficción",
    "Short": "cortometraje",
    "Sport": "deporte",
    "Thriller": "suspenso",
    "TV Movie": "película de TV",
    "War": "guerra",
    "Western": "western",
}

_VOCABULARY = Vocabulary()


def number(value: int) -> str:
    """Return a whole number (``45.349``)."""
    return _written(_WHOLE, value)


def decimal(value: float, places: int = 1) -> str:
    """Return a number with decimals (``8,1``)."""
    return _written(_DECIMALS[places], value)


def times(value: float) -> str:
    """Return a return on money (``12,45×``)."""
    return f"{decimal(value, 2)}×"


def percent(share: float) -> str:
    """Return a share from 0 to 1 (``81 %``)."""
    return _written(_PERCENT, share)


def money(dollars: float) -> str:
    """Return US dollars: in millions from one million up, with no thousands in them."""
    if abs(dollars) >= MILLION:
        millions = _written(_MILLIONS, dollars / MILLION)
        return f"{millions} {'millón' if millions == '1,0' else 'millones'} de US$"
    return f"{number(round(dollars))} US$"


def short_money(dollars: float) -> str:
    """Return US dollars in a few letters (``373,6 M``), for a picture that says what M means."""
    if abs(dollars) >= MILLION:
        return f"{_written(_MILLIONS, dollars / MILLION)} M"
    return f"{number(round(dollars))} US$"


def known_money(dollars: int) -> str:
    """Return US dollars, or that the source does not know."""
    return money(dollars) if dollars else "sin dato"


def date(day: dt.date) -> str:
    """Return a date (``14 de marzo de 1972``)."""
    return format_date(day, format="long", locale=LOCALE)


def films(count: int) -> str:
    """Return so many films (``1 película``, ``45.349 películas``)."""
    return f"{number(count)} {'película' if count == 1 else 'películas'}"


def genre(name: str) -> str:
    """Return the Spanish name of a genre, or the name itself."""
    return GENRES.get(name, name)


def country(code: str) -> str:
    """Return the Spanish name of a country."""
    return _VOCABULARY.country_name(code)


def language(code: str) -> str:
    """Return the Spanish name of a language."""
    return _VOCABULARY.language_name(code)


def month(value: int) -> str:
    """Return the Spanish name of a month (1 to 12)."""
    return _VOCABULARY.month_name(value)


def weekday(value: int) -> str:
    """Return the Spanish name of a weekday (Monday is 0)."""
    return _VOCABULARY.weekday_name(value)


def title(film: Film) -> str:
    """Return the title people know: the Spanish ones, or the catalogue's where there are none."""
    return " / ".join(_spanish(film)) or film.title


def other_title(film: Film) -> str | None:
    """Return the catalogue's title where it says something that :func:`title` does not.

    It is English: of no use for a film that was made in Spanish.
    """
    shown = {key(name) for name in _spanish(film)}
    useful = shown and film.language != "es" and key(film.title) not in shown
    return film.title if useful else None


def original_title(film: Film) -> str | None:
    """Return the original title where it is none of those that are shown anyway."""
    shown = {key(name) for name in (*_spanish(film), film.title)}
    return film.original_title if key(film.original_title) not in shown else None


def label(film: Film, limit: int = 60) -> str:
    """Return «Título (año)» for a button, cut to ``limit`` characters."""
    year = f" ({film.year})"
    name = (_spanish(film) or [film.title])[0]
    room = limit - len(year)
    return (name if len(name) <= room else name[: room - 1].rstrip() + "…") + year


def picture_title(film: Film) -> str:
    """Return the title for a picture, whose font knows few scripts: one in Latin letters if any."""
    names = [*_spanish(film), film.title, film.original_title]
    return next((name for name in names if not _OTHER_SCRIPT.search(name)), names[0])


@lru_cache(maxsize=2048)  # scores and votes of films that many know come again and again
def _written(pattern: NumberPattern, value: float) -> str:
    """Return a number by a pattern that is read already, as format_decimal would each time."""
    return str(pattern.apply(value, LOCALE))


def _spanish(film: Film) -> list[str]:
    """Return the Spanish titles that differ in more than case and punctuation.

    A film that was made in Spanish has at least its own title.
    """
    own = (film.original_title,) if film.language == "es" else ()
    titles = film.titles_es or own
    if len(titles) < 2:
        return list(titles)
    return list({key(name): name for name in reversed(titles)}.values())[::-1]
