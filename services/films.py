"""The films: one by id, and the questions about a single film."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from services.catalogue import Catalogue
from services.results import MIN_VOTES, Film, FilmCard, Runtime, Score, Votes


class Films:
    """The catalogue's films by TMDB id.

    >>> films[238].title  # doctest: +SKIP
    'The Godfather'
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._frame = catalogue.films

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
        facts = {name: column.iloc[row] for name, column in self._frame.items()}
        return Film(
            id=int(film_id),
            imdb_id=_text(facts["imdb_id"]) or "",
            title=str(facts["title"]),
            original_title=str(facts["original_title"]),
            title_es=_text(facts["title_es"]),
            title_latam=_text(facts["title_latam"]),
            language=str(facts["language"]),
            date=facts["date"].date(),
            runtime=_whole(facts["runtime"]),
            budget=int(facts["budget"]),
            revenue=int(facts["revenue"]),
            popularity=float(facts["popularity"]),
            score=float(facts["score"]),
            votes=int(facts["votes"]),
            adult=bool(facts["adult"]),
            collection=_whole(facts["collection"]),
            poster_path=_text(facts["poster_path"]),
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
        frame = self._frame.loc[film_ids].sort_values(
            "date", ascending=not newest_first, kind="stable"
        )
        return self.many(frame.index)

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
        film, tables = self[film_id], self._catalogue
        collection = film.collection
        return FilmCard(
            film=film,
            genres=tuple(tables.names("genres", "genre", film_id)),
            countries=tuple(tables.names("countries", "country", film_id)),
            directors=self._named("directors", "person", "people", film_id),
            cast=self._named("cast", "person", "people", film_id),
            companies=self._named("film_companies", "company", "companies", film_id),
            collection=None if collection is None else self.collection_name(collection),
        )

    def collection_name(self, collection_id: int) -> str:
        """Return the name of a collection.

        Raises:
            KeyError: The catalogue has no such collection.
        """
        return str(self._catalogue.collections.at[collection_id, "name"])

    def _named(self, link: str, column: str, names: str, film_id: int) -> tuple[str, ...]:
        table: pd.DataFrame = getattr(self._catalogue, names)
        return tuple(table["name"].iloc[self._catalogue.names(link, column, film_id)])


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
