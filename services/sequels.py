"""«shrek 4»: a film that is meant by its place in its franchise, and not called so."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from services.catalogue import Catalogue
from services.franchises import Franchises
from services.text import canonical, joined, split_numbers, words

MOST = 12
"""Beyond this place nobody counts."""
FEATURE = 60
"""Minutes from which a member counts as a film of its own."""
KNOWN = 0.05
"""Share of the best-known member's votes from which a member counts: no shorts, no TV specials."""


class Sequels:
    """Finds the n-th film of a collection, by the number in its title or by release date."""

    def __init__(self, catalogue: Catalogue, franchises: Franchises) -> None:
        self._films = catalogue.films
        self._franchises = franchises

    def is_franchise(self, typed: str) -> bool:
        """Say whether a franchise, and so none of its films, is called just so."""
        return self._franchises.is_name(typed)

    def begins_several(self, film: int, typed: str) -> bool:
        """Say whether titles of two films of a film's franchise begin with what was typed."""
        collection: Any = self._films.at[film, "collection"]
        base = canonical(words(typed))
        if pd.isna(collection) or not base:
            return False
        return sum(self._begun(base, self._members(int(collection)))) > 1

    def find(self, typed: str) -> int | None:
        """Return the id of the film that «base n» means, or None where nobody could tell."""
        found = canonical(words(split_numbers(typed)))
        if len(found) < 2 or not found[-1].isdecimal() or not 1 <= int(found[-1]) <= MOST:
            return None
        base, number = found[:-1], int(found[-1])
        if base[-1] == "part" and len(base) > 1:
            base = base[:-1]
        collection, _ = self._franchises.find(" ".join(base))
        if collection is None:
            return None
        members = self._members(collection)
        if not self._is_base(base, collection, members):
            return None
        own = [self._own_number(member, base) for member in members]
        if number in own:
            return members[own.index(number)] if own.count(number) == 1 else None
        # Where numbers in titles are not places, as in Star Wars, counting would go wrong.
        in_order = all(n in (None, place) for place, n in enumerate(own, start=1))
        return members[number - 1] if in_order and number <= len(members) else None

    def _members(self, collection: int) -> list[int]:
        """Return the ids of a collection's feature films, oldest first."""
        films = self._films[self._films["collection"] == collection]
        known = films["votes"] >= KNOWN * films["votes"].max()
        long = films["runtime"].isna() | (films["runtime"] >= FEATURE)
        return [int(i) for i in films[known & long].sort_values("date", kind="stable").index]

    def _own_number(self, film: int, base: Sequence[str]) -> int | None:
        """Return the number that a film's title has right behind the base, or None."""
        for column in ("title", "title_es", "title_latam"):
            rest = _behind(base, self._films.at[film, column]) or []
            if rest[:1] == ["part"]:
                rest = rest[1:]
            if rest and rest[0].isdecimal() and int(rest[0]) <= MOST:
                return int(rest[0])
        return None

    def _is_base(self, base: Sequence[str], collection: int, members: Sequence[int]) -> bool:
        """Say whether a collection is called so, as «minions» is no name of Despicable Me's."""
        if set(base) <= set(words(self._franchises.name(collection))):
            return True
        begun = self._begun(base, members)
        return sum(begun) > 1 or begun[:1] == [True]

    def _begun(self, base: Sequence[str], members: Sequence[int]) -> list[bool]:
        """Say of each member whether one of its titles begins with the base."""
        columns = ("title", "title_es", "title_latam")
        return [
            any(_behind(base, self._films.at[film, column]) is not None for column in columns)
            for film in members
        ]


def _behind(base: Sequence[str], title: object) -> list[str] | None:
    """Return the words of a title behind the base that it begins with, or None."""
    found = canonical(words(title)) if isinstance(title, str) else []
    wanted = joined(list(base))
    for at in range(1, len(found) + 1):
        if joined(found[:at]) == wanted:
            return found[at:]
    return None
