"""Escaping, film names, and the sentences that several answers share."""

import re
from html import escape, unescape

from handlers import formats
from services.results import Film

_TAG = re.compile(r"<[^>]+>")
MAX_TYPED = 80
"""Characters of what a user typed that are quoted back."""


def e(text: object) -> str:
    """Return text escaped for Telegram's HTML, its control characters gone."""
    clean = str(text)
    if not clean.isprintable():
        clean = "".join(char for char in clean if char.isprintable() or char == "\n")
    return escape(clean, quote=True).replace("&#x27;", "&#39;")


def plain(html: str) -> str:
    """Return rendered text without its markup, on one line."""
    return " ".join(unescape(_TAG.sub("", html)).split())


def typed(text: str) -> str:
    """Return what a user typed, quoted: one line, cut, escaped."""
    line = " ".join(text.split())
    return f"«{e(line if len(line) <= MAX_TYPED else line[: MAX_TYPED - 1] + '…')}»"


def name(film: Film) -> str:
    """Return a film's name: **El padrino** (*The Godfather*, 1972)."""
    other = formats.other_title(film)
    note = f"<i>{e(other)}</i>, {film.year}" if other else str(film.year)
    return f"<b>{e(formats.title(film))}</b> ({note})"


def count_of(count: int) -> str:
    """Return so many films, in bold."""
    return f"<b>{formats.films(count)}</b>"


def score_of(score: float | None, votes: int) -> str:
    """Return a score and its votes, or that there are none."""
    if score is None or not votes:
        return "Sin votos"
    count = f"{formats.number(votes)} {'voto' if votes == 1 else 'votos'}"
    return f"Puntuación: <b>{formats.decimal(score)}</b> de 10 ({count})"


def minutes_of(minutes: int) -> str:
    """Return a length in minutes."""
    return f"{minutes} minuto{'' if minutes == 1 else 's'}"


def return_note(errors: int, without: float) -> list[str]:
    """Return a note where unit errors of the source move a return, else nothing."""
    if not errors:
        return []
    which = "una película lleva" if errors == 1 else f"{errors} películas llevan"
    return [
        f"<i>Ojo: {which} cifras de menos de 1.000 US$, un error de unidades de la fuente; sin "
        f"contarlas, el retorno total es {formats.times(without)}.</i>"
    ]


def money_note(errors: int) -> list[str]:
    """Return a note where unit errors of the source move a sum, else nothing."""
    if not errors:
        return []
    which = "una película lleva" if errors == 1 else f"{errors} películas llevan"
    return [
        f"<i>Ojo: {which} cifras de menos de 1.000 US$, casi seguro un error de unidades de la "
        "fuente.</i>"
    ]
