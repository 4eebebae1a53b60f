"""The network over word vectors, and its training in numpy.

A plot's point is the mean of its words' vectors, each times its TF-IDF and how much the network
heeds the word. Heed and vectors are learnt with the layers: «detective» comes to count for more
than «amigo», and words of one genre move together.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from data.build.plots import UNKNOWN, YES

Floats = NDArray[np.float32]

HIDDEN = 256
EPOCHS, BATCH, RATE, DROPOUT = 8, 256, 1e-3, 0.3
HEED_RATE, VECTOR_RATE = 5e-3, 0.01
"""Of Adam over the heed of words, and of Adagrad over their vectors, whose numbers are about 1."""

MOST_DROPPED = 0.8
"""Of a plot's words, while it learns: it learns to read a plot from a few of them."""


@dataclass
class Net:
    """A network while it learns and after.

    ``layers``: enter (k × hidden), shift (hidden), leave (hidden × 23), past (k × 23), bias (23),
    heed (n: the logarithm of what a word's TF-IDF is multiplied by). ``vectors`` are n × k.
    """

    layers: list[Floats]
    vectors: Floats

    def logits(self, words: sparse.csr_matrix) -> NDArray[np.float64]:
        """Return the logits (plots × 23) of plots as TF-IDF (plots × n)."""
        enter, shift, leave, past, bias, _ = self.layers
        x, _ = self.points(words)
        return np.asarray(np.maximum(x @ enter + shift, 0) @ leave + x @ past + bias, np.float64)

    def points(self, words: sparse.csr_matrix) -> tuple[Floats, Floats]:
        """Return the plots' points (plots × k), of length √k, and what they were multiplied by."""
        mean = np.asarray(_heeded(words, self.layers[5]) @ self.vectors)
        length = np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), _SHORTEST)
        factor = np.asarray(np.sqrt(mean.shape[1]) / length, np.float32)
        return np.asarray(mean * factor, np.float32), factor

    def packed(self, idf: Floats) -> tuple[Floats, NDArray[np.int8]]:
        """Return the words' weights (n) and vectors (n × k) as they ship: each in steps of its own.

        Args:
            idf: Of the words; heed and step are multiplied into it.
        """
        step = np.maximum(np.abs(self.vectors).max(axis=1), 1e-9) / 127
        rounded = np.rint(self.vectors / step[:, None]).astype(np.int8)
        return np.asarray(idf * np.exp(self.layers[5]) * step, np.float32), rounded


_SHORTEST = 1e-6


def fit_net(
    words: sparse.csr_matrix,
    vectors: Floats,
    labels: NDArray[np.int8],
    weights: NDArray[np.float64],
) -> Net:
    """Train with Adam on masked cross entropy; the same rows give the same network.

    Args:
        words: TF-IDF (plots × n).
        vectors: Of the words, to start from (n × k).
        labels: plots × 23; UNKNOWN ones do not count.
        weights: How much each row counts (plots).
    """
    chance = np.random.default_rng(0)
    size, genres = vectors.shape[1], labels.shape[1]
    known = ((labels != UNKNOWN) * weights[:, None]).astype(np.float32)
    told = (labels == YES).astype(np.float32)
    yes = (known * told).sum(axis=0)
    layers = [
        chance.normal(0, np.sqrt(2 / size), (size, HIDDEN)),
        np.zeros(HIDDEN),
        np.zeros((HIDDEN, genres)),
        np.zeros((size, genres)),
        np.log((yes + 0.5) / (known.sum(axis=0) - yes + 0.5)),
        np.zeros(len(vectors)),
    ]
    common = np.sqrt((vectors * vectors).mean())  # so that the rates mean the same everywhere
    net = Net([layer.astype(np.float32) for layer in layers], vectors / np.float32(common))
    steps = EPOCHS * -(-words.shape[0] // BATCH)
    adam, adagrad = _Adam(net.layers, steps), _Adagrad(net.vectors, steps)
    for rows in _batches(words.shape[0], chance):
        part = _some_words(words[rows], chance)
        gradients, means = _gradients(net, part, told[rows], known[rows], chance)
        found, own = _word_gradients(_heeded(part, net.layers[5]), means)
        heed = np.zeros(len(vectors), np.float32)
        heed[found] = np.einsum("ij,ij->i", net.vectors[found], own)
        adam.step([*gradients, heed])
        adagrad.step(found, own)
    return net


def _batches(rows: int, chance: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    for _ in range(EPOCHS):
        order = chance.permutation(rows)
        for start in range(0, rows, BATCH):
            yield order[start : start + BATCH]


def _some_words(words: sparse.csr_matrix, chance: np.random.Generator) -> sparse.csr_matrix:
    """Return plots with words left out, of some none and of others four in five."""
    share = chance.random(words.shape[0], np.float32) * np.float32(MOST_DROPPED)
    words.data *= chance.random(words.nnz, np.float32) > np.repeat(share, np.diff(words.indptr))
    words.eliminate_zeros()
    return words


def _heeded(words: sparse.csr_matrix, heed: Floats) -> sparse.csr_matrix:
    data = words.data * np.exp(heed[words.indices])
    return sparse.csr_matrix((data, words.indices, words.indptr), shape=words.shape)


def _gradients(
    net: Net, words: sparse.csr_matrix, told: Floats, known: Floats, chance: np.random.Generator
) -> tuple[list[Floats], Floats]:
    """Return the gradients of the five layers, and those of the plots' means (plots × k)."""
    enter, shift, leave, past, bias, _ = net.layers
    point, factor = net.points(words)
    kept_in = _dropout(point.shape, DROPOUT / 2, chance)
    x = point * kept_in
    inner = x @ enter + shift
    kept = _dropout(inner.shape, DROPOUT, chance)
    hidden = np.maximum(inner, 0) * kept
    logits = hidden @ leave + x @ past + bias
    error = ((1 / (1 + np.exp(-logits)) - told) * known / len(x)).astype(np.float32)
    back = (error @ leave.T) * kept * (inner > 0)
    layers = [x.T @ back, back.sum(axis=0), hidden.T @ error, x.T @ error, error.sum(axis=0)]
    slope = (back @ enter.T + error @ past.T) * kept_in
    # The length of a point is fixed: what would lengthen it does nothing.
    along = (point * slope).sum(axis=1, keepdims=True) / point.shape[1]
    means = np.where(point.any(axis=1, keepdims=True), factor * (slope - point * along), 0)
    return layers, np.asarray(means, np.float32)


def _word_gradients(heeded: sparse.csr_matrix, means: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Return the words that a batch has (w), and the gradients of their vectors (w × k)."""
    words, place = np.unique(heeded.indices, return_inverse=True)
    shape = (heeded.shape[0], len(words))
    few = sparse.csr_matrix((heeded.data, place, heeded.indptr), shape=shape)
    return words, np.asarray(few.T @ means)


def _dropout(shape: tuple[int, ...], share: float, chance: np.random.Generator) -> Floats:
    kept = chance.random(shape, np.float32) > share
    return (kept / np.float32(1 - share)).astype(np.float32)


class _Adam:
    """Adam with a short warm-up and a rate that falls to nothing; the last layer is the heed."""

    def __init__(self, layers: list[Floats], steps: int) -> None:
        self._layers, self._steps, self._done = layers, steps, 0
        self._mean = [np.zeros_like(layer) for layer in layers]
        self._square = [np.zeros_like(layer) for layer in layers]

    def step(self, gradients: list[Floats]) -> None:
        self._done += 1
        fall = min(1, self._done / 200) * (1 - 0.98 * self._done / self._steps)
        rates = [RATE] * (len(self._layers) - 1) + [HEED_RATE]
        for layer, mean, square, gradient, rate in zip(
            self._layers, self._mean, self._square, gradients, rates, strict=True
        ):
            mean += 0.1 * (gradient - mean)
            square += 0.001 * (gradient * gradient - square)
            fair, spread = mean / (1 - 0.9**self._done), square / (1 - 0.999**self._done)
            layer -= np.float32(rate * fall) * fair / (np.sqrt(spread) + np.float32(1e-8))


class _Adagrad:
    """Adagrad over the words that a batch has, one rate for all of a word's vector."""

    def __init__(self, vectors: Floats, steps: int) -> None:
        self._vectors, self._steps, self._done = vectors, steps, 0
        self._square = np.zeros(len(vectors), np.float32)

    def step(self, words: NDArray[np.intp], gradient: Floats) -> None:
        self._done += 1
        rate = np.float32(VECTOR_RATE * (1 - 0.98 * self._done / self._steps))
        self._square[words] += (gradient * gradient).mean(axis=1)
        spread = np.sqrt(self._square[words])[:, None] + np.float32(1e-6)
        self._vectors[words] -= rate * gradient / spread
