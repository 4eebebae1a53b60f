"""The films: one by id, and the questions about a single film."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from services.catalogue import Catalogue
from services.columns import Column
from services.results import MIN_VOTES, Film, FilmCard, Runtime, Score, Votes


class Films:
    """The catalogue's films by TMDB id.

    >>> films[238].title  # doctest: +SKIP
    'The Godfather'
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._frame = catalogue.films
        self._columns = {name: Column(column) for name, column in self._frame.items()}
        self._dates = self._frame["date"].to_numpy()
        self._linked = {
            "genres": Column(catalogue.genres["genre"]),
            "countries": Column(catalogue.countries["country"]),
            "directors": Column(catalogue.directors["person"]),
            "cast": Column(catalogue.cast["person"]),
            "film_companies": Column(catalogue.film_companies["company"]),
        }
        self._people = Column(catalogue.people["name"])
        self._companies = Column(catalogue.companies["name"])
        names = catalogue.collections["name"]
        self._collections: dict[int, str] = dict(
            zip(names.index.tolist(), names.tolist(), strict=True)
        )

    def __len__(self) -> int:
        return len(self._frame)

    def __contains__(self, film_id: object) -> bool:
        return isinstance(film_id, int) and film_id in self._frame.index

    def __iter__(self) -> Iterator[int]:
        return (int(film_id) for film_id in self._frame.index)

    def __getitem__(self, film_id: int) -> Film:
        """Return a film.

        Raises:
            KeyError: No film of the catalogue has this id.
        """
        row = self._catalogue.row(film_id)
        facts = {name: column[row] for name, column in self._columns.items()}
        return Film(
            id=int(film_id),
            imdb_id=facts["imdb_id"] or "",
            title=facts["title"],
            original_title=facts["original_title"],
            title_es=facts["title_es"] or None,
            title_latam=facts["title_latam"] or None,
            language=facts["language"],
            date=facts["date"],
            runtime=_whole(facts["runtime"]),
            budget=int(facts["budget"]),
            revenue=int(facts["revenue"]),
            popularity=float(facts["popularity"]),
            score=float(facts["score"]),
            votes=int(facts["votes"]),
            adult=bool(facts["adult"]),
            collection=_whole(facts["collection"]),
            poster_path=facts["poster_path"] or None,
        )

    def many(self, film_ids: Iterable[int]) -> tuple[Film, ...]:
        """Return films in the order of their ids.

        Raises:
            KeyError: An id is not in the catalogue.
        """
        return tuple(self[int(film_id)] for film_id in film_ids)

    def vote_counts(self, film_ids: list[int]) -> npt.NDArray[np.int32]:
        """Return the votes of some films of the catalogue, in their order."""
        votes: npt.NDArray[np.int32] = self._frame["votes"].loc[film_ids].to_numpy()
        return votes

    def popular(self, count: int) -> tuple[int, ...]:
        """Return the ids of the films with the most votes, most first."""
        return tuple(int(i) for i in self._frame["votes"].nlargest(count).index)

    def by_date(self, film_ids: npt.NDArray[np.int32], newest_first: bool) -> tuple[Film, ...]:
        """Return films by release date."""
        dates = self._dates[self._frame.index.get_indexer(pd.Index(film_ids))].astype(np.int64)
        order = np.argsort(-dates if newest_first else dates, kind="stable")
        return self.many(film_ids[order])

    def score(self, film_id: int) -> Score:
        """Return a film's score and popularity.

        Raises:
            KeyError: No film of the catalogue has this id.
        """
        film = self[film_id]
        return Score(film, film.score if film.votes else None, film.popularity)

    def votes(self, film_id: int) -> Votes:
        """Return a film's votes, and their mean from :data:`MIN_VOTES` up.

        Raises:
            KeyError: No film of the catalogue has this id.
        """
        film = self[film_id]
        return Votes(film, film.votes, film.score if film.votes >= MIN_VOTES else None)

    def runtime(self, film_id: int) -> Runtime:
        """Return a film's length in minutes.

        Raises:
            KeyError: No film of the catalogue has this id.
        """
        film = self[film_id]
        return Runtime(film, film.runtime)

    def card(self, film_id: int) -> FilmCard:
        """Return all that is known of a film.

        Raises:
            KeyError: No film of the catalogue has this id.
        """
        film, row = self[film_id], self._catalogue.row(film_id)
        collection = film.collection
        return FilmCard(
            film=film,
            genres=self._of("genres", row),
            countries=self._of("countries", row),
            directors=self._named("directors", self._people, row),
            cast=self._named("cast", self._people, row),
            companies=self._named("film_companies", self._companies, row),
            collection=None if collection is None else self.collection_name(collection),
        )

    def collection_name(self, collection_id: int) -> str:
        """Return the name of a collection.

        Raises:
            KeyError: The catalogue has no such collection.
        """
        return self._collections[collection_id]

    def _of(self, link: str, row: int) -> tuple[Any, ...]:
        """Return what a link table says of the film at a row, in the order of the source."""
        starts, cells = self._catalogue.starts[link], self._linked[link]
        return tuple(cells[at] for at in range(starts[row], starts[row + 1]))

    def _named(self, link: str, names: Column, row: int) -> tuple[str, ...]:
        return tuple(names[at] for at in self._of(link, row))


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
