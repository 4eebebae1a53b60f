"""Which of many names is meant: shared by people, companies and franchises."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from services.catalogue import Catalogue
from services.hits import LEAD, Hit, Level
from services.matches import NameMatch
from services.names import NameIndex

OFFERED = 5
"""Names offered at most where it is not clear which is meant."""

OVERSHADOWED = 10
"""A name in full is not meant where a part of a name so many times better known fits as well."""
FAMOUS = 20_000
"""Fame from which a name is meant though a word of it was typed as another («brad pit»)."""
MIN_COVERED = 0.2
"""Share of a name's letters that must be typed («it» is not Wreck-It Ralph)."""
MAIN_PART = 0.45
"""That share for one word of a franchise («titanic» is not Clash of the Titans)."""


class Names(Protocol):
    """Names by entry."""

    def __getitem__(self, entry: int, /) -> str:
        """Return the name of an entry."""


def match_name(index: NameIndex, names: Names, typed: str) -> NameMatch:
    """Return the name that is meant, or the likely ones where nobody could be sure."""
    found = match_entry(index, names, typed)
    name = None if found.entry is None else names[found.entry]
    likely = tuple(names[entry] for entry in found.likely)
    level = found.level
    return NameMatch(name, likely, level is Level.SOME_WORDS, level <= Level.JOINED)


@dataclass(frozen=True)
class EntryMatch:
    """The entry that is meant, or None, and the likely ones, best first; how the best was found."""

    entry: int | None
    likely: tuple[int, ...]
    level: Level


def match_entry(
    index: NameIndex, names: Names, typed: str, min_covered: float = MIN_COVERED
) -> EntryMatch:
    """Return the entry that is meant, and the likely ones.

    ``names`` holds the entries' own names: of «Jose» and «José», the one that was typed is meant.
    """
    hits = index.search(typed, limit=OFFERED * 2)
    found = tuple(hit.entry for hit in hits[:OFFERED])
    same = [h.entry for h in hits if h.level is Level.EXACT and names[h.entry] == typed.strip()]
    certain = same[0] if same else found[0] if hits and leads(index, hits, min_covered) else None
    return EntryMatch(certain, found, hits[0].level if hits else Level.SOME_WORDS)


def leads(index: NameIndex, hits: Sequence[Hit], min_covered: float) -> bool:
    """Say whether a person would agree at once that the first hit is meant."""
    best = hits[0]
    if best.level not in LEAD or best.covered < min_covered:
        return False
    fame = index.fame(best.entry)
    whole = best.level <= Level.SLIP
    rivals = [
        index.fame(hit.entry)
        for hit in hits[1:]
        if (hit.level, hit.edits) <= (best.level, best.edits)
        or (not whole and hit.level < Level.SOME_WORDS)
    ]
    if rivals and fame < LEAD[best.level] * max(rivals):
        return False
    if best.level in (Level.OTHER_WORDS, Level.NEAR_WORDS):
        return fame >= FAMOUS  # else somebody else may be called so
    others = max((index.fame(hit.entry) for hit in hits[1:]), default=0)
    return not whole or others <= OVERSHADOWED * max(1, fame)


def fame_of(catalogue: Catalogue, link: str, column: str, size: int) -> npt.NDArray[np.int64]:
    """Return for each of ``size`` names the votes of its films, -1 where it has no film.

    ``column`` of the table ``link`` holds the name's row for each link.
    """
    table = getattr(catalogue, link)
    links = table[column].to_numpy()
    votes = catalogue.films["votes"].loc[table["film"]].to_numpy()
    fame = np.bincount(links, weights=votes, minlength=size).astype(np.int64)
    fame[np.bincount(links, minlength=size) == 0] = -1
    return fame
