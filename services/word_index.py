"""Which names hold the words of a query, some of them misspelt."""

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from services import text
from services.hits import Level
from services.spellings import Spellings

MAX_NEAR_WORDS = 3
"""Unknown words of a query for which similar ones are looked for; each costs about 1 ms."""

Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


class WordIndex:
    """The rows of names by their words.

    Args:
        names: The folded words of each name, in the order of the rows.
    """

    def __init__(self, names: Iterable[Iterable[str]]) -> None:
        numbers: dict[str, int] = {}
        tokens, owners = array("i"), array("i")
        for row, words in enumerate(names):
            for word in dict.fromkeys(words):
                tokens.append(numbers.setdefault(word, len(numbers)))
                owners.append(row)
        self._words = Spellings(list(numbers))
        ranked = np.frombuffer(tokens, dtype=np.int32)
        order = np.argsort(ranked, kind="stable")
        starts = np.searchsorted(ranked[order], np.arange(len(numbers) + 1))
        self._starts = starts.astype(np.int32)
        self._postings = np.frombuffer(owners, dtype=np.int32)[order]

    def knows(self, words: Iterable[str]) -> bool:
        """Say whether every word is in some name."""
        return all(self._words.find(word) for word in words)

    def completing(self, wanted: Sequence[str], allowed: Mask) -> Rows:
        """Return the allowed rows that hold the words, of which the last is still being typed."""
        rows = self._owners(self._words.beginning(wanted[-1]), allowed)
        for word in wanted[:-1]:
            tokens = self._words.find(word)
            rows = np.intersect1d(rows, self._owners(tokens, allowed), assume_unique=True)
        return rows

    def containing(self, wanted: Sequence[str], allowed: Mask) -> tuple[Rows, Level]:
        """Return the allowed rows that hold the wanted words, and how well they do.

        ``allowed`` says of each row whether it may be found; shape (rows,).
        """
        rows, level = self._holding(wanted, allowed)
        if level is Level.SOME_WORDS:  # «di caprio» for DiCaprio
            for at in range(len(wanted) - 1):
                merged = [*wanted[:at], wanted[at] + wanted[at + 1], *wanted[at + 2 :]]
                if self.knows(merged):
                    return self._holding(merged, allowed)
        return rows, level

    def _holding(self, wanted: Sequence[str], allowed: Mask) -> tuple[Rows, Level]:
        found: list[Rows] = []
        level, tries = Level.WORDS, 0
        for word in wanted:
            tokens = self._words.find(word)
            if not tokens:
                level = max(level, Level.NEAR_WORDS)
                tries += 1
                if tries <= MAX_NEAR_WORDS:
                    near = self._words.near(word, text.typos_allowed(len(word)))
                    tokens = [place for _, edits, place in near if edits == near[0][1]]
            if tokens:
                found.append(self._owners(tokens, allowed))
            else:
                level = Level.SOME_WORDS
        if not found:
            return np.empty(0, dtype=np.int32), level
        rows = found[0]
        for other in found[1:]:
            rows = np.intersect1d(rows, other, assume_unique=True)
        if rows.size or len(found) == 1:
            return rows, level
        rows, counts = np.unique(np.concatenate(found), return_counts=True)
        most: Rows = rows[counts == counts.max()] if rows.size else rows
        return most, Level.SOME_WORDS

    def _owners(self, tokens: Iterable[int], allowed: Mask) -> Rows:
        parts = [self._postings[self._starts[t] : self._starts[t + 1]] for t in tokens]
        rows = np.unique(np.concatenate([*parts, np.empty(0, dtype=np.int32)]))
        found: Rows = rows[allowed[rows]]
        return found
