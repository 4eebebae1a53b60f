"""The network over word vectors: the vectors of both languages, and its training in numpy."""

import re
from collections import Counter
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from data.build.minilm import MiniLM
from data.build.plots import UNKNOWN, YES, LabelledPlot
from data.build.translate import Translator
from services.genre_text import plot_words

Floats = NDArray[np.float32]
Layers = tuple[Floats, Floats, Floats, Floats, Floats]
"""Of the network: enter (k × hidden), shift (hidden), leave (hidden × 23), past (k × 23), bias."""

SIZE, HIDDEN = 256, 256
SURE = 0.95
"""How English, or Spanish, a word must be for the other language's meaning not to be asked for."""
EPOCHS, BATCH, RATE, DROPOUT = 8, 256, 1e-3, 0.3
_TYPED = re.compile(r"\w\w+")


def word_vectors(
    vocabulary: list[str], share: NDArray[np.float64], spelling: list[str],
    minilm: MiniLM, translator: Translator | None,
) -> Floats:  # fmt: skip
    """Return a vector for each word (n × 256): MiniLM's, by its translation if it is Spanish.

    Args:
        vocabulary: Folded words.
        share: How English each is, 0 to 1: a word of both languages gets the mean.
        spelling: Each with its Spanish accents, which its translation needs.
        minilm: Gives the vectors.
        translator: Without it, Spanish words have the vector of their spelling alone.
    """
    typed = translator.translate(spelling, "spa-eng") if translator else vocabulary
    english = [" ".join(plot_words(t)) or w for t, w in zip(typed, vocabulary, strict=True)]
    english = [
        w if part > SURE else e for e, w, part in zip(english, vocabulary, share, strict=True)
    ]
    own = [
        e if part < 1 - SURE else w for e, w, part in zip(english, vocabulary, share, strict=True)
    ]
    both = minilm.vectors(own + english)
    weight = share[:, None].astype(np.float32)
    mixed = weight * both[: len(vocabulary)] + (1 - weight) * both[len(vocabulary) :]
    mixed -= mixed.mean(axis=0)
    axes = np.linalg.svd(mixed.T @ mixed)[0]
    size = min(SIZE, len(axes))
    return np.asarray(mixed @ axes[:, :size], np.float32)


def spellings(vocabulary: list[str], plots: list[LabelledPlot]) -> list[str]:
    """Return each word as the Spanish synopses spell it most often, or as it is."""
    found: dict[str, Counter[str]] = {}
    for plot in plots:
        if plot.source == "synopsis":
            for typed in _TYPED.findall(plot.plot.lower()):
                for word in plot_words(typed):
                    found.setdefault(word, Counter())[typed] += 1
    return [found[w].most_common(1)[0][0] if w in found else w for w in vocabulary]


def align(
    vectors: Floats, theirs: sparse.csr_matrix, ours: sparse.csr_matrix, steps: int = 12
) -> Floats:
    """Return vectors moved so that a Spanish plot's mean is that of the same plot in English.

    A dictionary has one translation for a word; the pairs of plots say which meanings it has here.
    Ridge regression by conjugate gradients, all columns at once.

    Args:
        vectors: n × k.
        theirs: English plots × words, TF-IDF.
        ours: The same plots in Spanish.
        steps: Of the conjugate gradients.
    """
    moved = np.zeros_like(vectors)
    rest = np.asarray(ours.T @ (theirs @ vectors - ours @ vectors))
    way, size = rest.copy(), (rest * rest).sum(axis=0)
    for _ in range(steps):
        image = np.asarray(ours.T @ (ours @ way)) + way
        step = size / np.maximum((way * image).sum(axis=0), 1e-12)
        moved += step * way
        rest -= step * image
        new = (rest * rest).sum(axis=0)
        way, size = rest + new / np.maximum(size, 1e-12) * way, new
    return np.asarray(vectors + moved, np.float32)


def points(features: sparse.csr_matrix, vectors: Floats) -> Floats:
    """Return the plots' vectors (n × k), each of length √k, as the running bot computes them."""
    mean = np.asarray(features @ vectors)
    length = np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-6)
    return np.asarray(mean * (np.sqrt(mean.shape[1]) / length), np.float32)


def fit_net(
    draw: Callable[[np.random.Generator], Floats],
    labels: NDArray[np.int8],
    weights: NDArray[np.float64],
) -> Layers:
    """Train the network with Adam on masked cross entropy; the same rows give the same layers.

    Args:
        draw: Called for each epoch, returns the plots' vectors (n × k) with some words left out.
        labels: n × 23; UNKNOWN ones do not count.
        weights: How much each row counts (n).
    """
    chance = np.random.default_rng(0)
    x = draw(chance)
    size, genres = x.shape[1], labels.shape[1]
    known = ((labels != UNKNOWN) * weights[:, None]).astype(np.float32)
    told = (labels == YES).astype(np.float32)
    yes = (known * told).sum(axis=0)
    layers = [
        chance.normal(0, np.sqrt(2 / size), (size, HIDDEN)),
        np.zeros(HIDDEN),
        np.zeros((HIDDEN, genres)),
        np.zeros((size, genres)),
        np.log((yes + 0.5) / (known.sum(axis=0) - yes + 0.5)),
    ]
    layers = [layer.astype(np.float32) for layer in layers]
    adam = _Adam(layers, EPOCHS * -(-len(x) // BATCH))
    for epoch in range(EPOCHS):
        x = draw(chance) if epoch else x
        order = chance.permutation(len(x))
        for start in range(0, len(x), BATCH):
            rows = order[start : start + BATCH]
            adam.step(_gradients(layers, x[rows], told[rows], known[rows], chance))
    return layers[0], layers[1], layers[2], layers[3], layers[4]


def apply_net(layers: Layers, x: Floats) -> NDArray[np.float64]:
    """Return the logits (n × 23)."""
    enter, shift, leave, past, bias = layers
    return np.asarray(np.maximum(x @ enter + shift, 0) @ leave + x @ past + bias, np.float64)


def _gradients(
    layers: list[Floats], x: Floats, told: Floats, known: Floats, chance: np.random.Generator
) -> list[Floats]:
    enter, shift, leave, past, bias = layers
    x = x * _dropout(x.shape, DROPOUT / 2, chance)
    inner = x @ enter + shift
    kept = _dropout(inner.shape, DROPOUT, chance)
    hidden = np.maximum(inner, 0) * kept
    logits = hidden @ leave + x @ past + bias
    error = ((1 / (1 + np.exp(-logits)) - told) * known / len(x)).astype(np.float32)
    back = (error @ leave.T) * kept * (inner > 0)
    return [x.T @ back, back.sum(axis=0), hidden.T @ error, x.T @ error, error.sum(axis=0)]


def _dropout(shape: tuple[int, ...], share: float, chance: np.random.Generator) -> Floats:
    kept = chance.random(shape, np.float32) > share
    return (kept / np.float32(1 - share)).astype(np.float32)


class _Adam:
    """Adam with a short warm-up and a rate that falls to nothing."""

    def __init__(self, layers: list[Floats], steps: int) -> None:
        self._layers, self._steps, self._done = layers, steps, 0
        self._mean = [np.zeros_like(layer) for layer in layers]
        self._square = [np.zeros_like(layer) for layer in layers]

    def step(self, gradients: list[Floats]) -> None:
        self._done += 1
        rate = RATE * min(1, self._done / 200) * (1 - 0.98 * self._done / self._steps)
        for layer, mean, square, gradient in zip(
            self._layers, self._mean, self._square, gradients, strict=True
        ):
            mean += 0.1 * (gradient - mean)
            square += 0.001 * (gradient * gradient - square)
            fair, spread = mean / (1 - 0.9**self._done), square / (1 - 0.999**self._done)
            layer -= np.float32(rate) * fair / (np.sqrt(spread) + np.float32(1e-8))
