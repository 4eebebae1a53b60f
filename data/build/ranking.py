"""Learn what each kind of likeness counts, from films that viewers liked together.

The viewers are cut in two. Taste and co-likes come from one half, the right answers from the other,
and the other way round: nobody's ratings are on both sides. The weights maximise the likelihood of
the right films among all (a softmax over the list: Cao et al., «Learning to rank: from pairwise
approach to listwise approach», 2007).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from data.build.likes import Likes
from data.build.truth import Floors, liked_together, ndcg
from services.catalogue import Catalogue
from services.likeness import FROM_RATINGS, PRIOR, Likeness
from services.recommender_model import RecommenderModel

Floats = npt.NDArray[np.float32]
Weights = dict[str, float]

FILMS = 300
"""Films learned from in each half."""

CLOSENESS = {
    "about": 0.8,
    "keyword": 1.1,
    "cast": 0.6,
    "director": 0.8,
    "collection": 0.3,
    "company": 0.15,
    "genres": 0.4,
    "country": 0.3,
    "not_animation": -0.2,
    "not_documentary": -0.4,
    "not_horror": -0.1,
    "not_family": -0.1,
}
"""What two films have in common, or not, beyond their audience; set by hand. A few hundred viewers
cannot say how much it matters: pairs with the same director or subject are too rare among what they
liked, and a fit sees little else than period and fame. So more of it is added than they reward."""

STRENGTHS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0)
_WORTH = 0.88
"""The greatest strength is kept that leaves so much of the best nDCG@10, on the training viewers:
people who read a list want to see what its films share, and pay for it."""

DEFAULT: Weights = {
    "near": 0.6, "years_apart": -0.3, "fame_gap": -0.5, "quality_gap": -0.3, "fame": 0.6,
    "quality": 0.3, "not_animation": -0.5, "not_documentary": -0.5, "not_horror": -0.5,
    **{name: 3 * weight for name, weight in CLOSENESS.items()},
}  # fmt: skip
"""Weights for data sets with too few ratings to learn from."""

_NEAREST, _OTHERS = 1200, 1200
_MIN_VOTES = 3
_RIDGE = 1e-4
_BOUNDS: dict[int, tuple[float | None, float | None]] = {1: (0, None), -1: (None, 0)}
_TASTE_FIRST = {"taste": 3.0, "fame": 0.3, "era": 1.0, "genres": 1.0, "about": 1.0}


@dataclass(frozen=True)
class Example:
    """A film to learn from: the films it is compared with, and which of them are right.

    Attributes:
        columns: Shape (candidates, columns).
        rarity: Log of how many films each candidate stands for; shape (candidates,).
        right: Places of the right ones among the candidates.
    """

    columns: Floats
    rarity: Floats
    right: npt.NDArray[np.intp]


def learn_weights(
    likes: Likes,
    catalogue: Catalogue,
    model_of: Callable[[Likes], RecommenderModel],
    with_ratings: bool = True,
) -> Weights:
    """Return the weight of each column.

    Args:
        likes: Who likes what.
        catalogue: The tables.
        model_of: Trains the arrays of a model on some viewers' likes.
        with_ratings: Whether the columns that need ratings may count.
    """
    halves = np.array_split(np.random.default_rng(0).permutation(likes.users), 2)
    examples: list[Example] = []
    for seen, asked in (halves, halves[::-1]):
        truth = liked_together(likes.of(asked), Floors.for_users(len(asked)))
        likeness = Likeness(catalogue, model_of(likes.of(seen)))
        names = [n for n in likeness.columns(0) if with_ratings or n not in FROM_RATINGS]
        examples += _examples(likeness, truth, catalogue, names)
    if len(examples) < FILMS // 10:
        return dict(DEFAULT)
    fitted = _fit(examples, names)
    weights = _strengthened(examples, names, fitted)
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def _examples(
    likeness: Likeness,
    truth: dict[int, npt.NDArray[np.int32]],
    catalogue: Catalogue,
    names: list[str],
) -> list[Example]:
    rng = np.random.default_rng(1)
    pool = np.flatnonzero(catalogue.films["votes"].to_numpy() >= _MIN_VOTES)
    films = rng.permutation(np.array(sorted(truth), dtype=int))[:FILMS]
    found = []
    for film in films:
        columns = likeness.columns(int(film))
        rough = np.sum([weight * columns[name] for name, weight in _TASTE_FIRST.items()], axis=0)
        rest = pool[np.argsort(-rough[pool], kind="stable")]
        near, far = rest[:_NEAREST], rest[_NEAREST:]
        near = np.union1d(near, truth[int(film)])
        drawn = rng.choice(far, min(_OTHERS, len(far)), replace=False)
        candidates = np.concatenate([near, np.setdiff1d(drawn, near)])
        candidates = candidates[candidates != film]
        stands_for = np.log(max(1, len(far)) / max(1, len(drawn)))
        found.append(
            Example(
                columns=np.stack([columns[name][candidates] for name in names], axis=1),
                rarity=np.where(np.isin(candidates, near), 0, stands_for).astype(np.float32),
                right=np.flatnonzero(np.isin(candidates, truth[int(film)])),
            )
        )
    return found


def _sign(name: str) -> int:
    """Return 1 for a likeness, -1 for a difference, 0 for what may count either way."""
    if name in PRIOR:
        return 0
    return -1 if name.endswith(("_gap", "_apart")) or name.startswith("not_") else 1


def _fit(examples: list[Example], names: list[str]) -> Floats:
    """Return the weights of greatest likelihood, held small where the data says little.

    No likeness may count against a film: columns that say nearly the same (how often two films
    were liked together, and how much more than by chance) would play each other off.
    """
    # Between a column's own scale and none: rare likenesses may weigh more, not without bound.
    spread = np.concatenate([one.columns[::10] for one in examples]).std(axis=0) ** 0.7 + 0.02

    def loss(vector: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights = (vector / spread).astype(np.float32)
        total, slope = 0.0, np.zeros(len(vector))
        for one in examples:
            scores = one.columns @ weights + one.rarity
            top = scores.max()
            chance = np.exp(scores - top)
            norm = chance.sum()
            total += float(np.log(norm) + top - scores[one.right].mean())
            slope += (chance / norm) @ one.columns - one.columns[one.right].mean(axis=0)
        count = len(examples)
        penalty = _RIDGE * float((vector**2).sum())
        return total / count + penalty, slope / spread / count + 2 * _RIDGE * vector

    bounds = [_BOUNDS.get(_sign(name), (None, None)) for name in names]
    found = minimize(
        loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B", bounds=bounds,
        options={"maxiter": 100},
    )  # fmt: skip
    weights: Floats = (found.x / spread).astype(np.float32)
    return weights


def _strengthened(examples: list[Example], names: list[str], fitted: Floats) -> Floats:
    """Return the fitted weights with the most closeness that is worth its price."""
    closeness = np.array([CLOSENESS.get(name, 0.0) for name in names], dtype=np.float32)
    tried = [fitted + strength * closeness for strength in STRENGTHS]
    gains = [np.mean([_gain(one, weights) for one in examples]) for weights in tried]
    good = [place for place, gain in enumerate(gains) if gain >= _WORTH * max(gains)]
    return tried[good[-1]]


def _gain(example: Example, weights: Floats) -> float:
    ranked = np.argsort(-(example.columns @ weights), kind="stable")[:10]
    return ndcg(ranked, example.right)
