"""Which films have which words: what is rare («delorean», «almodóvar») finds its film."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.genre_blocks import Floats, HashedBlock
from services.genre_language import STOP_WORDS

STEPS = 255
"""Of a weight, 0 to 1."""


@dataclass(frozen=True)
class FilmWords:
    """Films' TF-IDF rows of length 1, kept by word (an inverted index).

    Attributes:
        terms: The words, folded; t of them.
        idf: Of the words; shape (t,).
        starts: Where the films of each word begin in the two others; shape (t + 1,).
        films: Rows of films; shape (pairs of word and film,).
        weights: Of the word in the film, in 255ths; shape (pairs,).
    """

    terms: tuple[str, ...]
    idf: Floats
    starts: NDArray[np.int32]
    films: NDArray[np.int32]
    weights: NDArray[np.uint8]

    @classmethod
    def none(cls) -> "FilmWords":
        """Return the index of no film."""
        starts, films = np.zeros(1, np.int32), np.zeros(0, np.int32)
        return cls((), np.zeros(0, np.float32), starts, films, np.zeros(0, np.uint8))


class FilmWordSearch:
    """Compares words with an index; knows the words by their hashes, the smallest that there is."""

    def __init__(self, index: FilmWords) -> None:
        """``index`` is kept but for its words."""
        nothing = np.zeros((len(index.terms), 0), np.int8)
        self._block = HashedBlock.of(index.terms, index.idf, nothing)
        self._starts, self._films, self._weights = index.starts, index.films, index.weights

    def cosines(self, words: Sequence[str], films: int) -> Floats:
        """Return the cosine of folded words with each film's; shape (films,)."""
        found = np.zeros(films, np.float32)
        rows, values = self._block.vector(telling(words))
        for row, value in zip(rows.tolist(), values.tolist(), strict=True):
            part = slice(self._starts[row], self._starts[row + 1])
            found[self._films[part]] += np.float32(value / STEPS) * self._weights[part]
        return found


def telling(words: Iterable[str]) -> list[str]:
    """Return the folded words without those that any plot has."""
    return [word for word in words if word not in STOP_WORDS]
