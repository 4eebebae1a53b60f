"""Families of genres: which genres go together, and how likely a plot has one of a family."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering
from sklearn.linear_model import LogisticRegression

from data.build.plots import NO, UNKNOWN, YES
from services.genre_model import FAMILIES, GENRES

Floats = NDArray[np.float64]
Labels = NDArray[np.int8]


def find_families(labels: Labels, count: int = len(FAMILIES)) -> set[frozenset[str]]:
    """Return the clusters of genres by the correlation of their labels, the farthest members apart.

    ``FAMILIES`` are those of MIAD's labels; their names were chosen by hand.

    Args:
        labels: Plots × 23, all of them told.
        count: Clusters.
    """
    spread = labels.std(axis=0) > 0
    correlation = np.eye(len(GENRES))
    told = np.flatnonzero(spread)
    correlation[np.ix_(told, told)] = np.corrcoef(labels[:, told].T)
    found = AgglomerativeClustering(count, metric="precomputed", linkage="complete")
    number = found.fit_predict(1 - correlation)
    return {
        frozenset(np.array(GENRES)[number == cluster].tolist()) for cluster in np.unique(number)
    }


def family_labels(labels: Labels) -> Labels:
    """Return whether a plot has a genre of each family (n × 7).

    It is told where all of its genres are: TMDB, which has no word for sport, cannot deny it.
    """
    columns = []
    for members in FAMILIES.values():
        part = labels[:, [GENRES.index(genre) for genre in members]]
        any_yes = np.where((part == YES).any(axis=1), YES, NO)
        columns.append(np.where((part == UNKNOWN).any(axis=1), UNKNOWN, any_yes))
    return np.stack(columns, axis=1).astype(np.int8)


def fit_families(logits: Floats, labels: Labels, weights: Floats) -> tuple[Floats, Floats]:
    """Return weights (23 × 7) and biases (7) from the genres' held-out logits to the families.

    1 − Π(1 − p) would take the genres of a family for independent, which they are not.
    """
    told = family_labels(labels)
    found, bias = np.zeros((len(GENRES), len(FAMILIES))), np.zeros(len(FAMILIES))
    for column in range(len(FAMILIES)):
        rows = told[:, column] != UNKNOWN
        yes = told[rows, column] == YES
        if yes.all() or not yes.any():
            bias[column] = np.log((yes.sum() + 0.5) / ((~yes).sum() + 0.5))
            continue
        model: Any = LogisticRegression(C=1.0, max_iter=500)
        model.fit(logits[rows], yes, sample_weight=weights[rows])
        found[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    return found, bias
