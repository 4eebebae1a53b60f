"""Similar films: facts they share, what they are about, and how well they are liked.

A film's likeness to another is the sum of the information in the facts that both share (each
counts ``log(films / films with the fact)``, as in TF-IDF) and the cosine of their vectors
(``data/build/recommender.py``). A prior of fame and score keeps unknown films from crowding the
list.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from services.catalogue import Catalogue
from services.films import Films
from services.results import FilmCard, Reason, Recommendation

MAX_SIMILAR = 50
"""Films that one question may ask for."""

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True)
class _Block:
    """Facts of one kind: a link table, and how much a shared fact of full rarity counts."""

    kind: str
    link: str
    column: str
    weight: float


_BLOCKS = (
    _Block("director", "directors", "person", 0.4),
    _Block("cast", "cast", "person", 0.25),
    _Block("keyword", "film_keywords", "keyword", 0.45),
    _Block("genre", "genres", "genre", 0.2),
)
_COLLECTION = 0.5
_COSINE = 1.0
_PERIOD = 0.35
# The mean of all films' scores counts as so many votes (the weighted rating of IMDb's charts).
_PRIOR_VOTES = 50.0


class Recommender:
    """Ranks the films of the catalogue by likeness to one of them.

    Args:
        catalogue: The tables.
        films: The films by id.
        ids: Film id of each vector; shape (vectors,).
        vectors: Unit vectors as int8 (127 is 1.0); shape (vectors, dimensions).
    """

    def __init__(
        self,
        catalogue: Catalogue,
        films: Films,
        ids: npt.NDArray[np.int32],
        vectors: npt.NDArray[np.int8],
    ) -> None:
        self._catalogue = catalogue
        self._films = films
        self._index = catalogue.films.index
        rows = pd.Index(ids).get_indexer(self._index)
        self._vectors = np.where(
            rows[:, None] >= 0, vectors[rows].astype(np.float32) / 127, np.float32(0)
        )
        self._links = {block.kind: _link_rows(catalogue, block, self._index) for block in _BLOCKS}
        self._collection = catalogue.films["collection"].to_numpy()
        self._years = catalogue.films["year"].to_numpy().astype(np.float32)
        self._prior = _prior(catalogue.films)

    def similar(self, film_id: int, n: int = 5) -> list[Recommendation]:
        """Return the ``n`` films most like a film, best first; never the film itself.

        Raises:
            KeyError: The film is not in the catalogue.
            ValueError: ``n`` is not between 1 and :data:`MAX_SIMILAR`.
        """
        if not 1 <= n <= MAX_SIMILAR:
            raise ValueError(f"n must be between 1 and {MAX_SIMILAR}, not {n}")
        row = self._catalogue.row(film_id)
        scores = self._likeness(row) * self._prior
        scores[row] = -np.inf
        best = np.argsort(-scores, kind="stable")[: min(n, len(scores) - 1)]
        card = self._films.card(film_id)
        top = sum(block.weight for block in _BLOCKS) + _COLLECTION + _COSINE + _PERIOD
        return [
            Recommendation(
                film_id=int(self._index[other]),
                score=round(float(np.clip(scores[other] / top, 0, 1)), 4),
                because=tuple(self._because(card, self._films.card(int(self._index[other])))),
            )
            for other in best
        ]

    def _likeness(self, row: int) -> Scores:
        scores: Scores = _COSINE * np.clip(self._vectors @ self._vectors[row], 0, None)
        for block in _BLOCKS:
            scores += block.weight * self._shared(block.kind, row)
        if not np.isnan(self._collection[row]):
            scores += _COLLECTION * (self._collection == self._collection[row])
        scores += _PERIOD * np.exp(-np.abs(self._years - self._years[row]) / 10)
        return scores

    def _shared(self, kind: str, row: int) -> Scores:
        """Return, for each film, the share of this film's information that it has too (0 to 1)."""
        films, facts, rarity = self._links[kind]
        own = facts[np.searchsorted(films, row) : np.searchsorted(films, row, side="right")]
        if not own.size:
            return np.zeros(len(self._index), dtype=np.float32)
        wanted = np.zeros(len(rarity), dtype=bool)
        wanted[own] = True
        both = wanted[facts]
        total = np.bincount(films[both], weights=rarity[facts[both]], minlength=len(self._index))
        share: Scores = (total / rarity[own].sum()).astype(np.float32)
        return share

    def _because(self, card: FilmCard, other: FilmCard) -> Iterator[Reason]:
        if card.collection and card.collection == other.collection:
            yield Reason("collection", card.collection)
        yield from _common("director", card.directors, other.directors)
        yield from _common("cast", card.cast, other.cast)
        yield from _common("genre", card.genres, other.genres)
        words, others = self._keywords(card.film.id), self._keywords(other.film.id)
        yield from _common("keyword", words, others)

    def _keywords(self, film_id: int) -> tuple[str, ...]:
        rows = self._catalogue.names("film_keywords", "keyword", film_id)
        return tuple(self._catalogue.keywords["name"].iloc[rows])


def _common(kind: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[Reason]:
    both = set(theirs)
    return (Reason(kind, name) for name in ours if name in both)


def _link_rows(
    catalogue: Catalogue, block: _Block, index: "pd.Index[int]"
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Scores]:
    """Return film row and fact of each link, by film row, and each fact's rarity (0 to 1)."""
    table: pd.DataFrame = getattr(catalogue, block.link)
    column = table[block.column]
    facts = (column.cat.codes if block.kind == "genre" else column).to_numpy().astype(np.int32)
    films = index.get_indexer(pd.Index(table["film"])).astype(np.int32)
    order = np.argsort(films, kind="stable")
    counts = np.maximum(1, np.bincount(facts, minlength=1))
    rarity = (np.log(len(index) / counts) / np.log(max(2, len(index)))).astype(np.float32)
    return films[order], facts[order], np.maximum(rarity, 0.01)


def _prior(films: pd.DataFrame) -> Scores:
    votes = films["votes"].to_numpy().astype(np.float32)
    scores = films["score"].to_numpy().astype(np.float32)
    mean = scores[votes > 0].mean() if (votes > 0).any() else np.float32(0)
    rating = (votes * scores + _PRIOR_VOTES * mean) / (votes + _PRIOR_VOTES)
    fame = np.clip(np.log10(1 + votes) / 4, 0, 1)
    prior: Scores = (0.3 + 0.5 * fame + 0.2 * rating / 10).astype(np.float32)
    return prior
