"""How a name was found: the levels of likeness, and what one find is."""

from dataclasses import dataclass
from enum import IntEnum

WHOLE = 0.8
"""Share of a key's letters from which only its small words are missing."""


class Level(IntEnum):
    """How a key meets the query, best first."""

    EXACT = 0  # the same words but for case, accents, punctuation and how numbers are written
    JOINED = 1  # so, but for spaces or a leading article
    MAIN = 2  # the part of a title before its subtitle
    SLIP = 3  # the whole key, but for one or two typing errors
    WORDS = 4  # every word of the query is in the key
    OTHER_WORDS = 5  # the whole key but for one or two letters, though names have all these words
    NEAR_WORDS = 6  # every word of the query is in the key, but for typing errors in them
    SOME_WORDS = 7  # only some words of the query are in the key


@dataclass(frozen=True)
class Hit:
    """An entry that was found: how, how alike key and query are, and by how many edits they differ.

    ``score`` (0 to 1) mixes likeness and fame. ``covered`` is the share of the key's letters that
    the words of the query have.
    """

    entry: int
    level: Level
    score: float
    edits: int = 0
    covered: float = 1.0


LEAD = {
    Level.EXACT: 2,
    Level.JOINED: 2,
    Level.MAIN: 2,
    Level.SLIP: 2,
    Level.WORDS: 4,
    Level.OTHER_WORDS: 4,
    Level.NEAR_WORDS: 8,
}
"""How many times better known than its rivals the best hit must be, by how it was found.

A name in full needs less of a lead than a part of it or one with typing errors; some of the words
are never enough.
"""
