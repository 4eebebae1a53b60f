"""Franchises (TMDB's collections): which one is meant, and what its films took in."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from services.catalogue import Catalogue
from services.films import Films
from services.named import match_entry
from services.names import NameIndex
from services.results import Franchise


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
        fame = members.groupby("collection")["votes"].sum().reindex(self._ids, fill_value=0)
        self._index = NameIndex(
            [key for key, _ in keys],
            np.array([entry for _, entry in keys], dtype=np.int32),
            fame.to_numpy().astype(np.int64),
        )

    def find(self, typed: str) -> tuple[int | None, tuple[int, ...]]:
        """Return the id of the collection that is meant, or None, and the likely ids."""
        certain, found = match_entry(self._index, self._names, typed)
        ids = tuple(self._ids[entry] for entry in found)
        return (None if certain is None else self._ids[certain]), ids

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
        revenue = sum(film.revenue for film in films)
        return Franchise(
            id=collection_id,
            name=name,
            films=films,
            revenue=revenue,
            mean_revenue=revenue / len(films),
            profit=sum(film.revenue - film.budget for film in known),
            known=len(known),
            unit_errors=sum(film.unit_error for film in films),
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
