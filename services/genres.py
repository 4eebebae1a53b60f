"""Read the genres of a film off its plot, typed in Spanish or English, with or without accents.

A plot becomes TF-IDF weights of its words, pairs of words and pieces of words, and each genre
weighs them (logistic regression, trained by ``data.build.genres``). Only numpy is needed here:
scikit-learn would cost 64 MB, and joblib is imported with the first plot.
"""

import io
import re
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.text import fold

GENRES: tuple[str, ...] = (
    "Action", "Adventure", "Animation", "Biography", "Comedy", "Crime", "Documentary", "Drama",
    "Family", "Fantasy", "Film-Noir", "History", "Horror", "Music", "Musical", "Mystery",
    "Romance", "Sci-Fi", "Short", "Sport", "Thriller", "War", "Western",
)  # fmt: skip
"""The 23 genres of MIAD's data, in the order of the model's columns."""

FORMAT = 1
"""Of the model file; a file with another number is refused."""

PIECES = (3, 5)
"""Shortest and longest piece of a word, in characters, the spaces around the word included."""

_WORD = re.compile(r"\w\w+")


def plot_words(plot: str) -> list[str]:
    """Return the folded words of two characters or more, in order."""
    return _WORD.findall(fold(plot))


def word_grams(words: list[str]) -> list[str]:
    """Return the words and the pairs of neighbours (``["lobo", "gris", "lobo gris"]``)."""
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def word_pieces(words: list[str]) -> list[str]:
    """Return the runs of 3 to 5 characters of each word with its surrounding spaces.

    They let forms that were never seen count (``boxeadora``), slips too, and words that both
    languages share in part.
    """
    low, high = PIECES
    padded = [f" {word} " for word in words]
    return [
        word[start : start + size]
        for word in padded
        for size in range(low, min(high, len(word)) + 1)
        for start in range(len(word) - size + 1)
    ]


@dataclass(frozen=True)
class FeatureBlock:
    """One kind of feature: ``terms`` (n), their ``idf`` (n) and their weights (n × 23, int8)."""

    terms: tuple[str, ...]
    idf: NDArray[np.float32]
    weights: NDArray[np.int8]

    @cached_property
    def position(self) -> dict[str, int]:
        """The row of each term."""
        return {term: row for row, term in enumerate(self.terms)}

    def vector(self, grams: list[str]) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Return rows and TF-IDF values of the grams that are known, as scikit-learn computes them.

        That is (1 + ln count) · idf, scaled to length 1; both arrays are empty if none is known.
        """
        position = self.position
        counts = Counter(position[gram] for gram in grams if gram in position)
        rows = np.fromiter(counts.keys(), np.intp, len(counts))
        values = np.fromiter(counts.values(), np.float32, len(counts))
        values = (1 + np.log(values)) * self.idf[rows]
        length = float(np.sqrt(values @ values))
        return rows, values / length if length else values

    def score(self, grams: list[str]) -> NDArray[np.float32]:
        """Return the sum of the grams' weights (23), in the units of the int8 weights."""
        rows, values = self.vector(grams)
        return values @ self.weights[rows].astype(np.float32)


@dataclass(frozen=True)
class GenreModel:
    """A trained model. Arrays of 23 follow :data:`GENRES`; probabilities are calibrated.

    ``probability = sigmoid(words.score · scale[0] + pieces.score · scale[1] + bias)``.
    """

    words: FeatureBlock
    pieces: FeatureBlock
    scale: NDArray[np.float32]  # 2 × 23
    bias: NDArray[np.float32]
    thresholds: NDArray[np.float32]  # probabilities from which a genre applies

    def probabilities(self, words: list[str]) -> NDArray[np.float32]:
        """Return the probability of each genre (23) for a plot's words."""
        score = self.bias + self.scale[0] * self.words.score(word_grams(words))
        score = score + self.scale[1] * self.pieces.score(word_pieces(words))
        return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))), dtype=np.float32)

    @classmethod
    def from_bytes(cls, content: bytes) -> "GenreModel":
        """Return the model in the bytes of a file, which must come from a trusted place.

        Raises:
            ValueError: The file has another format or other genres.
        """
        import joblib  # late: only who asks for genres pays for it

        state: dict[str, Any] = joblib.load(io.BytesIO(content))
        if state.get("format") != FORMAT or tuple(state.get("genres", ())) != GENRES:
            raise ValueError("el modelo de géneros tiene otro formato")
        blocks = [
            FeatureBlock(tuple(state[f"{name}_terms"].split("\n")), state[f"{name}_idf"], weights)
            for name, weights in (
                ("word", state["word_weights"]),
                ("piece", state["piece_weights"]),
            )
        ]
        return cls(blocks[0], blocks[1], state["scale"], state["bias"], state["thresholds"])


@dataclass(frozen=True)
class GenreReading:
    """What a plot says: all 23 probabilities and the genres that apply, both highest first.

    ``applies`` may be empty. ``known_words`` of the plot's ``words`` are in the model's vocabulary;
    where they are few, or a small part, the reading is a guess and should be called one.
    """

    probabilities: dict[str, float]
    applies: tuple[str, ...]
    known_words: int
    words: int


class GenreClassifier:
    """Reads plots; loads its model with the first one. Safe to share between threads."""

    def __init__(self, source: Callable[[], bytes]) -> None:
        """``source`` is called once, at first use, and returns the verified bytes of the model."""
        self._source = source
        self._lock = threading.Lock()
        self._loaded: GenreModel | None = None

    @classmethod
    def load(cls, path: Path) -> "GenreClassifier":
        """Return a classifier over a file that is trusted as it is (no manifest)."""
        return cls(path.read_bytes)

    def predict(self, plot: str) -> dict[str, float]:
        """Return the probability of each of the 23 genres, 0 to 1, highest first."""
        return self.read(plot).probabilities

    def read(self, plot: str) -> GenreReading:
        """Return the probabilities, the genres that apply, and how much of the plot is known.

        Raises:
            ValueError: The model file has another format; also whatever ``source`` raises.
        """
        model = self._model()
        words = plot_words(plot)
        values = model.probabilities(words)
        order = np.argsort(-values, kind="stable").tolist()
        return GenreReading(
            probabilities={GENRES[column]: float(values[column]) for column in order},
            applies=tuple(GENRES[c] for c in order if values[c] >= model.thresholds[c]),
            known_words=sum(word in model.words.position for word in words),
            words=len(words),
        )

    def _model(self) -> GenreModel:
        with self._lock:
            if self._loaded is None:
                self._loaded = GenreModel.from_bytes(self._source())
            return self._loaded
