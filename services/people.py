"""Actors and directors: who is meant, and what their films earned back."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from services.catalogue import Catalogue
from services.films import Films
from services.matches import NameMatch
from services.name_table import NameTable
from services.named import fame_of, match_name
from services.names import NameIndex
from services.results import SMALL_MONEY, Actor, Director, Film
from services.returns import returns_of
from services.text import words


class People:
    """The people of the catalogue, told apart by name as the source does."""

    def __init__(self, catalogue: Catalogue, films: Films) -> None:
        self._catalogue = catalogue
        self._films = films
        self.names = NameTable(catalogue.people["name"])
        acting, directing = (
            fame_of(catalogue, link, "person", len(self.names)) for link in ("cast", "directors")
        )
        # A director who acts now and then is known for directing: fame counts both.
        both = np.maximum(acting, 0) + np.maximum(directing, 0)
        entries = np.arange(len(self.names), dtype=np.int32)
        self._actors = NameIndex(self.names, entries, np.where(acting < 0, -1, both), people=True)
        self._directors = self._actors.for_role(np.where(directing < 0, -1, both))

    def find_actor(self, typed: str) -> NameMatch:
        """Return which member of a cast is meant."""
        return _no_first_name(match_name(self._actors, self.names, typed), typed)

    def find_director(self, typed: str) -> NameMatch:
        """Return which director is meant."""
        return _no_first_name(match_name(self._directors, self.names, typed), typed)

    def actor(self, name: str) -> Actor:
        """Return what an actor's films earned back, without those that the actor directed.

        Raises:
            KeyError: Nobody is called so.
        """
        acted, own = self._acted(name)
        sums = returns_of(self._catalogue, acted[~own])
        films = self._catalogue.films
        rows = films.index.get_indexer(pd.Index(acted[~own]))
        return Actor(
            name=name,
            films=sums.films,
            total_return=sums.total,
            mean_return=sums.mean,
            known=sums.known,
            mean_known=sums.mean_known,
            directed=int(own.sum()),
            unit_errors=sums.unit_errors,
            return_without_errors=sums.total_without_errors,
            earned=int((films["revenue"].to_numpy()[rows] >= SMALL_MONEY).sum()),
            rated=int(((films["votes"] > 0) & (films["score"] > 0)).to_numpy()[rows].sum()),
        )

    def acted(self, name: str) -> tuple[Film, ...]:
        """Return the films that :meth:`actor` counts, newest first.

        Raises:
            KeyError: Nobody is called so.
        """
        acted, own = self._acted(name)
        return self._films.by_date(acted[~own], newest_first=True)

    def _acted(self, name: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
        """Return the films of an actor, and which of them the actor directed."""
        row = self.names.row(name)
        acted = self._catalogue.linked("cast", "person", row)
        return acted, np.isin(acted, self._catalogue.linked("directors", "person", row))

    def director(self, name: str) -> Director:
        """Return what a director's films earned back, and each of them, newest first.

        Raises:
            KeyError: Nobody is called so.
        """
        film_ids = self._catalogue.linked("directors", "person", self.names.row(name))
        sums = returns_of(self._catalogue, film_ids)
        films = self._films.by_date(film_ids, newest_first=True)
        return Director(
            name=name,
            films=films,
            total_return=sums.total,
            unit_errors=sums.unit_errors,
            return_without_errors=sums.total_without_errors,
            earned=sum(film.plausible_revenue is not None for film in films),
            rated=sum(film.known_score is not None for film in films),
        )


def _no_first_name(match: NameMatch, typed: str) -> NameMatch:
    """Return a match that is not certain where only a first name was typed («leonardo»)."""
    found = words(typed)
    name = words(match.name) if match.name is not None else []
    alone = len(found) == 1 and len(name) > 1 and found[0] == name[0]
    return replace(match, name=None) if alone else match
