"""From held-out scores to probabilities that mean what they say, and to thresholds."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve

from data.build.plots import UNKNOWN, YES

Floats = NDArray[np.float64]
Labels = NDArray[np.int8]


@dataclass(frozen=True)
class Calibration:
    """How scores become log odds: ``scores · (mix + shortness · short) + offset + shortness · r``.

    A sentence's score says less than a whole plot's. ``mix`` and ``short`` are 23 × models,
    ``offset`` and ``short_offset`` (r) 23, and ``thresholds`` the probabilities of best F1 (23).
    """

    mix: Floats
    offset: Floats
    short: Floats
    short_offset: Floats
    thresholds: Floats

    def logits(self, scores: Floats, shortness: Floats) -> Floats:
        """Return log odds (n × 23) for scores (n × 23 × models) and shortness (n)."""
        slopes = self.mix + shortness[:, None, None] * self.short
        offset = self.offset + shortness[:, None] * self.short_offset
        return np.asarray((scores * slopes).sum(axis=2) + offset)


def calibrate(scores: Floats, labels: Labels, weights: Floats, shortness: Floats) -> Calibration:
    """Return the calibration of held-out scores.

    Platt's sigmoid over all models at once: its slopes are also how much each model counts.

    Args:
        scores: Log odds of plots that the models have not seen (n × 23 × models).
        labels: n × 23; UNKNOWN ones do not count.
        weights: How much each plot counts (n).
        shortness: See ``services.genre_model.shortness`` (n).
    """
    _, genres, kinds = scores.shape
    found = Calibration(
        mix=np.full((genres, kinds), 1 / kinds),
        offset=np.zeros(genres),
        short=np.zeros((genres, kinds)),
        short_offset=np.zeros(genres),
        thresholds=np.full(genres, 0.5),
    )
    mixed = {}
    for column in range(genres):
        rows = np.flatnonzero(labels[:, column] != UNKNOWN)
        positive = labels[rows, column] == YES
        if not positive.all() and positive.any():
            mixed[column] = rows
            slopes = _platt(scores[rows, column], positive, weights[rows], shortness[rows])
            found.mix[column], found.short[column] = slopes[0, :kinds], slopes[1, :kinds]
            found.offset[column], found.short_offset[column] = slopes[:, kinds]
    given = 1 / (1 + np.exp(-found.logits(scores, shortness)))
    for column, rows in mixed.items():
        positive = labels[rows, column] == YES
        found.thresholds[column] = best_threshold(positive, given[rows, column], weights[rows])
    return found


def _platt(score: Floats, positive: NDArray[np.bool_], weight: Floats, shortness: Floats) -> Floats:
    """Return slopes and offset (models + 1) of whole plots, and what shortness adds to them.

    A model that speaks against its genre is left out, and shortness where it would turn one round.
    """
    kinds = score.shape[1]
    short = shortness[:, None]
    for use in (list(range(kinds)), [0], [kinds - 1]):
        kept = score[:, use]
        for features in (np.hstack([kept, kept * short, short]), kept):
            model: Any = LogisticRegression(C=1e6, max_iter=1000)
            slopes = model.fit(features, positive, sample_weight=weight).coef_[0]
            added = slopes[len(use) : 2 * len(use)] if len(slopes) > len(use) else 0.0
            if (slopes[: len(use)] > 0).all() and np.all(slopes[: len(use)] + added > 0):
                found = np.zeros((2, kinds + 1))
                found[0, use], found[1, use] = slopes[: len(use)], added
                found[:, kinds] = model.intercept_[0], slopes[-1] if np.ndim(added) else 0.0
                return found
    # Too few plots to calibrate on: a genre must not be turned round.
    return np.array([[1 / kinds] * kinds + [0.0], [0.0] * (kinds + 1)])


def best_threshold(
    positive: NDArray[np.bool_], probability: Floats, weight: Floats | None = None
) -> float:
    """Return the probability from which saying yes gives the best F1."""
    precision, recall, cuts = precision_recall_curve(positive, probability, sample_weight=weight)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return float(cuts[np.argmax(f1[:-1])])
