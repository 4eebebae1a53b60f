"""Find a name among many: as typed, by some of its words, with typing errors.

One index serves people, companies, franchises and titles. An *entry* is what is looked for (a
person, a film); a *key* is one of its names.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from services.packed import Packed, PackedLookup
from services.text import STOP_WORDS, key, typos_allowed, words

MAX_WORDS = 12
"""Words of a query that are looked at."""

MAX_RANKED = 400
"""Keys compared with the query letter by letter; of more, the most famous."""

Rows = npt.NDArray[np.int32]
Fame = npt.NDArray[np.int64]


class Level(IntEnum):
    """How a key meets the query, best first."""

    EXACT = 0  # the same but for case, accents, punctuation, spaces and a leading article
    TYPO = 1  # the whole key, but for one or two typing errors
    WORDS = 2  # every word of the query is in the key
    NEAR_WORDS = 3  # so, but for typing errors in them
    SOME_WORDS = 4  # only some words of the query are in the key


@dataclass(frozen=True)
class Hit:
    """An entry that was found: how, how alike key and query are, and by how many edits they differ.

    ``score`` (0 to 1) mixes likeness and fame. ``covered`` is the share of the key's letters that
    the query has, 1 where the key starts with the query.
    """

    entry: int
    level: Level
    score: float
    edits: int = 0
    covered: float = 1.0


class NameIndex:
    """Names with the entries they stand for; read only once it is made.

    Args:
        keys: The names, any spelling; an entry may have several.
        entries: For each key, the entry it names; shape (keys,).
        fame: For each entry, what settles ties (votes); shape (entries,). Entries with a negative
            fame are never found.
    """

    def __init__(self, keys: Sequence[str], entries: Rows, fame: Fame) -> None:
        self._entries = entries
        self._fame = fame
        self._keys = Packed(map(key, keys))
        self._places = PackedLookup(self._keys)
        self._words, self._starts, self._postings = _postings(keys)

    def for_role(self, fame: Fame) -> "NameIndex":
        """Return an index over the same names with another fame, sharing the rest."""
        other = copy(self)
        other._fame = fame
        return other

    def fame(self, entry: int) -> int:
        """Return the fame of an entry."""
        return int(self._fame[entry])

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """Return the best entries for a query, best first: by level, likeness and fame."""
        joined = key(query)
        if not joined:
            return []
        hits = self._exact(joined)
        exact = {hit.entry for hit in hits}
        wanted = _content(words(query)[:MAX_WORDS])
        rows, level = self._containing(wanted)
        hits += [hit for hit in self._ranked(joined, rows, level) if hit.entry not in exact]
        hits.sort(key=lambda hit: (hit.level, -hit.score, -self._fame[hit.entry]))
        return hits[:limit]

    def exact(self, query: str) -> list[int]:
        """Return the entries that carry just this name, most famous first."""
        return [hit.entry for hit in self._exact(key(query))]

    def _exact(self, joined: str) -> list[Hit]:
        entries = {int(self._entries[row]) for row in self._places[joined]}
        entries = {entry for entry in entries if self._fame[entry] >= 0}
        famous = sorted(entries, key=lambda entry: (-self._fame[entry], entry))
        return [Hit(entry, Level.EXACT, 1.0) for entry in famous]

    def _containing(self, wanted: list[str]) -> tuple[Rows, Level]:
        """Return the keys that hold the wanted words, and how well they do."""
        rows, level = self._holding(wanted)
        if level is Level.SOME_WORDS:  # «di caprio» for DiCaprio
            for at in range(len(wanted) - 1):
                merged = [*wanted[:at], wanted[at] + wanted[at + 1], *wanted[at + 2 :]]
                other_rows, other_level = self._holding(merged)
                if other_level is Level.WORDS:
                    return other_rows, other_level
        return rows, level

    def _holding(self, wanted: list[str]) -> tuple[Rows, Level]:
        found: list[Rows] = []
        level = Level.WORDS
        for word in wanted:
            token = bisect_left(self._words, word)
            if token < len(self._words) and self._words[token] == word:
                found.append(self._owners([token]))
                continue
            level = max(level, Level.NEAR_WORDS)
            near = self._near_words(word)
            if near:
                found.append(self._owners(near))
            else:
                level = Level.SOME_WORDS
        if not found:
            return np.empty(0, dtype=np.int32), level
        rows = found[0]
        for other in found[1:]:
            rows = np.intersect1d(rows, other)
        if not rows.size and len(found) > 1:
            return self._most_words(found), Level.SOME_WORDS
        return rows, level

    def _most_words(self, found: list[Rows]) -> Rows:
        rows, counts = np.unique(np.concatenate(found), return_counts=True)
        most: Rows = rows[counts == counts.max()]
        return most

    def _owners(self, tokens: Iterable[int]) -> Rows:
        parts = [self._postings[self._starts[t] : self._starts[t + 1]] for t in tokens]
        rows = np.unique(np.concatenate(parts))
        found: Rows = rows[self._fame[self._entries[rows]] >= 0]  # of this role only
        return found

    def _near_words(self, word: str) -> list[int]:
        allowed = typos_allowed(len(word))
        if not allowed:
            return []
        near = process.extract(
            word,
            self._words,
            scorer=OSA.distance,
            score_cutoff=allowed,
            limit=20,
        )
        return [token for _, _, token in near]

    def _ranked(self, joined: str, rows: Rows, level: Level) -> list[Hit]:
        """Return the entries of some keys with their likeness; famous ones come forward."""
        if rows.size > MAX_RANKED:
            fame = self._fame[self._entries[rows]]
            rows = rows[np.argsort(-fame, kind="stable")[:MAX_RANKED]]
        best: dict[int, Hit] = {}
        for row in rows:
            entry = int(self._entries[row])
            hit = _compare(entry, joined, self._keys[row], level, self.fame(entry))
            if entry not in best or (hit.level, -hit.score) < (
                best[entry].level,
                -best[entry].score,
            ):
                best[entry] = hit
        return list(best.values())


def _compare(entry: int, query: str, name: str, level: Level, fame: int) -> Hit:
    """Return the hit for a key that holds words of the query."""
    allowed = typos_allowed(min(len(name), len(query)))
    edits = OSA.distance(query, name, score_cutoff=allowed)
    # Another number is another film, not a slip: «gladiator 2» is not Gladiator.
    typo = 0 < edits <= allowed and _digits(query) == _digits(name)
    likeness = fuzz.ratio(query, name) / 100
    known = min(1.0, math.log10(1 + fame) / 5)
    # Someone who types only a part of a name means somebody that many know.
    weight = 0.3 if level is Level.WORDS and not typo else 0.6
    return Hit(
        entry,
        Level.TYPO if typo else level,
        round(weight * likeness + (1 - weight) * known, 4),
        edits,
        1.0 if name.startswith(query) else len(query) / len(name),
    )


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _postings(keys: Sequence[str]) -> tuple[list[str], Rows, Rows]:
    """Return the sorted words of some names, and for each word the rows of names that hold it.

    The rows of word ``w`` are ``postings[starts[w] : starts[w + 1]]``.
    """
    numbers: dict[str, int] = {}
    tokens, owners = array("i"), array("i")
    for row, name in enumerate(keys):
        for word in dict.fromkeys(words(name)):
            tokens.append(numbers.setdefault(word, len(numbers)))
            owners.append(row)
    vocabulary = sorted(numbers)
    rank = np.empty(len(numbers), dtype=np.int32)
    rank[[numbers[word] for word in vocabulary]] = np.arange(len(numbers))
    ranked = rank[np.frombuffer(tokens, dtype=np.int32)]
    order = np.argsort(ranked, kind="stable")
    starts = np.searchsorted(ranked[order], np.arange(len(vocabulary) + 1)).astype(np.int32)
    return vocabulary, starts, np.frombuffer(owners, dtype=np.int32)[order]


def _content(found: list[str]) -> list[str]:
    """Return the words without articles and the like, unless nothing else is there."""
    return [word for word in found if word not in STOP_WORDS] or found
