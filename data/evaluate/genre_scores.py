"""How good probabilities of genres are: AUC, F1, Brier, hits among the first three, calibration."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, roc_auc_score

from data.build.plots import UNKNOWN, YES, LabelledPlot
from services.genres import GENRES

Floats = NDArray[np.float64]
BINS = 10


@dataclass(frozen=True)
class GenreScore:
    """Of one genre: AUC (NaN where no plot has it), F1, and plots that have it."""

    genre: str
    auc: float
    f1: float
    plots: int


@dataclass(frozen=True)
class Scores:
    """Of all genres that are told in a set of plots, all from 0 to 1."""

    macro_auc: float
    micro_auc: float
    macro_f1: float
    micro_f1: float
    brier: float
    top_three: float  # plots with a right genre among the three most probable
    genres: tuple[GenreScore, ...]


@dataclass(frozen=True)
class Bin:
    """Predictions of about one probability: their mean, the share that was right, their number."""

    predicted: float
    observed: float
    count: int


def labels_of(plots: list[LabelledPlot]) -> NDArray[np.int8]:
    """Return the labels (n × 23)."""
    return np.array([plot.labels for plot in plots], dtype=np.int8)


def score(labels: NDArray[np.int8], probabilities: Floats, thresholds: Floats) -> Scores:
    """Return the scores over the labels that are told.

    Args:
        labels: n × 23; UNKNOWN ones do not count.
        probabilities: n × 23.
        thresholds: From which a genre applies (23).
    """
    known, yes = labels != UNKNOWN, labels == YES
    said = probabilities >= thresholds
    genres = tuple(
        _of_genre(column, known[:, column], yes[:, column], probabilities, said)
        for column in range(len(GENRES))
        if known[:, column].any()
    )
    first = np.argsort(-np.where(known.any(axis=0), probabilities, -1), axis=1)[:, :3]
    aucs = [genre.auc for genre in genres if not math.isnan(genre.auc)]
    return Scores(
        macro_auc=float(np.mean(aucs)),
        micro_auc=float(roc_auc_score(yes[known], probabilities[known])),
        macro_f1=float(np.mean([genre.f1 for genre in genres if genre.plots])),
        micro_f1=float(f1_score(yes[known], said[known])),
        brier=float(np.mean((probabilities[known] - yes[known]) ** 2)),
        top_three=float(np.take_along_axis(yes, first, axis=1).any(axis=1).mean()),
        genres=genres,
    )


def _of_genre(
    column: int,
    known: NDArray[np.bool_],
    yes: NDArray[np.bool_],
    probabilities: Floats,
    said: NDArray[np.bool_],
) -> GenreScore:
    truth = yes[known]
    mixed = truth.any() and not truth.all()
    auc = float(roc_auc_score(truth, probabilities[known, column])) if mixed else math.nan
    f1 = float(f1_score(truth, said[known, column], zero_division=0.0))
    return GenreScore(GENRES[column], auc, f1, int(truth.sum()))


def reliability(labels: NDArray[np.int8], probabilities: Floats) -> list[Bin]:
    """Return ten bins of probability, empty ones left out: of those given 70 %, 70 % are right?"""
    known = labels != UNKNOWN
    given, right = probabilities[known], (labels == YES)[known]
    number = np.minimum((given * BINS).astype(int), BINS - 1)
    return [
        Bin(float(given[number == b].mean()), float(right[number == b].mean()), int(count))
        for b in range(BINS)
        if (count := (number == b).sum())
    ]
