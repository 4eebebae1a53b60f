"""From held-out scores to probabilities that mean what they say, and to thresholds."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve

from data.build.plots import UNKNOWN, YES

Floats = NDArray[np.float64]
Labels = NDArray[np.int8]


def calibrate(scores: Floats, labels: Labels, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Return how to add up the models' log odds, and the thresholds of best F1.

    Platt's sigmoid over all models at once: its slopes are also how much each model counts.

    Args:
        scores: Log odds of plots that the models have not seen (n × 23 × models).
        labels: n × 23; UNKNOWN ones do not count.
        weights: How much each plot counts (n).

    Returns:
        Slopes (23 × models, none negative), offsets (23), thresholds on the probability (23).
    """
    _, genres, kinds = scores.shape
    mix, offset, thresholds = (
        np.full((genres, kinds), 1 / kinds),
        np.zeros(genres),
        np.full(genres, 0.5),
    )
    for column in range(genres):
        rows = np.flatnonzero(labels[:, column] != UNKNOWN)
        positive, weight = labels[rows, column] == YES, weights[rows]
        if positive.all() or not positive.any():
            continue
        score = scores[rows, column]
        mix[column], offset[column] = _platt(score, positive, weight)
        probability = 1 / (1 + np.exp(-(score @ mix[column] + offset[column])))
        thresholds[column] = best_threshold(positive, probability, weight)
    return mix, offset, thresholds


def _platt(score: Floats, positive: NDArray[np.bool_], weight: Floats) -> tuple[Floats, float]:
    """Return slopes and offset; a model that speaks against its genre is left out."""
    kinds = score.shape[1]
    for use in (list(range(kinds)), [0], [kinds - 1]):
        model: Any = LogisticRegression(C=1e6).fit(score[:, use], positive, sample_weight=weight)
        if (model.coef_[0] > 0).all():
            slopes = np.zeros(kinds)
            slopes[use] = model.coef_[0]
            return slopes, float(model.intercept_[0])
    # Too few plots to calibrate on: a genre must not be turned round.
    return np.full(kinds, 1 / kinds), 0.0


def best_threshold(
    positive: NDArray[np.bool_], probability: Floats, weight: Floats | None = None
) -> float:
    """Return the probability from which saying yes gives the best F1."""
    precision, recall, cuts = precision_recall_curve(positive, probability, sample_weight=weight)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return float(cuts[np.argmax(f1[:-1])])
