"""Turn every film's plot into a vector, for the search by plot (``services/plots.py``).

A plot's vector is the mean of its words' vectors, those of the genre classifier: Spanish words lie
near their translations there, so a Spanish plot meets an English overview. Plots as people tell
them are looked for and stand beside the overviews, too, and teach what talk is in the words of
overviews. Only vectors ship.
"""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import joblib
import numpy as np
from numpy.typing import NDArray

from data.build.films import FilmRecord
from services.genres import GenreClassifier
from services.plots import FORMAT, PlotModel, unit

Floats = NDArray[np.float32]

MIN_VOTES = 20
"""Votes from which a film is looked for: hardly anybody describes one that nobody saw."""

RIDGE = 100.0
"""How hard the bridge is drawn to leaving talk as it is; of 10, 100 and 300 the best."""


def train(
    films: list[FilmRecord],
    keywords: Mapping[int, tuple[str, ...]],
    genres: GenreClassifier,
    told: Iterable[tuple[int, str]] = (),
) -> PlotModel:
    """Return the vectors of the films that have an overview; none where words have no vectors.

    Args:
        films: All, whatever their votes.
        keywords: Of films, by id.
        genres: Has the vectors of words.
        told: Plots as people tell them, each behind its film's id.
    """
    points = {}
    for film in films:
        if film.votes >= MIN_VOTES and film.overview:
            text = f"{film.overview} {film.tagline} {' '.join(keywords.get(film.id, ()))}"
            point = genres.look(text).point
            if point is not None:
                points[film.id] = point
    if not points:
        none = np.zeros((0, 1), np.float32)
        ids_of_none, centre = np.zeros(0, np.int32), none.sum(axis=0)
        bridge, packed = np.eye(1, dtype=np.float32), none.astype(np.int8)
        return PlotModel(ids_of_none, packed, 1.0, centre, bridge, genres.fingerprint())
    stacked = np.stack(list(points.values()))
    written = unit(stacked - stacked.mean(axis=0))
    row = {film_id: number for number, film_id in enumerate(points)}
    looks = [(row[i], genres.look(plot).point) for i, plot in told if i in row]
    heard = [(number, point) for number, point in looks if point is not None]
    if heard:
        rows = np.array([number for number, _ in heard])
        talk = np.stack([point for _, point in heard])
        centre, bridge, vectors = _joined(written, rows, talk)
    else:
        centre, vectors = stacked.mean(axis=0), written
        bridge = np.eye(len(centre), dtype=np.float32)
    step = float(np.abs(vectors).max()) / 127
    packed = np.rint(vectors / step).astype(np.int8)
    ids = np.array(list(points), dtype=np.int32)
    return PlotModel(ids, packed, step, centre, bridge, genres.fingerprint())


def _joined(written: Floats, rows: NDArray[np.intp], talk: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the centre of talk (k), the bridge (k × k), and the films' vectors with it (n × k).

    The bridge is the ridge regression from talk to what is written of the same film, drawn to the
    identity: ``(XᵀX + λI)⁻¹ (XᵀY + λI)``. A film's vector is the sum of both, of length 1.

    Args:
        written: Unit vectors of the films' overviews (n × k).
        rows: The film that each talk is of (m).
        talk: Points of the told plots (m × k).
    """
    centre = talk.mean(axis=0)
    said = unit(talk - centre)
    drawn = RIDGE * np.eye(said.shape[1])
    bridge = np.linalg.solve(said.T @ said + drawn, said.T @ written[rows] + drawn)
    carried = np.zeros_like(written)
    np.add.at(carried, rows, unit(said @ bridge))
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
        "words": model.words,
    }
    buffer = io.BytesIO()
    joblib.dump(state, buffer, compress=("zlib", 6))
    path.write_bytes(buffer.getvalue())
