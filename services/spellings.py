"""Many spellings, found exactly by bisection or with typing errors by length."""

import sys
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

MAX_NEAR = 60
"""Spellings that one search for similar ones gives."""


class Spellings:
    """A fixed list of strings in buckets of one length, since an edit changes a length by one.

    A search with typing errors compares a query with those strings alone whose letters nearly are
    its own: with a fiftieth of all.
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
        self._letters = {length: _letters(bucket) for length, bucket in self._buckets.items()}

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
        """Return the places of the strings that begin so, the shortest first."""
        found: list[int] = []
        for length, bucket in self._buckets.items():
            if length >= len(start):
                first = bisect_left(bucket, start)
                last = bisect_left(bucket, start + chr(sys.maxunicode), first)
                at = self._starts[length]
                found += self._places[at + first : at + last].tolist()
        return found

    def near(self, string: str, edits: int) -> list[tuple[str, int, int]]:
        """Return (spelling, edits, place) within so many edits, fewest first.

        The edits are those of optimal string alignment: a letter more, less, other, or two swapped.
        """
        if edits < 1:
            return []
        found = []
        own = _letters([string])[0]
        for length in range(len(string) - edits, len(string) + edits + 1):
            bucket = self._buckets.get(length)
            if not bucket:
                continue
            # An edit adds a letter, takes one away, or both.
            likely = np.flatnonzero(np.bitwise_count(self._letters[length] ^ own) <= 2 * edits)
            near = process.extract(
                string,
                [bucket[at] for at in likely.tolist()],
                scorer=OSA.distance,
                score_cutoff=edits,
                limit=MAX_NEAR,
            )
            places = self._places[self._starts[length] + likely]
            found += [(name, int(off), int(places[at])) for name, off, at in near]
        return sorted(found, key=lambda one: one[1])


def _letters(strings: Sequence[str]) -> npt.NDArray[np.uint32]:
    """Return which letters each of some strings of one length has, a bit for every 32nd of all."""
    if not strings[0]:
        return np.zeros(len(strings), dtype=np.uint32)
    codes = np.frombuffer("".join(strings).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    bits = np.uint32(1) << (codes.reshape(len(strings), -1) & np.uint32(31))
    letters: npt.NDArray[np.uint32] = np.bitwise_or.reduce(bits, axis=1)
    return letters
