"""Many short strings in little memory: one block of UTF-8 instead of an object for each."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import overload

import numpy as np


class Packed(Sequence[str]):
    """A read-only sequence of strings, about a fifth of the size of a list of them.

    >>> Packed(["uno", "dos"])[1]
    'dos'
    """

    def __init__(self, strings: Iterable[str]) -> None:
        encoded = [string.encode("utf-8", "surrogatepass") for string in strings]
        lengths = np.fromiter(map(len, encoded), dtype=np.int32, count=len(encoded))
        self._block = b"".join(encoded)
        self._ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        start, end = self._ends[place], self._ends[place + 1]
        return self._block[start:end].decode("utf-8", "surrogatepass")


class PackedLookup:
    """Finds the places of a string in a sequence, by bisection instead of a dictionary."""

    def __init__(self, strings: Sequence[str]) -> None:
        order = sorted(range(len(strings)), key=strings.__getitem__)
        self._strings = strings
        self._order = np.array(order, dtype=np.int32)

    def __getitem__(self, string: str) -> list[int]:
        """Return every place where the string stands, in order; none where it does not."""
        at = bisect_left(range(len(self._order)), string, key=self._at)
        found = []
        while at < len(self._order) and self._at(at) == string:
            found.append(int(self._order[at]))
            at += 1
        return found

    def _at(self, rank: int) -> str:
        return self._strings[int(self._order[rank])]
