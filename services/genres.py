"""Read the genres of a film off its plot, typed in Spanish or English, with or without accents.

A plot becomes TF-IDF weights of its words, pairs of words and pieces of words, which each genre
weighs (logistic regression), and the mean of its words' vectors, over which a small network looks;
``data.build.genres`` trains both.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from services.genre_language import STOP_WORDS, unsure
from services.genre_model import (
    FAMILIES,
    FORMAT,
    GENRES,
    FeatureBlock,
    Floats,
    GenreModel,
    WordNet,
    sigmoid,
)
from services.genre_reasons import reasons
from services.genre_text import plot_words, typed_words, word_grams, word_pieces
from services.memory import settle_memory

__all__ = [
    "FAMILIES",
    "FORMAT",
    "GENRES",
    "FeatureBlock",
    "GenreClassifier",
    "GenreModel",
    "GenreReading",
    "WordNet",
    "plot_words",
    "word_grams",
    "word_pieces",
]


TELLING = 4.0
"""The idf from which a word tells something of a plot."""


KEPT = 8
"""Plots whose readings are kept: one answer asks for them more than once."""


@dataclass(frozen=True)
class GenreReading:
    """What a plot says: all 23 probabilities and the genres that apply, both highest first.

    ``applies`` may be empty. ``known_words`` of the plot's ``words`` are in the model's vocabulary.
    Where ``unsure``, the plot is in another language or in no words, and the rest is a guess that
    should be called one. ``families`` are coarser: the probability of any genre of each family,
    highest first. ``reasons`` are up to three words of the plot, as typed, that spoke most for the
    first genre; two spellings of one plot are equal readings, whatever their reasons look like.
    """

    probabilities: dict[str, float]
    applies: tuple[str, ...]
    known_words: int
    words: int
    families: dict[str, float] = field(default_factory=dict)
    reasons: tuple[str, ...] = field(default=(), compare=False)
    unsure: bool = False


class GenreClassifier:
    """Reads plots; loads its model with the first one. Safe to share between threads."""

    def __init__(self, source: Callable[[], bytes]) -> None:
        """``source`` is called once, at first use, and returns the verified bytes of the model."""
        self._source = source
        self._lock = threading.Lock()
        self._loaded: GenreModel | None = None
        self.read = lru_cache(maxsize=KEPT)(self._read)
        """Returns what a plot says; see :class:`GenreReading`.

        Raises:
            ValueError: The model file has another format; also whatever ``source`` raises.
        """

    @classmethod
    def load(cls, path: Path) -> "GenreClassifier":
        """Return a classifier over a file that is trusted as it is (no manifest)."""
        return cls(path.read_bytes)

    def predict(self, plot: str) -> dict[str, float]:
        """Return the probability of each of the 23 genres, 0 to 1, highest first."""
        return dict(self.read(plot).probabilities)

    def _read(self, plot: str) -> GenreReading:
        model = self._model()
        words = plot_words(plot)
        read = model.meant(words)
        logits = model.logits(read)
        values = sigmoid(logits)
        order = np.argsort(-values, kind="stable").tolist()
        families = dict(zip(FAMILIES, model.families(logits).tolist(), strict=True))
        return GenreReading(
            probabilities={GENRES[column]: float(values[column]) for column in order},
            applies=tuple(GENRES[c] for c in order if values[c] >= model.thresholds[c]),
            known_words=len(model.words.terms.rows(words)),
            words=len(words),
            families=dict(sorted(families.items(), key=lambda item: -item[1])),
            reasons=reasons(model, _typed(plot, words, read), read, order[0]),
            unsure=unsure(words, model.rarity),
        )

    def point(self, plot: str) -> Floats | None:
        """Return a plot's vector (dimensions,), None where none of its words has one.

        Raises:
            ValueError: The model file has another format; also whatever ``source`` raises.
        """
        model = self._model()
        if model.net is None:
            return None
        point = model.net.point(model.meant(plot_words(plot)))
        return point if point.any() else None

    def telling(self, plot: str) -> int:
        """Return how many different words of a plot tell something: known, and not everywhere.

        Raises:
            ValueError: The model file has another format; also whatever ``source`` raises.
        """
        rarity = self._model().rarity
        words = set(plot_words(plot)) - STOP_WORDS
        return sum((rarity(word) or 0) >= TELLING for word in words)

    def _model(self) -> GenreModel:
        with self._lock:
            if self._loaded is None:
                self._loaded = GenreModel.from_bytes(self._source())
                settle_memory()
            return self._loaded


def _typed(plot: str, words: list[str], read: list[str]) -> dict[str, str]:
    """Return the words that the model reads, each with how the plot spells it."""
    typed = typed_words(plot)
    found: dict[str, str] = {}
    for word, meant in zip(words, read, strict=True):
        if word in typed:
            found.setdefault(meant, typed[word])
    return found
