"""Films for someone who liked one, or several: ranked by likeness, fame and quality."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from services.catalogue import Catalogue
from services.likeness import Floats, Likeness
from services.reasons import Reasons
from services.recommender_model import RecommenderModel
from services.suggestions import Reason, Recommendation, Suggestions, Wish

Rows = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]

MAX_SIMILAR = 50
"""Films that one question may ask for."""

MAX_LIKED = 5
"""Films that a question may start from."""

PAGE = 5
"""Films that the chat shows at once."""

OWN_SAGA = 2
"""Films of the query's own collection that a page may hold, unless the saga is asked for."""

_DISLIKED = 0.5
"""What a disliked film takes away, of what a liked one gives."""

_LESSER = (0.25, 50, 500)
"""«Less famous»: a quarter of the votes of the best known liked film, within these bounds; always
fewer than it has, and one at least."""


@dataclass(frozen=True)
class _Ranking:
    """The scores of all films for some liked ones (rows); those that are no answer have -inf.

    ``usual`` is the mean score, ``reach`` how far above it a film just like the liked ones is.
    """

    rows: list[int]
    scores: Floats
    usual: float
    reach: float


class Recommender:
    """Ranks the films of the catalogue by likeness to one or several of them.

    Args:
        catalogue: The tables.
        model: The trained arrays; brought into the order of the catalogue here.
    """

    def __init__(self, catalogue: Catalogue, model: RecommenderModel) -> None:
        self._catalogue = catalogue
        self._model = model.aligned(catalogue.films.index)
        self._likeness = Likeness(catalogue, self._model)
        self._reasons = Reasons(catalogue, self._likeness)
        self._prior = self._likeness.prior(self._model.weights)
        self._ids = self._model.ids
        self._votes = catalogue.films["votes"].to_numpy()
        self._adult = catalogue.films["adult"].to_numpy()
        self._collection = catalogue.films["collection"].fillna(-1).to_numpy().astype(np.int32)
        sizes = catalogue.films["collection"].value_counts()
        self._in_saga = catalogue.films["collection"].map(sizes).fillna(0).to_numpy() > 1

    def similar(self, film_id: int, n: int = 5) -> list[Recommendation]:
        """Return the ``n`` films most like a film, best first; never the film or a copy of it.

        Raises:
            KeyError: The film is not in the catalogue.
            ValueError: ``n`` is not between 1 and :data:`MAX_SIMILAR`.
        """
        return self.like([film_id], n=n)

    def like(
        self, liked: Sequence[int], disliked: Sequence[int] = (), n: int = 5
    ) -> list[Recommendation]:
        """Return the ``n`` best films for someone who likes some films and dislikes others.

        Raises:
            KeyError: A film is not in the catalogue.
            ValueError: ``n`` is not between 1 and :data:`MAX_SIMILAR`, or no film or more than
                :data:`MAX_LIKED` are liked or disliked.
        """
        if not 1 <= n <= MAX_SIMILAR:
            raise ValueError(f"n must be between 1 and {MAX_SIMILAR}, not {n}")
        ranking = self._rank(liked, disliked)
        return self._recommendations(ranking, self._top(ranking.scores, n))

    def suggest(self, liked: Sequence[int], page: int = 0, wish: Wish = Wish.ANY) -> Suggestions:
        """Return a page of five for the chat, at most two of them of a liked film's collection.

        Raises:
            KeyError: A film is not in the catalogue.
            ValueError: No film or too many are liked.
        """
        ranking = self._rank(liked, ())
        rows, scores = ranking.rows, ranking.scores
        own = np.isin(self._collection, self._collection[rows]) & (self._collection >= 0)
        rest = own & np.isfinite(scores)
        scores[~self._wished(wish, rows, own)] = -np.inf
        ranked = self._top(scores, MAX_SIMILAR)
        if wish is not Wish.SAGA:
            ranked = _spread(ranked, own)
        shown = ranked[page * PAGE : (page + 1) * PAGE]
        rest[shown] = False
        return Suggestions(
            films=tuple(self._recommendations(ranking, shown)),
            more=len(ranked) > (page + 1) * PAGE,
            saga=bool(rest.any()),
            thin=bool(self._model.thin[rows].all()),
        )

    def _rank(self, liked: Sequence[int], disliked: Sequence[int]) -> "_Ranking":
        """Score every film: what is near all liked films goes before what is very near one."""
        if not 1 <= len(set(liked)) <= MAX_LIKED or len(set(disliked)) > MAX_LIKED:
            raise ValueError(f"between 1 and {MAX_LIKED} films can be liked, or so many disliked")
        if set(liked) & set(disliked):
            raise ValueError("no film can be liked and disliked")
        rows = [self._catalogue.row(film_id) for film_id in dict.fromkeys(liked)]
        against = [self._catalogue.row(film_id) for film_id in dict.fromkeys(disliked)]
        weights = self._model.weights
        each = [self._likeness.score(row, weights) for row in rows]
        own = float(np.mean([one[row] for one, row in zip(each, rows, strict=True)]))
        scores = each[0] if len(each) == 1 else (np.mean(each, axis=0) + np.min(each, axis=0)) / 2
        scores = scores + self._prior
        for row in against:
            scores -= _DISLIKED / len(against) * self._likeness.score(row, weights)
        usual, best = float(scores.mean()), own + float(self._prior[rows].mean())
        for work in self._model.works[rows + against]:
            scores[self._model.works == work] = -np.inf
        if not self._adult[rows].any():
            scores[self._adult] = -np.inf
        return _Ranking(rows, scores, usual, max(best - usual, 1e-6))

    def _top(self, scores: Floats, n: int) -> Rows:
        """Return the rows of the best ``n`` scores, best first, of each work only the best."""
        many = min(len(scores), 2 * n)
        top = np.argpartition(-scores, many - 1)[:many]
        top = top[np.lexsort((top, -scores[top]))]
        _, first = np.unique(self._model.works[top], return_index=True)
        top = top[np.sort(first)]
        return top[np.isfinite(scores[top])][:n]

    def _wished(self, wish: Wish, rows: list[int], own: Mask) -> Mask:
        if wish is Wish.SAGA:
            return own
        if wish is Wish.NO_SAGAS:
            return ~self._in_saga
        if wish is Wish.LESSER:
            share, least, most = _LESSER
            known = self._votes[rows].max()
            bound = min(known - 1, np.clip(share * known, least, most))
            lesser: Mask = (self._votes <= bound) & (self._votes > 0)
            return lesser
        return np.ones(len(own), dtype=np.bool_)

    def _recommendations(self, ranking: "_Ranking", top: Rows) -> list[Recommendation]:
        shares = np.clip((ranking.scores[top] - ranking.usual) / ranking.reach, 0, 1)
        return [
            Recommendation(
                film_id=int(self._ids[other]),
                score=round(float(share), 4),
                because=self._because(ranking.rows, int(other)),
            )
            for other, share in zip(top, shares, strict=True)
        ]

    def _because(self, rows: list[int], other: int) -> tuple[Reason, ...]:
        """Return the reasons of each liked film in turn, each reason once."""
        each = [self._reasons.because(row, other) for row in rows]
        longest = max(len(one) for one in each)
        turns = (one[place] for place in range(longest) for one in each if place < len(one))
        return tuple(dict.fromkeys(turns))


def _spread(ranked: Rows, own: Mask) -> Rows:
    """Return a ranking with at most :data:`OWN_SAGA` films of ``own`` on any page.

    The others wait for the next page; once nothing else is left, they are left out.
    """
    waiting = ranked.tolist()
    spread: list[int] = []
    page: list[int] = []
    while waiting and len(page) in (0, PAGE):
        page = []
        for row in waiting:
            if len(page) < PAGE and (not own[row] or own[page].sum() < OWN_SAGA):
                page.append(row)
        waiting = [row for row in waiting if row not in page]
        spread += page
    return np.array(spread, dtype=np.intp)
