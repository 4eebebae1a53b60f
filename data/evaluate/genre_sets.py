"""The plots that the genre classifier is measured on, and those left to learn from."""

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import train_test_split

from data.build import raw
from data.build.films import FilmRecord, clean_films
from data.build.models import plot_frame
from data.build.own import told_plots
from data.build.plots import (
    NO,
    UNKNOWN,
    UNKNOWN_TO_TMDB,
    YES,
    LabelledPlot,
    find_plots,
    read_plots,
    title_key,
)
from data.build.report import BuildReport
from data.build.side import clean_keywords
from services.genres import GENRES, plot_words

FOLDER = Path(__file__).parent / "plots"
COLLOQUIAL, FOREIGN = FOLDER / "coloquiales.csv", FOLDER / "otros_idiomas.csv"
DEVELOPMENT = FOLDER / "coloquiales_desarrollo.csv"
"""Colloquial plots to choose by: :data:`COLLOQUIAL` is a test."""

SEED, SHARE = 42, 0.15
"""Of the seed's split: ``train_test_split(test_size=0.15, random_state=42)`` over MIAD's films."""
SPANISH_PART = 4
"""One in four films of the Spanish synopses is held out, from every source."""


COPY, RARER = 0.6, 0.01
"""Cosine from which two texts are one, over words that at most one text in a hundred has."""
_ROWS = 4000


@dataclass(frozen=True)
class GenreSets:
    """All plots that can be learnt from, and the test plots by name."""

    plots: list[LabelledPlot]
    english: list[LabelledPlot]
    spanish: list[LabelledPlot]
    colloquial: list[LabelledPlot]

    @property
    def tests(self) -> tuple[list[LabelledPlot], ...]:
        """The three test sets: English, Spanish, colloquial."""
        return self.english, self.spanish, self.colloquial

    def train(self, *tests: list[LabelledPlot]) -> list[LabelledPlot]:
        """Return the plots of films that none of the tests has, whatever the source."""
        return leave_out(self.plots, [plot for test in tests for plot in test])


@dataclass(frozen=True)
class RawFilms:
    """The films of a raw folder, and their keywords by film."""

    films: list[FilmRecord]
    keywords: dict[int, tuple[str, ...]]


def read_films(folder: Path) -> RawFilms:
    """Return the films of a raw folder.

    Raises:
        RawDataError: A file is missing or damaged.
    """
    films = clean_films(raw.read(raw.require(folder, raw.MOVIES)), BuildReport())
    rows = raw.read(raw.require(folder, raw.KEYWORDS))
    return RawFilms(films, clean_keywords(rows, {film.id for film in films}, BuildReport()))


def read_sets(folder: Path, found: RawFilms) -> tuple[list[LabelledPlot], list[LabelledPlot]]:
    """Return all labelled plots of a raw folder, and the colloquial ones.

    Raises:
        RawDataError: A file is missing or damaged.
    """
    if find_plots(folder) is None:
        raise raw.RawDataError(f"Faltan las tramas etiquetadas (plots/) junto a {folder}.")
    films = plot_frame(found.films)
    plots = read_plots(folder, films, found.keywords, told_plots())
    return plots, colloquial_plots(COLLOQUIAL, films)


def split(plots: list[LabelledPlot], colloquial: list[LabelledPlot], seed: int = SEED) -> GenreSets:
    """Return the test sets and all plots."""
    miad = [plot for plot in plots if plot.source == "miad"]
    _, english = train_test_split(miad, test_size=SHARE, random_state=seed)
    spanish = [p for p in plots if p.source == "synopsis" and _held_out(p.film)]
    return GenreSets(plots, english, [shared(plot) for plot in spanish], colloquial)


def leave_out(plots: Iterable[LabelledPlot], held: Iterable[LabelledPlot]) -> list[LabelledPlot]:
    """Return the plots of other films than the held ones, by TMDB's id, by title and by text.

    Stricter than title and year: other films of the same title go, too, whatever their year, and
    so do texts that are nearly the same under another title.
    """
    held = list(held)
    titles = {plot.film for plot in held}
    ids = {plot.film_id for plot in held if plot.film_id is not None}
    others = [plot for plot in plots if plot.film not in titles and plot.film_id not in ids]
    copies = _copies([plot.plot for plot in others], [plot.plot for plot in held])
    return [plot for plot, copy in zip(others, copies, strict=True) if not copy]


def _copies(texts: list[str], held: list[str]) -> NDArray[np.bool_]:
    """Say which texts are nearly one of the held ones, by the cosine of their rarer words."""
    if not texts or not held:
        return np.zeros(len(texts), dtype=np.bool_)
    vectorizer = TfidfVectorizer(analyzer=plot_words, max_df=RARER, dtype=np.float32)
    try:
        vectors = vectorizer.fit_transform(texts)
    except ValueError:  # scikit-learn's word for: no word is rare enough
        return np.zeros(len(texts), dtype=np.bool_)
    others = vectorizer.transform(held).T.tocsr()
    parts = [
        (vectors[start : start + _ROWS] @ others).max(axis=1).toarray().ravel() >= COPY
        for start in range(0, len(texts), _ROWS)
    ]
    return np.concatenate(parts)


def colloquial_plots(path: Path, films: pd.DataFrame) -> list[LabelledPlot]:
    """Return the plots of our own, as people type them; genres that TMDB lacks are not told."""
    titles = dict(zip(films["id"], films["title"], strict=True))
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            genres, film_id = set(row["generos"].split("|")), int(row["id"])
            labels = tuple(
                YES if genre in genres else UNKNOWN if genre in UNKNOWN_TO_TMDB else NO
                for genre in GENRES
            )
            key = title_key(titles.get(film_id, ""))
            found.append(LabelledPlot(row["trama"], key, labels, "colloquial", film_id))
    return found


def shared(plot: LabelledPlot) -> LabelledPlot:
    """Return a plot with the catalogue's genres alone: MIAD tells the others of a few films."""
    labels = tuple(
        UNKNOWN if genre in UNKNOWN_TO_TMDB else label
        for genre, label in zip(GENRES, plot.labels, strict=True)
    )
    return replace(plot, labels=labels)


def foreign_texts(path: Path = FOREIGN) -> list[tuple[str, str]]:
    """Return what should make the classifier unsure: pairs of language and text."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["idioma"], row["texto"]) for row in csv.DictReader(file)]


def _held_out(film: str) -> bool:
    # Not CRC, which the folds of calibration go by: two of them are not independent.
    digest = hashlib.blake2b(film.encode(), digest_size=4, person=b"held out").digest()
    return int.from_bytes(digest) % SPANISH_PART == 0
