"""Many spellings, found exactly by bisection or with typing errors by length."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

MAX_NEAR = 60
"""Spellings that one search for similar ones gives."""


class Spellings:
    """A fixed list of strings in buckets of one length, since an edit changes a length by one.

    A search with typing errors so compares a query with a fraction of all strings, in about 1 ms
    for 60,000 of them.
    """

    def __init__(self, strings: Sequence[str]) -> None:
        self._strings = list(strings)
        order = sorted(range(len(strings)), key=lambda at: (len(strings[at]), strings[at]))
        lengths = [len(strings[at]) for at in order]
        self._places = np.array(order, dtype=np.int32)
        self._starts = {length: bisect_left(lengths, length) for length in set(lengths)}
        self._buckets: dict[int, list[str]] = {}
        for at, length in zip(order, lengths, strict=True):
            self._buckets.setdefault(length, []).append(strings[at])

    def __getitem__(self, place: int) -> str:
        return self._strings[place]

    def find(self, string: str) -> list[int]:
        """Return the places where a string stands; none where it does not."""
        bucket = self._buckets.get(len(string), [])
        start = self._starts.get(len(string), 0)
        at = bisect_left(bucket, string)
        found = []
        while at < len(bucket) and bucket[at] == string:
            found.append(int(self._places[start + at]))
            at += 1
        return found

    def beginning(self, start: str) -> list[int]:
        """Return the places of the strings that begin so; takes some milliseconds."""
        return [at for at, string in enumerate(self._strings) if string.startswith(start)]

    def near(self, string: str, edits: int) -> list[tuple[str, int, int]]:
        """Return (spelling, edits, place) within so many edits, fewest first.

        The edits are those of optimal string alignment: a letter more, less, other, or two swapped.
        """
        if edits < 1:
            return []
        found = []
        for length in range(len(string) - edits, len(string) + edits + 1):
            near = process.extract(
                string,
                self._buckets.get(length, []),
                scorer=OSA.distance,
                score_cutoff=edits,
                limit=MAX_NEAR,
            )
            start = self._starts.get(length, 0)
            found += [(name, int(off), int(self._places[start + at])) for name, off, at in near]
        return sorted(found, key=lambda one: one[1])
