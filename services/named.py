"""Which of many names is meant: shared by people, companies and franchises."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from services.names import Hit, Level, NameIndex
from services.results import NameMatch

OFFERED = 5
"""Names offered at most where it is not clear which is meant."""

# How many times better known the best hit must be than its rivals, by how it was found: a name
# in full needs less of a lead than a surname or a name with typing errors.
_LEAD = {Level.EXACT: 2, Level.TYPO: 2, Level.WORDS: 4, Level.NEAR_WORDS: 4}


def match_name(index: NameIndex, names: Sequence[str], typed: str) -> NameMatch:
    """Return the name that is meant, or the likely ones where nobody could be sure."""
    certain, found = match_entry(index, names, typed)
    name = None if certain is None else names[certain]
    return NameMatch(name, tuple(names[entry] for entry in found))


def match_entry(
    index: NameIndex, names: Sequence[str], typed: str
) -> tuple[int | None, tuple[int, ...]]:
    """Return the entry that is meant, or None, and the likely ones, best first.

    ``names`` holds the entries' own names: of «Jose» and «José», the one that was typed is meant.
    """
    hits = index.search(typed, limit=OFFERED * 2)
    found = tuple(hit.entry for hit in hits[:OFFERED])
    same = [h.entry for h in hits if h.level is Level.EXACT and names[h.entry] == typed.strip()]
    if same:
        return same[0], found
    return (found[0] if hits and leads(index, hits) else None), found


def leads(index: NameIndex, hits: Sequence[Hit]) -> bool:
    """Say whether a person would agree at once that the first hit is meant.

    Its rivals are the hits found in the same way or, for a name not typed in full, in any way.
    """
    best = hits[0]
    if best.level not in _LEAD:
        return False
    rivals = [
        index.fame(hit.entry)
        for hit in hits[1:]
        if hit.level is best.level or best.level > Level.TYPO
    ]
    return not rivals or index.fame(best.entry) > _LEAD[best.level] * max(rivals)


def fame_of(
    links: npt.NDArray[np.int32], votes: npt.NDArray[np.int32], size: int
) -> npt.NDArray[np.int64]:
    """Return for each of ``size`` names the votes of its films, -1 where it has no film.

    ``links`` and ``votes`` hold the name's row and the film's votes for each link.
    """
    fame = np.bincount(links, weights=votes, minlength=size).astype(np.int64)
    fame[np.bincount(links, minlength=size) == 0] = -1
    return fame
