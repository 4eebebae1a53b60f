"""Read the genres of a film off its plot, typed in Spanish or English, with or without accents.

A plot becomes TF-IDF weights of its words, pairs of words and pieces of words, which each genre
weighs (logistic regression), and the mean of its words' vectors, over which a small network looks;
``data.build.genres`` trains both.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from services.genre_blocks import FeatureBlock, Floats, HashedBlock, WordNet
from services.genre_language import STOP_WORDS, unsure
from services.genre_model import FAMILIES, FORMAT, GENRES, GenreModel, sigmoid
from services.genre_reasons import reasons
from services.genre_text import plot_words, typed_words, word_grams, word_pieces
from services.lazy import Lazy

__all__ = [
    "FAMILIES",
    "FORMAT",
    "GENRES",
    "FeatureBlock",
    "GenreClassifier",
    "GenreModel",
    "GenreReading",
    "HashedBlock",
    "PlotLook",
    "WordNet",
    "plot_words",
    "word_grams",
    "word_pieces",
]


TELLING = 4.0
"""The idf from which a word tells something of a plot."""


KEPT = 8
"""Plots whose words and readings are kept: one answer asks for them more than once."""


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


@dataclass(frozen=True)
class PlotLook:
    """What a plot is before its genres are read.

    ``telling`` of its ``words`` are known and not everywhere, each counted once; ``unsure`` as in
    :class:`GenreReading`; ``point`` is its vector (dimensions,), None where no word has one;
    ``said`` are its words, folded: as typed, and those that are read otherwise once more.
    """

    words: int
    telling: int
    unsure: bool
    point: Floats | None
    said: tuple[str, ...] = ()


class GenreClassifier:
    """Reads plots; loads its model with the first one. Safe to share between threads."""

    def __init__(self, source: Callable[[], bytes]) -> None:
        """``source`` is called once, at first use, and returns the verified bytes of the model."""
        self._model = Lazy(lambda: GenreModel.from_bytes(source()))
        self._words = lru_cache(maxsize=KEPT)(self._mended)
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

    def _mended(self, plot: str) -> tuple[list[str], list[str]]:
        """Return the words of a plot as they were typed, folded, and as they were meant."""
        words = plot_words(plot)
        return words, self._model().meant(words)

    def _read(self, plot: str) -> GenreReading:
        model = self._model()
        words, read = self._words(plot)
        logits = model.logits(read)
        values = sigmoid(logits)
        order = np.argsort(-values, kind="stable").tolist()
        families = dict(zip(FAMILIES, model.families(logits).tolist(), strict=True))
        return GenreReading(
            probabilities={GENRES[column]: float(values[column]) for column in order},
            applies=tuple(GENRES[c] for c in order if values[c] >= model.thresholds[c]),
            known_words=int((model.words.rows(words) >= 0).sum()),
            words=len(words),
            families=dict(sorted(families.items(), key=lambda item: -item[1])),
            reasons=reasons(model, _typed(plot, words, read), read, order[0]),
            unsure=unsure(words, model.rarity),
        )

    def look(self, plot: str) -> PlotLook:
        """Return what a search by plot wants to know; the genres are not read.

        Raises:
            ValueError: The model file has another format; also whatever ``source`` raises.
        """
        model = self._model()
        words, read = self._words(plot)
        point = model.net.point(read) if model.net else None
        return PlotLook(
            words=len(words),
            telling=sum((model.rarity(w) or 0) >= TELLING for w in set(words) - STOP_WORDS),
            unsure=unsure(words, model.rarity),
            point=point if point is not None and point.any() else None,
            said=(*words, *(one for one, word in zip(read, words, strict=True) if one != word)),
        )

    def fingerprint(self) -> str:
        """Return what tells these word vectors from others; empty where there are none.

        Raises:
            ValueError: The model file has another format; also whatever ``source`` raises.
        """
        net = self._model().net
        return net.fingerprint() if net else ""


def _typed(plot: str, words: list[str], read: list[str]) -> dict[str, str]:
    """Return the words that the model reads, each with how the plot spells it."""
    typed = typed_words(plot)
    found: dict[str, str] = {}
    for word, meant in zip(words, read, strict=True):
        if word in typed:
            found.setdefault(meant, typed[word])
    return found
