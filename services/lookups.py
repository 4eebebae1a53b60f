"""Likeness in what a film has one of: its year, its genres, how well known it is.

Each is a number of levels. How a film's level compares with every other level is a small table, so
a whole catalogue is compared with one indexing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from services.catalogue import Catalogue

Floats = npt.NDArray[np.float32]
Levels = npt.NDArray[np.intp]

PRIOR_VOTES = 50.0
"""The mean of all films' scores counts as so many votes (the weighted rating of IMDb's charts)."""

APART = ("Animation", "Documentary", "Horror", "Family")
"""Genres that films of the other kind hardly ever stand in for."""

NO_GENRES = ("Foreign", "TV Movie")
"""Labels of the source that say where a film was shown or from where it was seen."""

_FAME_STEP, _QUALITY_STEP, _RUNTIME_STEP = 0.1, 0.1, 5
USUAL_RUNTIME = 95
"""Minutes that a film of unknown length is taken to last."""

_LONGEST = 300


@dataclass(frozen=True)
class Lookup:
    """Columns that compare films by one level each.

    Attributes:
        names: The columns.
        levels: The level of every film; shape (films,).
        compare: From a level to how all levels compare with it; shape (levels, columns).
    """

    names: tuple[str, ...]
    levels: Levels
    compare: Callable[[int], Floats]


def lookups(catalogue: Catalogue) -> tuple[Lookup, ...]:
    """Return the comparisons of all films of a catalogue."""
    films = catalogue.films
    return (
        _steps(("near", "era", "years_apart"), _whole(films["year"]), _years),
        _steps(("fame_gap",), _whole(fame(films) / _FAME_STEP), _apart(_FAME_STEP)),
        _steps(("quality_gap",), _whole(quality(films) / _QUALITY_STEP), _apart(_QUALITY_STEP)),
        _steps(("runtime_gap",), _runtimes(films), _apart(_RUNTIME_STEP / 30)),
        _same("language", _languages(films), rare=0.0),
        _same("country", _first(catalogue), rare=1.0),
        _genres(catalogue),
    )


def fame(films: pd.DataFrame) -> Floats:
    """Return ``log(1 + votes)`` of each film."""
    known: Floats = np.log1p(films["votes"].to_numpy()).astype(np.float32)
    return known


def quality(films: pd.DataFrame) -> Floats:
    """Return each film's score (0 to 10), drawn towards the mean of all where few voted."""
    votes = films["votes"].to_numpy().astype(np.float32)
    scores = films["score"].to_numpy().astype(np.float32)
    mean = scores[votes > 0].mean() if (votes > 0).any() else np.float32(0)
    rating: Floats = (votes * scores + PRIOR_VOTES * mean) / (votes + PRIOR_VOTES)
    return rating.astype(np.float32)


def _whole(values: "npt.ArrayLike | pd.Series[int]") -> Levels:
    whole = np.rint(np.asarray(values, dtype=np.float64)).astype(np.intp)
    return whole - whole.min() if whole.size else whole


def _runtimes(films: pd.DataFrame) -> Levels:
    minutes = films["runtime"].astype("float64").fillna(USUAL_RUNTIME).clip(0, _LONGEST)
    return _whole(minutes / _RUNTIME_STEP)


def _steps(
    names: tuple[str, ...], levels: Levels, table: Callable[[npt.NDArray[np.intp]], Floats]
) -> Lookup:
    every = np.arange(levels.max(initial=0) + 1)
    return Lookup(names, levels, lambda level: table(np.abs(every - level)))


def _years(apart: npt.NDArray[np.intp]) -> Floats:
    columns = (np.exp(-apart / 5), np.exp(-apart / 15), apart / 10)
    return np.stack(columns, axis=1).astype(np.float32)


def _apart(step: float) -> Callable[[npt.NDArray[np.intp]], Floats]:
    return lambda apart: (apart * step).astype(np.float32)[:, None]


def _languages(films: pd.DataFrame) -> Levels:
    """Return the code of each film's language, -1 where it is unknown."""
    language = films["language"]
    return np.where(language == "", -1, language.cat.codes.to_numpy()).astype(np.intp)


def _same(name: str, codes: Levels, rare: float) -> Lookup:
    """Compare labels: the same one counts 1, or (``rare`` 1) its rarity from 0 to 1; -1 never."""
    levels = codes + 1
    counts = np.maximum(1, np.bincount(levels))
    share = np.log(len(levels) / counts) / np.log(max(2, len(levels)))
    rarity = 1 - rare + rare * share

    def compare(level: int) -> Floats:
        table = np.zeros((len(counts), 1), dtype=np.float32)
        table[level] = rarity[level] if level else 0
        return table

    return Lookup((name,), levels, compare)


def _first(catalogue: Catalogue) -> Levels:
    """Return the code of each film's first country, -1 where it has none."""
    codes = catalogue.countries["country"].cat.codes.to_numpy()
    starts = catalogue.starts["countries"]
    first = np.full(len(starts) - 1, -1, dtype=np.intp)
    some = np.diff(starts) > 0
    first[some] = codes[starts[:-1][some]]
    return first


def _genres(catalogue: Catalogue) -> Lookup:
    """Compare sets of genres, of which there are few: shared of all, by rarity, and apart."""
    table = catalogue.genres["genre"]
    names = list(table.cat.categories)
    rows = np.repeat(np.arange(len(catalogue.films)), np.diff(catalogue.starts["genres"]))
    has = np.zeros((len(catalogue.films), len(names)), dtype=np.float32)
    has[rows, table.cat.codes.to_numpy()] = 1
    has[:, [place for place, one in enumerate(names) if one in NO_GENRES]] = 0
    sets, levels = np.unique(has, axis=0, return_inverse=True)
    rarity = np.log(len(has) / np.maximum(1, has.sum(axis=0))).astype(np.float32)
    size, length = sets.sum(axis=1), np.sqrt((sets * rarity**2).sum(axis=1))
    apart = [names.index(name) for name in APART if name in names]

    def compare(level: int) -> Floats:
        own = sets[level]
        both = sets @ own
        union = np.maximum(1, size + size[level] - both)
        cosine = (sets @ (own * rarity**2)) / np.maximum(1e-6, length * length[level])
        columns = [both / union, cosine]
        columns += [np.abs(sets[:, genre] - own[genre]) for genre in apart]
        columns += [np.zeros(len(sets))] * (len(APART) - len(apart))
        return np.stack(columns, axis=1).astype(np.float32)

    return Lookup(
        ("genres", "rare_genres", *(f"not_{name.lower()}" for name in APART)),
        levels.reshape(-1).astype(np.intp),
        compare,
    )
