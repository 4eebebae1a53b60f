"""Train the genre classifier on labelled plots, English and Spanish.

One logistic regression per genre over TF-IDF, calibrated on films that its model has not seen. No
plot reaches the model: it keeps words, pairs of words and pieces of words that occur in at least
``min_df`` plots.
"""

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import joblib
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve

from data.build.plots import UNKNOWN, YES, LabelledPlot, read_plots, sentences
from services.genres import (
    FORMAT,
    GENRES,
    FeatureBlock,
    GenreModel,
    plot_words,
    word_grams,
    word_pieces,
)

__all__ = ["LabelledPlot", "read_plots", "save", "train"]

WEIGHTS = {"miad": 2.0, "overview": 1.0, "synopsis": 1.0, "sentence": 0.5}
"""How much a plot of each source counts. MIAD's tell all 23 genres (+0.0015 AUC held out); the
sentences of the Spanish synopses add 0.004 on whole synopses and 0.009 on their first sentences."""

Matrix: TypeAlias = sparse.csr_matrix
Floats = NDArray[np.float64]
Labels = NDArray[np.int8]


def train(
    plots: list[LabelledPlot],
    progress: Callable[[str], None] = lambda line: None,
    *,
    min_df: int = 5,
    max_terms: int = 100_000,
    folds: int = 5,
) -> GenreModel:
    """Return a model trained on all plots; the same plots give the same model.

    Args:
        plots: In any fixed order.
        progress: Called with one line per step.
        min_df: Plots that a term must occur in to be kept.
        max_terms: Terms kept of words and pairs, and again of pieces: the most frequent.
        folds: Parts that calibration and thresholds are found on, each by a model trained on the
            others; all plots of a film are in one part.
    """
    progress(f"géneros: {len(plots)} tramas, se cuentan sus palabras")
    rows = plots + sentences(plots)
    labels = np.array([row.labels for row in rows], dtype=np.int8)
    weights = np.array([WEIGHTS[row.source] for row in rows])
    fold = np.array([zlib.crc32(row.film.encode()) % folds for row in rows])
    words = [plot_words(row.plot) for row in rows]
    vectorizers = [_vectorizer(grams, min_df, max_terms) for grams in (word_grams, word_pieces)]
    for vectorizer in vectorizers:  # on whole plots: a sentence would count its words twice
        vectorizer.fit(words[: len(plots)])
    features = sparse.hstack([v.transform(words) for v in vectorizers]).tocsr()
    held_out = np.zeros(labels.shape)
    for part in range(folds):
        progress(f"géneros: calibración, parte {part + 1} de {folds}")
        coefficients, bias = _fit(features, labels, weights, fold != part)
        held_out[fold == part] = features[fold == part] @ coefficients + bias
    progress("géneros: modelo final")
    coefficients, bias = _fit(features, labels, weights, np.full(len(rows), True))
    calibration, thresholds = _calibrate(held_out, labels, weights)
    return _pack(
        vectorizers,
        coefficients * calibration[0],
        bias * calibration[0] + calibration[1],
        thresholds,
    )


def _vectorizer(
    grams: Callable[[list[str]], list[str]], min_df: int, max_terms: int
) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer=grams, sublinear_tf=True, min_df=min_df, max_features=max_terms, dtype=np.float32
    )


def _fit(
    features: Matrix, labels: Labels, weights: Floats, chosen: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Return coefficients (terms × 23) and biases (23), each genre from the rows that tell it."""
    coefficients, bias = np.zeros((features.shape[1], len(GENRES))), np.zeros(len(GENRES))
    for column in range(len(GENRES)):
        rows = np.flatnonzero(chosen & (labels[:, column] != UNKNOWN))
        positive = labels[rows, column] == YES
        if positive.all() or not positive.any():  # nothing to tell apart: the smoothed base rate
            bias[column] = np.log((positive.sum() + 0.5) / ((~positive).sum() + 0.5))
            continue
        model: Any = LogisticRegression(
            C=0.5, solver="liblinear", dual=True, tol=0.1, random_state=0
        )
        model.fit(features[rows], positive, sample_weight=weights[rows])
        coefficients[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    return coefficients, bias


def _calibrate(scores: Floats, labels: Labels, weights: Floats) -> tuple[Floats, Floats]:
    """Return slope and offset of Platt's sigmoid (2 × 23), and the thresholds of best F1 (23)."""
    sigmoid, thresholds = np.tile([[1.0], [0.0]], len(GENRES)), np.full(len(GENRES), 0.5)
    for column in range(len(GENRES)):
        rows = np.flatnonzero(labels[:, column] != UNKNOWN)
        score, positive, weight = scores[rows, column], labels[rows, column] == YES, weights[rows]
        if positive.all() or not positive.any():
            continue
        platt: Any = LogisticRegression(C=1e6).fit(score[:, None], positive, sample_weight=weight)
        slope, offset = platt.coef_[0, 0], platt.intercept_[0]
        if slope > 0:  # else too few plots to calibrate on: a genre must not be turned round
            sigmoid[:, column] = slope, offset
        probability = 1 / (1 + np.exp(-(sigmoid[0, column] * score + sigmoid[1, column])))
        precision, recall, cuts = precision_recall_curve(
            positive, probability, sample_weight=weight
        )
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
        thresholds[column] = cuts[np.argmax(f1[:-1])]
    return sigmoid, thresholds


def _pack(
    vectorizers: list[TfidfVectorizer], coefficients: Floats, bias: Floats, thresholds: Floats
) -> GenreModel:
    """Return the model, the coefficients in int8 steps of a scale per genre and block."""
    blocks, scales, start = [], [], 0
    for vectorizer in vectorizers:
        terms = tuple(vectorizer.get_feature_names_out().tolist())
        block = coefficients[start : start + len(terms)]
        start += len(terms)
        scale = np.maximum(np.abs(block).max(axis=0), 1e-9) / 127
        packed = np.rint(block / scale).astype(np.int8)
        blocks.append(FeatureBlock(terms, vectorizer.idf_.astype(np.float32), packed))
        scales.append(scale)
    return GenreModel(
        words=blocks[0],
        pieces=blocks[1],
        scale=np.array(scales, dtype=np.float32),
        bias=bias.astype(np.float32),
        thresholds=thresholds.astype(np.float32),
    )


def save(model: GenreModel, path: Path) -> None:
    """Write the model: plain text and arrays, so that no version of a library matters."""
    state = {
        "format": FORMAT,
        "genres": list(GENRES),
        "word_terms": "\n".join(model.words.terms),
        "word_idf": model.words.idf,
        "word_weights": model.words.weights,
        "piece_terms": "\n".join(model.pieces.terms),
        "piece_idf": model.pieces.idf,
        "piece_weights": model.pieces.weights,
        "scale": model.scale,
        "bias": model.bias,
        "thresholds": model.thresholds,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    joblib.dump(state, path, compress=("zlib", 6))
