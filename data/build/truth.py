"""Which films viewers liked together: what the recommender learns from, and is measured by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from data.build.likes import Likes
from services.likeness import SHRINK

Rows = npt.NDArray[np.signedinteger[Any]]

NEIGHBOURS = 20
"""Films that are right for a film."""

_TOP = 10
_GAINS = 1 / np.log2(np.arange(2, _TOP + 2))


@dataclass(frozen=True)
class Floors:
    """What a truth asks for: viewers who like both films, likers of the film, right films."""

    together: int
    likers: int
    right: int = 5

    @classmethod
    def for_users(cls, users: int) -> "Floors":
        """Return the floors for so many viewers: five together of 335, as many a viewer of others.

        They are three at least.
        """
        together = max(3, round(5 * users / 335))
        return cls(together, 3 * together)


def together_score(
    count: npt.NDArray[Any], likers: npt.ArrayLike, others: npt.ArrayLike
) -> npt.NDArray[np.float64]:
    """Return c/(n_a·n_b) · c/(c+20): how much more than by chance films are liked together.

    Args:
        count: Viewers who like both films.
        likers: Viewers who like the one.
        others: Viewers who like the other.
    """
    pairs = np.asarray(likers, dtype=np.float64) * np.asarray(others, dtype=np.float64)
    score: npt.NDArray[np.float64] = count / pairs * count / (count + SHRINK)
    return score


def liked_together(likes: Likes, floors: Floors) -> dict[int, Rows]:
    """Return, for each film with enough likers, the films most often liked together with it.

    They are ranked by :func:`together_score`.
    """
    both, likers = likes.together(), likes.likers
    truth = {}
    for film in np.flatnonzero(likers >= floors.likers):
        entries = slice(both.indptr[film], both.indptr[film + 1])
        count, others = both.data[entries], both.indices[entries]
        enough = count >= floors.together
        count, others = count[enough], others[enough]
        if len(others) >= floors.right:
            score = together_score(count, likers[film], likers[others])
            truth[int(film)] = others[np.argsort(-score, kind="stable")[:NEIGHBOURS]]
    return truth


def ndcg(ranked: Sequence[int] | Rows, right: Rows) -> float:
    """Return nDCG@10 of a ranking: each right film counts 1 / log2(place + 1).

    Järvelin and Kekäläinen, «Cumulated gain-based evaluation of IR techniques», 2002.
    """
    hits = np.isin(np.asarray(ranked[:_TOP]), right)
    best = _GAINS[: min(_TOP, len(right))].sum()
    return float(_GAINS[: len(hits)][hits].sum() / best) if best else 0.0


def recall(ranked: Sequence[int] | Rows, right: Rows) -> float:
    """Return the share of the right films that are among the first ten."""
    hits = np.isin(np.asarray(ranked[:_TOP]), right).sum()
    return float(hits / len(right)) if len(right) else 0.0
