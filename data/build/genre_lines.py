"""The logistic regressions of the genre classifier, one per genre over TF-IDF."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from data.build.plots import UNKNOWN, YES
from services.genre_model import GENRES

Floats = NDArray[np.float64]
Labels = NDArray[np.int8]


def fit_lines(
    matrix: sparse.csr_matrix, labels: Labels, weights: Floats, chosen: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Return the coefficients (terms × 23) and biases (23) of a logistic regression per genre."""
    coefficients = np.zeros((matrix.shape[1], len(GENRES)))
    bias = np.zeros(len(GENRES))
    told = chosen[:, None] & (labels != UNKNOWN)
    together: dict[bytes, list[int]] = {}  # genres that the same rows tell
    for column in range(len(GENRES)):
        together.setdefault(told[:, column].tobytes(), []).append(column)
    for columns in together.values():
        rows = np.flatnonzero(told[:, columns[0]])
        part = matrix[rows]
        for column in columns:
            positive = labels[rows, column] == YES
            coefficients[:, column], bias[column] = _logistic(part, positive, weights[rows])
    return coefficients, bias


def _logistic(
    matrix: sparse.csr_matrix, positive: NDArray[np.bool_], weights: Floats
) -> tuple[Floats | float, float]:
    """Return the coefficients and the bias of one genre."""
    if positive.all() or not positive.any():  # nothing to tell apart: the smoothed base rate
        return 0.0, float(np.log((positive.sum() + 0.5) / ((~positive).sum() + 0.5)))
    model: Any = LogisticRegression(C=0.5, solver="liblinear", dual=True, tol=0.1, random_state=0)
    model.fit(matrix, positive, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])
