"""Turn every film's plot into a vector, for the search by plot (``services/plots.py``).

A plot's vector is the mean of its words' vectors, those of the genre classifier: Spanish words lie
near their translations there, so a Spanish plot meets an English overview. Plots as people tell
them are looked for and stand beside the overviews, too, and teach what talk is in the words of
overviews. Of the overviews only vectors ship.
"""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from data.build import film_words
from data.build.films import FilmRecord
from services.catalogue import Catalogue
from services.film_words import FilmWords
from services.genre_blocks import Floats
from services.genres import GenreClassifier, PlotLook
from services.plots import FORMAT, PEOPLE, TITLES, TOLD, PlotModel, unit

MIN_VOTES = 20
"""Votes from which a film is looked for: hardly anybody describes one that nobody saw."""

RIDGE = 100.0
"""How hard the bridge is drawn to leaving talk as it is; between 10 and 300 little changes."""


def train(
    films: list[FilmRecord],
    keywords: Mapping[int, tuple[str, ...]],
    genres: GenreClassifier,
    told: Iterable[tuple[int, str]] = (),
    catalogue: Catalogue | None = None,
) -> PlotModel:
    """Return the vectors of the films that have an overview; none where words have no vectors.

    Args:
        films: All, whatever their votes.
        keywords: Of films, by id.
        genres: Has the vectors of words.
        told: Plots as people tell them, each behind its film's id.
        catalogue: Has the titles and the people of the films; None for a search without them.
    """
    points = _points(films, keywords, genres)
    if not points:
        nothing = np.zeros((0, 1), np.int8), 1.0, np.zeros(1, np.float32), np.eye(1, dtype="f4")
        return PlotModel(np.zeros(0, np.int32), *nothing, {}, genres.fingerprint())
    stacked = np.stack(list(points.values()))
    written = unit(stacked - stacked.mean(axis=0))
    row = {film_id: number for number, film_id in enumerate(points)}
    heard = [(row[i], genres.look(plot)) for i, plot in told if i in row]
    talk = [(number, look.point) for number, look in heard if look.point is not None]
    if talk:
        with threadpool_limits(1):  # the same bytes on one core and on many
            centre, bridge, vectors = _joined(written, *zip(*talk, strict=True))
    else:
        centre, vectors = stacked.mean(axis=0), written
        bridge = np.eye(len(centre), dtype=np.float32)
    step = float(np.abs(vectors).max()) / 127
    packed = np.rint(vectors / step).astype(np.int8)
    ids = np.array(list(points), dtype=np.int32)
    words = {TOLD: film_words.index(_words(heard))}
    if catalogue is not None:
        words |= {
            TITLES: film_words.titles(catalogue, row),
            PEOPLE: film_words.people(catalogue, row),
        }
    return PlotModel(ids, packed, step, centre, bridge, words, genres.fingerprint())


def _points(
    films: list[FilmRecord], keywords: Mapping[int, tuple[str, ...]], genres: GenreClassifier
) -> dict[int, Floats]:
    """Return the vectors of what is written of the films that are looked for, by id."""
    found = {}
    for film in films:
        if film.votes >= MIN_VOTES and film.overview:
            text = f"{film.overview} {film.tagline} {' '.join(keywords.get(film.id, ()))}"
            point = genres.look(text).point
            if point is not None:
                found[film.id] = point
    return found


def _words(heard: Iterable[tuple[int, PlotLook]]) -> dict[int, list[str]]:
    """Return the words that are told of each film's row."""
    found: dict[int, list[str]] = {}
    for number, look in heard:
        found.setdefault(number, []).extend(look.said)
    return found


def _joined(
    written: Floats, rows: Iterable[int], talk: Iterable[Floats]
) -> tuple[Floats, Floats, Floats]:
    """Return the centre of talk (k), the bridge (k × k), and the films' vectors with it (n × k).

    The bridge is the ridge regression from talk to what is written of the same film, drawn to the
    identity: ``(XᵀX + λI)⁻¹ (XᵀY + λI)``. A film's vector is the sum of both, of length 1.

    Args:
        written: Unit vectors of the films' overviews (n × k).
        rows: The film that each told plot is of (m).
        talk: The vector of each (m × k).
    """
    of: NDArray[np.intp] = np.array(tuple(rows))
    points = np.stack(tuple(talk))
    centre = points.mean(axis=0)
    said = unit(points - centre)
    drawn = RIDGE * np.eye(said.shape[1])
    bridge = np.linalg.solve(said.T @ said + drawn, said.T @ written[of] + drawn)
    carried = np.zeros_like(written)
    np.add.at(carried, of, unit(np.asarray(said @ bridge, np.float32)))
    return centre, np.asarray(bridge, np.float32), unit(written + unit(carried))


def save(model: PlotModel, path: Path) -> None:
    """Write a model so that the same arrays give the same bytes."""
    state = {
        "format": FORMAT,
        "ids": model.ids,
        "vectors": model.vectors,
        "step": model.step,
        "centre": model.centre.astype(np.float32),
        "bridge": model.bridge.astype(np.float32),
        "indexes": {name: _state(one) for name, one in model.indexes.items()},
        "words": model.words,
    }
    buffer = io.BytesIO()
    joblib.dump(state, buffer, compress=("zlib", 6))
    path.write_bytes(buffer.getvalue())


def _state(index: FilmWords) -> dict[str, Any]:
    return vars(index) | {"terms": "\n".join(index.terms)}
