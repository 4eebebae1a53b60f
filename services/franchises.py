"""Franchises (TMDB's collections): which one is meant, and what its films took in."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from services.catalogue import Catalogue
from services.films import Films
from services.named import MAIN_PART, MIN_COVERED, match_entry
from services.names import NameIndex
from services.results import SMALL_MONEY, Film, Franchise
from services.text import STOP_WORDS, key, words

_LOOSE_ENDS = (
    STOP_WORDS
    | {"y", "e", "and", "with", "con", "por", "para", "for", ""}
    | {"vol", "volumen", "parte", "part", "episodio", "episode"}
)


class Franchises:
    """The collections of the catalogue, found by their names and by their films' titles."""

    def __init__(self, catalogue: Catalogue, films: Films) -> None:
        self._catalogue = catalogue
        self._films = films
        self._ids: list[int] = catalogue.collections.index.tolist()
        self._names: list[str] = catalogue.collections["name"].tolist()
        members = catalogue.films[catalogue.films["collection"].notna()]
        entries = {collection: entry for entry, collection in enumerate(self._ids)}
        keys = list(self._keys(members, entries))
        several = members["collection"].value_counts()
        self._own_names = {
            key(name.removesuffix(" Collection"))
            for collection, name in zip(self._ids, self._names, strict=True)
            if several.get(collection, 0) > 1
        }
        fame = members.groupby("collection")["votes"].sum().reindex(self._ids, fill_value=0)
        self._index = NameIndex(
            [name for name, _, _ in keys],
            np.array([entry for _, entry, _ in keys], dtype=np.int32),
            fame.to_numpy().astype(np.int64),
            main=np.array([derived for _, _, derived in keys], dtype=bool),
        )

    def find(self, typed: str) -> tuple[int | None, tuple[int, ...]]:
        """Return the id of the collection that is meant, or None, and the likely ids."""
        several = len([word for word in words(typed) if word not in STOP_WORDS]) > 1
        covered = MIN_COVERED if several else MAIN_PART
        found = match_entry(self._index, self._names, typed, covered)
        ids = tuple(self._ids[entry] for entry in found.likely)
        return (None if found.entry is None else self._ids[found.entry]), ids

    def is_name(self, typed: str) -> bool:
        """Say whether a collection of several films is called just so."""
        return key(typed) in self._own_names

    def name(self, collection_id: int) -> str:
        """Return the name of a collection.

        Raises:
            KeyError: The catalogue has no such collection.
        """
        return self._films.collection_name(collection_id)

    def franchise(self, collection_id: int) -> Franchise:
        """Return the films of a collection and what they took in, in US dollars.

        Raises:
            KeyError: The catalogue has no such collection.
        """
        name = self._films.collection_name(collection_id)
        frame = self._catalogue.films
        ids = frame.index[frame["collection"] == collection_id].to_numpy()
        films = self._films.by_date(ids, newest_first=False)
        known = [film for film in films if film.money_known]
        earned = [film for film in films if film.revenue]
        revenue = sum(film.revenue for film in films)
        return Franchise(
            id=collection_id,
            name=name,
            spanish_name=common_begin([film.titles_es[0] for film in films if film.titles_es]),
            films=films,
            revenue=revenue,
            mean_revenue=revenue / len(films),
            earned=len(earned),
            profit=sum(film.revenue - film.budget for film in known),
            known=len(known),
            unit_errors=sum(_moves_a_sum(film) for film in films),
        )

    def _keys(
        self, members: pd.DataFrame, entries: dict[int, int]
    ) -> Iterator[tuple[str, int, bool]]:
        """Yield the names of a collection, and whether each is derived from its films' titles."""
        for collection, name in zip(self._ids, self._names, strict=True):
            yield name, entries[collection], False
            yield name.removesuffix(" Collection"), entries[collection], False
        several = members["collection"].duplicated(keep=False)
        members = members[several]  # a single film's title is not yet a franchise's name
        for number, films in members.groupby("collection"):
            entry = entries[int(str(number).removesuffix(".0"))]
            for column in ("title", "title_es", "title_latam"):
                titles = [title for title in films[column] if isinstance(title, str)]
                begin = common_begin(titles)
                derived = [*titles, *([begin] if begin else [])]
                yield from ((title, entry, True) for title in derived)


def _moves_a_sum(film: Film) -> bool:
    """Say whether a unit error of this film is in the revenue or in the profit."""
    wrong_budget = film.money_known and film.budget < SMALL_MONEY
    return 0 < film.revenue < SMALL_MONEY or wrong_budget


def common_begin(titles: Sequence[str]) -> str | None:
    """Return the words that two titles or more all begin with, None where there are none.

    >>> common_begin(["Toy Story", "Toy Story 2"])
    'Toy Story'
    """
    if len(titles) < 2:
        return None
    split = [title.split() for title in titles]
    shared = 0
    for place in zip(*split, strict=False):
        if len({key(word) for word in place}) != 1:
            break
        shared += 1
    while shared and key(split[0][shared - 1]) in _LOOSE_ENDS:  # «Harry Potter y»
        shared -= 1
    common = " ".join(split[0][:shared]).rstrip(" :.,-–")
    return common if len(key(common)) >= 3 else None
