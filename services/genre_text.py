"""What a plot is to the genre model: its folded words, pairs of them, and pieces of them."""

import re
import unicodedata
from itertools import pairwise

from services.text import fold

PIECES = (3, 5)
"""Shortest and longest piece of a word, in characters, the spaces around the word included."""

MAX_PLOT = 20_000
"""Characters of a plot that are read."""

_WORD = re.compile(r"\w\w+")


def plot_words(plot: str) -> list[str]:
    """Return the folded words of two characters or more, in order."""
    return _WORD.findall(fold(plot[:MAX_PLOT])[:MAX_PLOT])


def typed_words(plot: str) -> dict[str, str]:
    """Return the folded words of a plot, each with the first spelling that was typed."""
    found: dict[str, str] = {}
    composed = unicodedata.normalize("NFC", plot[:MAX_PLOT])  # an accent is no word's end
    for typed in _WORD.findall(composed):
        for word in plot_words(typed):
            found.setdefault(word, typed)
    return found


def word_grams(words: list[str]) -> list[str]:
    """Return the words and the pairs of neighbours (``["lobo", "gris", "lobo gris"]``)."""
    return words + word_pairs(words)


def word_pairs(words: list[str]) -> list[str]:
    """Return the pairs of neighbours (``["lobo gris"]``)."""
    return [f"{first} {second}" for first, second in pairwise(words)]


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
