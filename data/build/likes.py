"""Read who liked what: Kaggle's ``ratings.csv`` or ``ratings_small.csv``, with ``links.csv``."""

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from data.build import raw

RATINGS = ("ratings.csv", "ratings_small.csv")
"""The first that is there is read: the long one has more viewers."""
LINKS = "links.csv"

LIKED = 4.0
"""A rating (0.5 to 5) from which a viewer likes a film."""

MAX_USERS = 20_000
"""Viewers learned from of a longer file: counting who likes what together takes their square."""

_COLUMNS: dict[str, dict[str, str]] = {
    LINKS: {"movieId": "int32", "tmdbId": "float64"},  # some films have no tmdbId
    **{name: {"userId": "int32", "movieId": "int32", "rating": "float32"} for name in RATINGS},
}


@dataclass(frozen=True)
class Likes:
    """Which viewer likes which film; 1 or absent, shape (viewers, films)."""

    matrix: sparse.csr_matrix

    @property
    def users(self) -> int:
        """How many viewers there are."""
        return int(self.matrix.shape[0])

    @property
    def likers(self) -> npt.NDArray[np.int32]:
        """How many viewers like each film; shape (films,)."""
        return np.asarray(self.matrix.sum(axis=0)).ravel().astype(np.int32)

    def of(self, viewers: npt.NDArray[np.intp]) -> "Likes":
        """Return the likes of some viewers (rows)."""
        return Likes(self.matrix[viewers])

    def together(self) -> sparse.csr_matrix:
        """Return how many viewers like both of two films, 0 for a film with itself."""
        both = (self.matrix.T @ self.matrix).tocsr()
        both.setdiag(0)
        both.eliminate_zeros()
        return both


def find_ratings(folder: Path) -> tuple[Path, Path] | None:
    """Return where the ratings and the links are, or None where one is missing."""
    ratings = next((path for name in RATINGS if (path := raw.find(folder, name))), None)
    links = raw.find(folder, LINKS)
    return (ratings, links) if ratings and links else None


def read_likes(folder: Path, ids: npt.NDArray[np.integer]) -> Likes | None:
    """Return the likes of the viewers in a folder's ratings, or None where there are none.

    Args:
        folder: The folder of the data set.
        ids: TMDB ids of the films, in the order of the columns.

    Raises:
        RawDataError: A file is damaged, cut short or lacks a column.
    """
    found = find_ratings(folder)
    if found is None:
        return None
    ratings, links = (_read(path) for path in found)
    linked = links.dropna(subset=["tmdbId"])
    film = dict(zip(linked["movieId"], linked["tmdbId"].astype("int64"), strict=True))
    rows = pd.Index(ids).get_indexer(ratings["movieId"].map(film).fillna(-1).astype("int64"))
    likes = (rows >= 0) & (ratings["rating"] >= LIKED).to_numpy()
    columns = rows[likes]
    users, viewers = np.unique(ratings["userId"].to_numpy()[likes], return_inverse=True)
    if len(users) > MAX_USERS:
        chance = np.array([zlib.crc32(str(user).encode()) for user in users])
        chosen = np.sort(np.argsort(chance, kind="stable")[:MAX_USERS])
        place = np.full(len(users), -1)
        place[chosen] = np.arange(MAX_USERS)
        kept = place[viewers] >= 0
        users, viewers, columns = users[chosen], place[viewers][kept], columns[kept]
    ones = np.ones(len(viewers), dtype=np.float32)
    matrix = sparse.csr_matrix((ones, (viewers, columns)), shape=(len(users), len(ids)))
    matrix.data[:] = 1  # two entries of MovieLens may be one film of TMDB's
    return Likes(matrix)


def _read(path: Path) -> pd.DataFrame:
    """Return the columns that are read, in narrow types: Kaggle's ratings have 26 million rows."""
    columns = _COLUMNS[path.name]
    try:
        return pd.read_csv(path, usecols=list(columns), dtype=columns)
    except (ValueError, OSError) as error:  # an empty cell is no whole number: a cut file, too
        raise raw.RawDataError(
            f"{path.name} está dañado (columnas {', '.join(columns)}): {error}."
        ) from error
