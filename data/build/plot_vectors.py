"""Turn every film's plot into a vector, for the search by plot (``services/plots.py``).

A plot's vector is the mean of its words' vectors, those of the genre classifier: Spanish words lie
near their translations there, so a Spanish plot meets an English overview. Only vectors ship.
"""

import io
from collections.abc import Mapping
from pathlib import Path

import joblib
import numpy as np

from data.build.films import FilmRecord
from services.genres import GenreClassifier
from services.plots import FORMAT, PlotModel, unit

MIN_VOTES = 20
"""Votes from which a film is looked for: hardly anybody describes one that nobody saw."""


def train(
    films: list[FilmRecord], keywords: Mapping[int, tuple[str, ...]], genres: GenreClassifier
) -> PlotModel:
    """Return the vectors of the films that have an overview; none where words have no vectors."""
    ids, points = [], []
    for film in films:
        if film.votes >= MIN_VOTES and film.overview:
            text = f"{film.overview} {film.tagline} {' '.join(keywords.get(film.id, ()))}"
            point = genres.look(text).point
            if point is not None:
                ids.append(film.id)
                points.append(point)
    if not ids:
        none = np.zeros((0, 1))
        ids_of_none, centre = np.zeros(0, np.int32), none.sum(axis=0)
        return PlotModel(ids_of_none, none.astype(np.int8), 1.0, centre, genres.fingerprint())
    stacked = np.stack(points)
    centre = stacked.mean(axis=0)
    vectors = unit(stacked - centre)
    step = float(np.abs(vectors).max()) / 127
    packed = np.rint(vectors / step).astype(np.int8)
    return PlotModel(np.array(ids, dtype=np.int32), packed, step, centre, genres.fingerprint())


def save(model: PlotModel, path: Path) -> None:
    """Write a model so that the same arrays give the same bytes."""
    state = {
        "format": FORMAT,
        "ids": model.ids,
        "vectors": model.vectors,
        "step": model.step,
        "centre": model.centre.astype(np.float32),
        "words": model.words,
    }
    buffer = io.BytesIO()
    joblib.dump(state, buffer, compress=("zlib", 6))
    path.write_bytes(buffer.getvalue())
