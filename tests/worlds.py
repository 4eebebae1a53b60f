"""Small made-up worlds for the recommender: films, who made them, and viewers with tastes."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from data.build.films import FilmRecord
from data.build.likes import Likes
from data.build.recommender import Content, read_content
from data.build.side import Credits
from data.build.tables import make_tables
from services.catalogue import Catalogue
from tests.raw_files import line

_USUAL = FilmRecord(
    id=0,
    imdb_id="",
    title="",
    original_title="",
    language="en",
    date=dt.date(2000, 6, 1),
    runtime=95,
    budget=0,
    revenue=0,
    popularity=0.5,
    score=6.0,
    votes=100,
    adult=False,
    collection=None,
    poster_path="",
    genres=(),
    countries=(),
    companies=(),
    overview="",
    tagline="",
)
GENRES = ("Drama", "Comedy", "Western", "War", "Crime", "Music")
LANGUAGES = ("fr", "ja", "es", "it", "de", "ko")


def record(film_id: int, title: str, year: int = 2000, **cells: Any) -> FilmRecord:
    """Return a film; what is not given is as usual."""
    usual: dict[str, Any] = {"original_title": title, "date": dt.date(year, 6, 1)}
    return replace(_USUAL, id=film_id, title=title, **(usual | cells))


def catalogue_of(
    films: list[FilmRecord],
    credits: Mapping[int, Credits] | None = None,
    keywords: Mapping[int, tuple[str, ...]] | None = None,
) -> Catalogue:
    """Return the catalogue that the build makes of some films."""
    tables = make_tables(films, credits or {}, keywords or {}, {})
    return Catalogue.of({name: table.to_pandas() for name, table in tables.items()})


def likes_of(viewers: Sequence[Collection[int]], films: int) -> Likes:
    """Return the likes of viewers, each given as the rows of the films that they like."""
    dense = np.zeros((len(viewers), films), dtype=np.float32)
    for row, liked in enumerate(viewers):
        dense[row, list(liked)] = 1
    return Likes(sparse.csr_matrix(dense))


def viewers_of(likes: Likes) -> list[frozenset[int]]:
    """Return the rows of the films that each viewer likes."""
    return [frozenset(np.flatnonzero(row).tolist()) for row in likes.matrix.toarray()]


@dataclass(frozen=True)
class World:
    """Films of some groups; who likes one film of a group likes others of it, and no others."""

    films: list[FilmRecord]
    credits: dict[int, Credits]
    keywords: dict[int, tuple[str, ...]]
    catalogue: Catalogue
    content: Content
    group: npt.NDArray[np.intp]
    viewers: list[list[int]]

    @property
    def likes(self) -> Likes:
        return likes_of(self.viewers, len(self.films))


def tastes(
    groups: int, each: int, viewers: int, liked: int, unrated: int = 0, telling: bool = True
) -> World:
    """Return a world of ``groups`` tastes with ``each`` films.

    Args:
        groups: How many tastes there are.
        each: Films of each.
        viewers: How many there are, as many of each taste.
        liked: Films that a viewer likes.
        unrated: The last films of each group that nobody likes.
        telling: Whether genre, language, director and keywords tell the group.
    """
    chance = np.random.default_rng(5)
    many = groups * each
    group = np.arange(many) % groups
    looks = group if telling else chance.permutation(group)
    films = [
        record(
            1000 + row,
            f"Film {row}",
            1960 + int(chance.integers(50)),
            votes=int(chance.integers(3, 900)),
            score=round(float(chance.uniform(3, 9)), 1),
            genres=(GENRES[look],),
            language=LANGUAGES[look],
            overview=" ".join(f"word{n}" for n in chance.integers(0, 60, 12)),
        )
        for row, look in enumerate(looks.tolist())
    ]
    credits = {
        film.id: Credits((f"actor {look} {film.id % 7}",), (f"director {look} {film.id % 5}",))
        for film, look in zip(films, looks.tolist(), strict=True)
    }
    keywords: dict[int, tuple[str, ...]] = {
        film.id: (f"subject {look}", f"thing {film.id % 9}")
        for film, look in zip(films, looks.tolist(), strict=True)
    }
    catalogue = catalogue_of(films, credits, keywords)
    rated = [np.flatnonzero(group == one)[: each - unrated] for one in range(groups)]
    return World(
        films,
        credits,
        keywords,
        catalogue,
        read_content(films, credits, keywords, catalogue),
        group,
        [
            chance.choice(rated[one % groups], liked, replace=False).tolist()
            for one in range(viewers)
        ],
    )


def write_ratings(
    folder: Path,
    ratings: Iterable[tuple[int, int, float]],
    links: Iterable[tuple[int, int | None]],
    name: str = "ratings.csv",
) -> Path:
    """Write (viewer, movie, rating) and (movie, TMDB id) as Kaggle ships them."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [line(("userId", "movieId", "rating", "timestamp"))]
    rows += [line((str(user), str(movie), str(rating), "9")) for user, movie, rating in ratings]
    (folder / name).write_text("".join(rows), encoding="utf-8")
    rows = [line(("movieId", "imdbId", "tmdbId"))]
    # Kaggle's links.csv has ids like «862» but none for some films, which makes them floats.
    rows += [
        line((str(movie), "0114709", "" if film is None else str(film))) for movie, film in links
    ]
    (folder / "links.csv").write_text("".join(rows), encoding="utf-8")
    return folder
