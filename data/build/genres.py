"""Train the genre classifier on labelled plots, English and Spanish.

Two models whose log odds are added, weighed on films that neither has seen: a logistic regression
per genre over TF-IDF, and a small network over the words' vectors. No plot reaches the file: it
keeps words, pairs of words and pieces of words that occur in at least ``min_df`` plots.
"""

import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from data.build.calibration import Calibration, calibrate
from data.build.families import fit_families
from data.build.genre_features import Features
from data.build.genre_file import save
from data.build.genre_lines import fit_lines
from data.build.genre_net import Net, fit_net
from data.build.genre_rows import ENGLISH, WEIGHTS, training_rows
from data.build.helpers import Helpers
from data.build.plots import LabelledPlot, read_plots
from services.genre_blocks import FeatureBlock, WordNet
from services.genre_model import GENRES, GenreModel, shortness

__all__ = ["Helpers", "LabelledPlot", "Recipe", "read_plots", "save", "train"]

TYPED = ("miad", "overview", "synopsis", "sentence", "talk", "told")
"""Sources of rows like those that people type: probabilities are calibrated on them."""

Floats = NDArray[np.float64]
Labels = NDArray[np.int8]


@dataclass(frozen=True)
class Recipe:
    """What a model is made of; the table of ``data.evaluate`` leaves parts out."""

    pairs: bool = True
    pieces: bool = True
    parts: bool = True
    told: bool = True
    min_df: int = 5
    max_terms: int = 100_000
    folds: int = 2


@dataclass(frozen=True)
class _Scores:
    """Two models of all genres over the same rows; ``net`` None without word vectors."""

    coefficients: Floats
    bias: Floats
    net: Net | None

    def of(self, features: Features, rows: NDArray[np.bool_]) -> Floats:
        """Return the log odds of both models (rows × 23 × 1 or 2)."""
        found = [np.asarray(features.sparse[rows] @ self.coefficients + self.bias)]
        if self.net and features.words:
            found.append(self.net.logits(features.words.matrix[rows]))
        return np.stack(found, axis=2)


def train(
    plots: list[LabelledPlot],
    progress: Callable[[str], None] = lambda line: None,
    *,
    helpers: Helpers | None = None,
    recipe: Recipe | None = None,
    **options: int,
) -> GenreModel:
    """Return a model trained on all plots; the same plots give the same model.

    Args:
        plots: In any fixed order.
        progress: Called with one line per step.
        helpers: Translation and word vectors, by default those that are installed.
        recipe: What the model is made of.
        options: Numbers of the recipe that are to be others, such as ``min_df``.
    """
    recipe = Recipe(**(vars(recipe or Recipe()) | options))
    helpers = helpers or Helpers.find(progress)
    with threadpool_limits(1):  # two threads of ours, not of every library's on every core
        return _train(plots, progress, helpers, recipe)


def _train(
    plots: list[LabelledPlot], progress: Callable[[str], None], helpers: Helpers, recipe: Recipe
) -> GenreModel:
    if helpers.translator:
        progress(f"géneros: se traducen {sum(p.source in ENGLISH for p in plots)} tramas")
    rows, whole = training_rows(
        plots, helpers.translator, with_parts=recipe.parts, with_told=recipe.told
    )
    progress(f"géneros: {len(rows)} tramas y frases, se cuentan sus palabras")
    features = Features.of(rows, whole, recipe.pairs, recipe.pieces, recipe.min_df,
                           recipe.max_terms, helpers, progress)  # fmt: skip
    labels = np.array([row.labels for row in rows], dtype=np.int8)
    weights = np.array([WEIGHTS[row.source] for row in rows])
    fold = np.array([zlib.crc32(row.film.encode()) % recipe.folds for row in rows])
    parts = np.array([row.source == "part" for row in rows])
    kinds = 1 if features.words is None else 2
    held_out = np.zeros((*labels.shape, kinds))
    for part in range(recipe.folds):
        progress(f"géneros: calibración, parte {part + 1} de {recipe.folds}")
        held_out[fold == part] = _fit(features, labels, weights, fold != part, parts).of(
            features, fold == part
        )
    progress("géneros: modelo final")
    scores = _fit(features, labels, weights, np.full(len(rows), True), parts)
    typed = np.array([row.source in TYPED for row in rows])
    short = np.array([shortness(count) for count in features.counts])[typed]
    calibration = calibrate(held_out[typed], labels[typed], weights[typed], short)
    logits = calibration.logits(held_out[typed], short)
    families = fit_families(logits, labels[typed], weights[typed])
    return _pack(features, scores, calibration, families)


def _fit(
    features: Features,
    labels: Labels,
    weights: Floats,
    chosen: NDArray[np.bool_],
    parts: NDArray[np.bool_],
) -> _Scores:
    """Return both models, each genre from the chosen rows that tell it.

    The network alone learns from ``parts``: they would double the regressions' time.
    """
    with ThreadPoolExecutor(2) as pool:  # each in its thread: liblinear's chance is global
        lines = pool.submit(fit_lines, features.sparse, labels, weights, chosen & ~parts)
        net = None
        if features.words:
            words = features.words.matrix[chosen]
            net = fit_net(words, features.words.vectors, labels[chosen], weights[chosen])
        return _Scores(*lines.result(), net)


def _pack(
    features: Features,
    scores: _Scores,
    calibration: Calibration,
    families: tuple[Floats, Floats],
) -> GenreModel:
    """Return the model, the coefficients in int8 steps of a scale per genre and block."""
    mix = calibration.mix
    blocks, scales, start = [], [], 0
    for terms, idf in features.blocks:
        block = scores.coefficients[start : start + len(terms)] * mix[:, 0]
        start += len(terms)
        scale = np.maximum(np.abs(block).max(axis=0, initial=0), 1e-9) / 127
        blocks.append(FeatureBlock(idf, np.rint(block / scale).astype(np.int8), terms))
        scales.append(scale)
    own = [scores.bias * mix[:, 0], np.zeros(len(GENRES))]
    net = None
    if scores.net and features.words:
        words = features.words
        enter, shift, leave, past, net_bias, _ = scores.net.layers
        share = mix[:, 1].astype(np.float32)
        table = FeatureBlock(*scores.net.packed(words.idf), words.terms)
        net = WordNet(table, words.idf, enter, shift, leave * share, past * share)
        own[1] = net_bias * mix[:, 1]
    return GenreModel(
        words=blocks[0],
        pieces=blocks[1],
        scale=np.array(scales, dtype=np.float32),
        bias=(calibration.offset + own[0] + own[1]).astype(np.float32),
        short=_short(calibration, own),
        thresholds=calibration.thresholds.astype(np.float32),
        family_weights=families[0].astype(np.float32),
        family_bias=families[1].astype(np.float32),
        net=net,
    )


def _short(calibration: Calibration, own: list[Floats]) -> NDArray[np.float32]:
    """Return what shortness adds per unit of each model's score, and alone (3 × 23).

    Scores at run time are already times ``mix`` and lack the models' own biases.
    """
    ratio = np.zeros((2, len(GENRES)))
    for kind in range(calibration.mix.shape[1]):
        mix = calibration.mix[:, kind]
        np.divide(calibration.short[:, kind], mix, out=ratio[kind], where=mix > 0)
    alone = calibration.short_offset + ratio[0] * own[0] + ratio[1] * own[1]
    return np.vstack([ratio, alone]).astype(np.float32)
