"""Which entries of the catalogue are one work: copies of a film, and other cuts of it."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
import numpy.typing as npt

from data.build.films import FilmRecord
from data.build.side import Credits
from services import text

_CUT = re.compile(
    r"\s*[:(\[–-]\s*(the )?((director'?s|final|extended|uncut|unrated|theatrical|long|ultimate|"
    r"special|complete|roadshow|international)\s+)+(cut|version|edition)\W*$"
    r"|\s+(director'?s cut|redux)\W*$",
    re.IGNORECASE,
)
_SAME_CAST = 2
_SHORT = 40
"""Minutes below which a film is a short (the Academy's rule)."""


def works(films: list[FilmRecord], credits: Mapping[int, Credits]) -> npt.NDArray[np.int32]:
    """Return a number for each film, the same for the entries of one work; shape (films,).

    Two entries are one work if a title of theirs agrees, so do their makers (a director, or two
    of the cast), and they are of neighbouring years or one is called a cut: the same director may
    film a story twice. A short and a feature are never one work.
    """
    rows = {film.id: row for row, film in enumerate(films)}
    numbers = np.arange(len(films), dtype=np.int32)
    for one, other in _same_title(films):
        years = abs(one.date.year - other.date.year)
        cut = _is_cut(one) != _is_cut(other)
        if not (years <= 1 or cut) or _is_short(one) != _is_short(other):
            continue
        if _same_makers(credits.get(one.id), credits.get(other.id)):
            numbers[numbers == numbers[rows[other.id]]] = numbers[rows[one.id]]
    return numbers


def base_title(title: str) -> str:
    """Return the key of a title without what tells one cut from another.

    >>> base_title("Blade Runner: The Final Cut") == base_title("Blade Runner")
    True
    """
    return text.key(_CUT.sub("", title)) or text.key(title)


def _is_cut(film: FilmRecord) -> bool:
    return any(_CUT.search(title) for title in (film.title, film.original_title))


def _is_short(film: FilmRecord) -> bool:
    return film.runtime is not None and film.runtime < _SHORT


def _same_title(films: list[FilmRecord]) -> Iterator[tuple[FilmRecord, FilmRecord]]:
    by_title: dict[str, dict[int, FilmRecord]] = {}
    for film in films:
        for title in (film.title, film.original_title):
            if key := base_title(title):
                by_title.setdefault(key, {})[film.id] = film
    for same in by_title.values():
        yield from combinations(same.values(), 2)


def _same_makers(one: Credits | None, other: Credits | None) -> bool:
    if one is None or other is None:
        return False
    return bool(set(one.directors) & set(other.directors)) or (
        len(set(one.cast) & set(other.cast)) >= _SAME_CAST
    )
