"""Many terms by row and rows by term, in a sixth of the memory of a tuple and a dictionary."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt


class Terms(Sequence[str]):
    """Distinct terms, none of which has a line end; a term's row is its place.

    A term is found by its 64-bit hash alone: that two of a million terms share theirs happens once
    in tens of millions of processes, each of which hashes in its own way.

    >>> terms = Terms(["lobo", "gris"])
    >>> terms[1], terms.find("lobo"), terms.find("feroz")
    ('gris', 0, None)
    """

    def __init__(self, terms: Sequence[str]) -> None:
        hashes = np.fromiter(map(hash, terms), np.int64, len(terms))
        order = np.argsort(hashes, kind="stable")
        self._order = order.astype(np.int32)
        self._hashes = array("q", hashes[order].tobytes())  # bisect reads it faster than numpy's
        self._text = "\n".join(terms).encode()
        ends = np.flatnonzero(np.frombuffer(self._text, np.uint8) == ord("\n"))
        self._ends = np.concatenate([ends, [len(self._text)]]).astype(np.int32)

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[str]:
        return iter(self._text.decode().split("\n") if len(self) else ())

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and self.find(term) is not None

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[str]: ...
    def __getitem__(self, row: int | slice) -> str | Sequence[str]:
        """Return the term of a row.

        Raises:
            IndexError: There are fewer rows.
        """
        if isinstance(row, slice):
            return [self[at] for at in range(*row.indices(len(self)))]
        if not 0 <= row < len(self):
            raise IndexError(row)
        start = self._ends[row - 1] + 1 if row else 0
        return self._text[start : self._ends[row]].decode()

    def find(self, term: str) -> int | None:
        """Return the row of a term, None where there is none."""
        wanted = hash(term)
        at = bisect_left(self._hashes, wanted)
        found = at < len(self._hashes) and self._hashes[at] == wanted
        return int(self._order[at]) if found else None

    def rows(self, terms: Sequence[str]) -> npt.NDArray[np.int32]:
        """Return the rows of those of some terms that are known, in their order."""
        if not len(self) or not terms:
            return np.empty(0, np.int32)
        wanted = np.fromiter(map(hash, terms), np.int64, len(terms))
        hashes = np.frombuffer(self._hashes, np.int64)
        at = np.minimum(np.searchsorted(hashes, wanted), len(hashes) - 1)
        found: npt.NDArray[np.int32] = self._order[at[hashes[at] == wanted]]
        return found
