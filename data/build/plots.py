"""Read the labelled plots that the genre classifier learns from.

Five sources: MIAD's plots with all 23 genres; the catalogue's English overviews, Spanish synopses,
keywords, and plots as people tell them, with TMDB's genres. TMDB has no word for five of the 23, so
its rows say nothing about these, unless MIAD has the same film and says it.
"""

import math
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.build import cells
from data.build.raw import RawDataError
from services import text
from services.genres import GENRES

MIAD = "dataTraining.zip"
SYNOPSES = "sinopsis_es.csv"
COLUMNS = {MIAD: ("year", "title", "plot", "genres"), SYNOPSES: ("id", "sinopsis")}

UNKNOWN_TO_TMDB = ("Biography", "Film-Noir", "Musical", "Short", "Sport")
TMDB_NAMES = {"Science Fiction": "Sci-Fi"}
"""TMDB's genres that are called otherwise here; ``Foreign`` and ``TV Movie`` are not genres."""

YES, NO, UNKNOWN = 1, 0, -1

_MIN_KEYWORDS = 3


@dataclass(frozen=True)
class LabelledPlot:
    """A plot, its film's title key, its label for each of the 23 genres, and its source."""

    plot: str
    film: str
    labels: tuple[int, ...]  # YES, NO or UNKNOWN, in the order of GENRES
    source: str  # such as "miad"; see data.build.genre_rows
    film_id: int | None  # TMDB's, None where MIAD's film is not in the catalogue


def find_plots(raw: Path) -> Path | None:
    """Return the folder with both plot files: ``raw``, its ``plots``, or the one beside it."""
    places = (raw / "plots", raw, raw.parent / "plots")
    return next((p for p in places if all((p / name).is_file() for name in COLUMNS)), None)


def read_plots(
    raw: Path,
    films: pd.DataFrame,
    keywords: Mapping[int, tuple[str, ...]] | None = None,
    told: Iterable[tuple[int, str]] = (),
) -> list[LabelledPlot]:
    """Return the labelled plots, or an empty list where a plot file is missing.

    Args:
        raw: The folder of the data set; see :func:`find_plots`.
        films: Columns id, title, year, overview (text, empty or NA), genres (tuple of TMDB names).
        keywords: Of films, by id; three or more are read as a plot of few words.
        told: Plots as people tell them, each behind its film's id.

    Raises:
        RawDataError: A plot file is damaged or lacks a column.
    """
    folder = find_plots(raw)
    if folder is None:
        return []
    miad = _miad_plots(_read_csv(folder / MIAD), films)
    known = {plot.film_id: plot for plot in miad if plot.film_id is not None}
    synopses = _read_csv(folder / SYNOPSES)
    sources = (
        ("overview", zip(films["id"], films["overview"], strict=True)),
        ("synopsis", zip(synopses["id"], synopses["sinopsis"], strict=True)),
        ("keywords", _as_plots(keywords or {})),
        ("told", told),
    )
    facts = {
        film_id: (title_key(title), {TMDB_NAMES.get(genre, genre) for genre in genres})
        for film_id, title, genres in zip(films["id"], films["title"], films["genres"], strict=True)
    }
    plots = list(miad)
    for source, rows in sources:
        for film_id, plot in rows:
            title, genres = facts.get(film_id, ("", set()))
            if genres.intersection(GENRES) and isinstance(plot, str) and plot.strip():
                labels = _tmdb_labels(genres, known.get(film_id))
                plots.append(LabelledPlot(plot, title, labels, source, int(film_id)))
    return plots


def title_key(title: str) -> str:
    """Return what two spellings of a title share; films with one key are never told apart."""
    return text.key(title) or title


def _as_plots(keywords: Mapping[int, tuple[str, ...]]) -> list[tuple[int, str]]:
    return [(i, ". ".join(words)) for i, words in keywords.items() if len(words) >= _MIN_KEYWORDS]


def _read_csv(path: Path) -> pd.DataFrame:
    try:
        table = pd.read_csv(path)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        columns = ", ".join(COLUMNS[path.name])
        raise RawDataError(f"{path.name} está dañado (columnas {columns}): {error}.") from error
    missing = [column for column in COLUMNS[path.name] if column not in table.columns]
    if missing:
        raise RawDataError(f"A {path.name} le falta la columna {', '.join(missing)}.")
    return table


def _miad_plots(table: pd.DataFrame, films: pd.DataFrame) -> list[LabelledPlot]:
    """Return MIAD's plots; its film is the catalogue's if the title agrees and the year by ±1."""
    years: dict[str, list[tuple[int, int]]] = {}
    for film_id, title, year in zip(films["id"], films["title"], films["year"], strict=True):
        years.setdefault(title_key(title), []).append((int(year), int(film_id)))
    plots = []
    for year, title, plot, cell in table[list(COLUMNS[MIAD])].itertuples(index=False):
        genres = cells.nested(str(cell))
        if not isinstance(plot, str) or not isinstance(genres, list):
            continue
        key = title_key(str(title))
        released = cells.number(str(year)) or 0
        near = [(abs(other - released), film_id) for other, film_id in years.get(key, ())]
        gap, film_id = min(near, default=(math.inf, 0))
        labels = tuple(YES if genre in genres else NO for genre in GENRES)
        plots.append(LabelledPlot(plot, key, labels, "miad", film_id if gap <= 1 else None))
    return plots


def _tmdb_labels(genres: set[str], same: LabelledPlot | None) -> tuple[int, ...]:
    """Return the labels of TMDB's genres; the five it lacks come from MIAD's plot of the film."""
    labels = [YES if genre in genres else NO for genre in GENRES]
    for genre in UNKNOWN_TO_TMDB:
        column = GENRES.index(genre)
        labels[column] = same.labels[column] if same else UNKNOWN
    return tuple(labels)
