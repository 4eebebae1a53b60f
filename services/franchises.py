"""Franchises (TMDB's collections): which one is meant, and what its films took in."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from services.catalogue import Catalogue
from services.films import Films
from services.named import match_entry
from services.names import NameIndex
from services.results import SMALL_MONEY, Film, Franchise
from services.text import key


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
            [key for key, _ in keys],
            np.array([entry for _, entry in keys], dtype=np.int32),
            fame.to_numpy().astype(np.int64),
        )

    def find(self, typed: str) -> tuple[int | None, tuple[int, ...]]:
        """Return the id of the collection that is meant, or None, and the likely ids."""
        found = match_entry(self._index, self._names, typed)
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
            spanish_name=_common_title(films),
            films=films,
            revenue=revenue,
            mean_revenue=revenue / len(films),
            earned=len(earned),
            profit=sum(film.revenue - film.budget for film in known),
            known=len(known),
            unit_errors=sum(_moves_a_sum(film) for film in films),
        )

    def _keys(self, members: pd.DataFrame, entries: dict[int, int]) -> Iterator[tuple[str, int]]:
        for collection, name in self._catalogue.collections["name"].items():
            entry = entries[int(str(collection))]
            yield name, entry
            yield name.removesuffix(" Collection"), entry
        for column in ("title", "title_es", "title_latam"):
            for title, collection in zip(members[column], members["collection"], strict=True):
                if isinstance(title, str):
                    yield title, entries[int(collection)]


def _moves_a_sum(film: Film) -> bool:
    """Say whether a unit error of this film is in the revenue or in the profit."""
    wrong_budget = film.money_known and film.budget < SMALL_MONEY
    return 0 < film.revenue < SMALL_MONEY or wrong_budget


def _common_title(films: tuple[Film, ...]) -> str | None:
    """Return the words that the Spanish titles of two films or more begin with, or None."""
    titles = [film.titles_es[0].split() for film in films if film.titles_es]
    if len(titles) < 2:
        return None
    shared = 0
    for words_there in zip(*titles, strict=False):
        if len({key(word) for word in words_there}) != 1:
            break
        shared += 1
    common = " ".join(titles[0][:shared]).rstrip(" :.,-–")
    return common if len(key(common)) >= 3 else None
