"""The two parts of the genre model: tables of words, and a small network over them.

Only numpy is needed here: scikit-learn would cost 64 MB.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def split_terms(kept: str) -> tuple[str, ...]:
    """Return the terms that a model file keeps as one text, a line each."""
    return tuple(kept.split("\n")) if kept else ()


@dataclass(frozen=True)
class Block:
    """One kind of feature: its ``idf`` (n) and ``weights`` (n × k, int8), by the row of a term."""

    idf: Floats
    weights: NDArray[np.int8]

    def rows(self, grams: Sequence[str]) -> NDArray[np.intp]:
        """Return the row of each gram, -1 where it is not known; shape (grams,)."""
        raise NotImplementedError

    def vector(self, grams: Sequence[str]) -> tuple[NDArray[np.intp], Floats]:
        """Return rows and TF-IDF values of the grams that are known, as scikit-learn computes them.

        That is (1 + ln count) · idf, scaled to length 1; both arrays are empty if none is known.
        """
        found = self.rows(grams)
        rows, counts = np.unique(found[found >= 0], return_counts=True)
        values = np.asarray((1 + np.log(counts)) * self.idf[rows], np.float32)
        length = float(np.sqrt(values @ values))
        return rows, values / length if length else values

    def score(self, grams: Sequence[str]) -> Floats:
        """Return the sum of the grams' weights (k), in the units of the int8 weights."""
        rows, values = self.vector(grams)
        return values @ self.weights[rows].astype(np.float32)

    def named(self, grams: Sequence[str]) -> dict[int, str]:
        """Return the gram of each row that is known."""
        rows = self.rows(grams).tolist()
        return {row: gram for row, gram in zip(rows, grams, strict=True) if row >= 0}


@dataclass(frozen=True)
class FeatureBlock(Block):
    """A block that knows its ``terms`` (n)."""

    terms: tuple[str, ...]

    @cached_property
    def position(self) -> dict[str, int]:
        """The row of each term."""
        return {term: row for row, term in enumerate(self.terms)}

    def rows(self, grams: Sequence[str]) -> NDArray[np.intp]:
        """Return the row of each gram, -1 where it is not known; shape (grams,)."""
        return np.fromiter((self.position.get(gram, -1) for gram in grams), np.intp, len(grams))


@dataclass(frozen=True)
class HashedBlock(Block):
    """A block that knows its terms by their hashes alone: 12 bytes each, not some 170.

    Two words in 100,000 have the same hash of 64 bits once in three thousand million models.
    """

    hashes: NDArray[np.int64]  # sorted
    order: NDArray[np.int32]  # the row of each

    @classmethod
    def of(cls, terms: Sequence[str], idf: Floats, weights: NDArray[np.int8]) -> "HashedBlock":
        """Return the block of some terms (n)."""
        hashes = _hashes(terms)
        order = np.argsort(hashes, kind="stable").astype(np.int32)
        return cls(idf, weights, hashes[order], order)

    def rows(self, grams: Sequence[str]) -> NDArray[np.intp]:
        """Return the row of each gram, -1 where it is not known; shape (grams,)."""
        if not len(self.hashes):
            return np.full(len(grams), -1, np.intp)
        wanted = _hashes(grams)
        at = np.minimum(np.searchsorted(self.hashes, wanted), len(self.hashes) - 1)
        return np.where(self.hashes[at] == wanted, self.order[at], -1).astype(np.intp)


def _hashes(terms: Sequence[str]) -> NDArray[np.int64]:
    # Python's own, which differ from one process to the next, and are never kept longer.
    return np.fromiter(map(hash, terms), np.int64, len(terms))


@dataclass(frozen=True)
class WordNet:
    """One hidden layer over a plot's mean word vector: what words like those say of the genres.

    ``score = max(0, x · enter + shift) · leave + x · past`` where x (k) is the weighted mean of the
    words' vectors, of length √k. The vectors come from MiniLM, Spanish words by their translation,
    and were moved in training, which also learnt how much each word is heeded.
    """

    table: FeatureBlock  # idf: how much words are heeded, times idf; weights: their vectors
    rarity: Floats  # the idf of the table's words alone
    enter: Floats  # k × hidden
    shift: Floats  # hidden
    leave: Floats  # hidden × 23
    past: Floats  # k × 23

    def point(self, words: list[str]) -> Floats:
        """Return the plot's vector (k); zeros where no word is known."""
        mean = self.table.score(words)
        length = float(np.linalg.norm(mean))
        return np.asarray(mean * (np.sqrt(len(mean)) / length) if length else mean, np.float32)

    def fingerprint(self) -> str:
        """Return a hash of the words, their vectors and how much they are heeded."""
        found = hashlib.sha256("\n".join(self.table.terms).encode())
        found.update(self.table.idf.data)
        found.update(self.table.weights.data)
        return found.hexdigest()

    def score(self, words: list[str]) -> Floats:
        """Return what the network adds to the logit of each genre (23)."""
        point = self.point(words)
        hidden = np.maximum(point @ self.enter + self.shift, 0)
        return np.asarray(hidden @ self.leave + point @ self.past, np.float32)

    def slope(self, words: list[str], column: int) -> Floats:
        """Return how one genre's score grows with each direction of the word vectors (k)."""
        point = self.point(words)
        awake = (point @ self.enter + self.shift > 0) * self.leave[:, column]
        length = max(float(np.linalg.norm(self.table.score(words))), 1e-6)
        slope = (self.past[:, column] + self.enter @ awake) * np.sqrt(len(point)) / length
        return np.asarray(slope, np.float32)
