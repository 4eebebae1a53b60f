"""Whom a film pleases, as a vector; carried over to films that nobody rated.

Films that the same viewers like get vectors that point the same way: the leading eigenvectors of
their pointwise mutual information (Levy and Goldberg, «Neural word embedding as implicit matrix
factorization», 2014). A ridge regression from what is known of every film gives the others a vector
of their own (Gantner et al., «Learning attribute-to-feature mappings for cold-start
recommendations», 2010), and draws those of films with few likers towards it.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.sparse.linalg import eigsh
from sklearn.linear_model import Ridge
from sklearn.preprocessing import SplineTransformer

from data.build.likes import Likes
from services.catalogue import Catalogue
from services.lookups import USUAL_RUNTIME, fame, quality

DIMENSIONS = 32
Floats = npt.NDArray[np.float32]

_MIN_LIKERS = 3
_MAX_FILMS = 6_000
_RIDGE = 30.0
_SHRINK = 8.0
"""Likers at which a film's own vector counts as much as what its facts say."""
_TOP_LABELS = 12


def taste_vectors(likes: Likes, facts: Floats) -> Floats:
    """Return a unit vector for every film; shape (films, <= 32).

    Args:
        likes: Who likes what.
        facts: What is known of each film; see :func:`film_facts`.
    """
    likers = likes.likers
    rated = np.flatnonzero(likers >= _MIN_LIKERS)
    rated = np.sort(rated[np.argsort(-likers[rated], kind="stable")[:_MAX_FILMS]])
    if len(rated) < 2 * DIMENSIONS:  # too few to tell tastes apart
        return np.zeros((len(likers), 1), dtype=np.float32)
    own = _factors(likes.matrix[:, rated])
    ridge = Ridge(alpha=_RIDGE).fit(facts[rated], own, sample_weight=np.sqrt(likers[rated]))
    vectors = ridge.predict(facts).astype(np.float32)
    trust = (likers[rated] / (likers[rated] + _SHRINK))[:, None]
    vectors[rated] = trust * own + (1 - trust) * vectors[rated]
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return unit


def film_facts(catalogue: Catalogue, about: Floats, people: Floats) -> Floats:
    """Return what is known of every film as numbers of like size; shape (films, facts).

    Args:
        catalogue: The tables.
        about: What each film is about, unit vectors; shape (films, dimensions).
        people: Who made it, unit vectors; shape (films, dimensions).
    """
    films = catalogue.films
    if len(films) < 2:  # splines need two
        return np.zeros((len(films), 1), dtype=np.float32)
    genres = _has(catalogue, "genres", "genre")
    years = np.clip(films["year"].to_numpy(), 1920, 2018).astype(float)
    dummies = pd.get_dummies(films["language"].astype(str))
    frequent = dummies.sum().nlargest(_TOP_LABELS).index
    languages = dummies[frequent].to_numpy(dtype=float)
    known, score = fame(films), quality(films)
    numbers = [known * score, score, np.log1p(films["revenue"]), np.log1p(films["budget"])]
    numbers.append(films["runtime"].astype("float64").fillna(USUAL_RUNTIME))
    standard = [_standard(np.asarray(column, dtype=np.float64)) for column in numbers]
    age = _standard(years)[:, None]
    famous = _standard(known.astype(np.float64))[:, None]
    blocks = [
        4 * about,
        3 * people,
        genres,
        _has(catalogue, "countries", "country", _TOP_LABELS),
        languages,
        SplineTransformer(n_knots=10).fit_transform(years[:, None]),
        SplineTransformer(n_knots=7).fit_transform(known[:, None]),
        np.stack(standard, axis=1),
        0.5 * genres * age,
        0.5 * genres * famous,
        0.5 * languages * famous,
    ]
    return np.concatenate(blocks, axis=1).astype(np.float32)


def _factors(liked: sparse.csr_matrix) -> Floats:
    """Return vectors whose products come near the films' mutual information.

    Viewers who like thousands of films say less with each of them.
    """
    lengths = np.maximum(1, np.asarray(liked.sum(axis=1)).ravel())
    weighed = sparse.diags(lengths**-0.25) @ liked
    both = (weighed.T @ weighed).toarray()
    np.fill_diagonal(both, 0)
    total, sums = both.sum(), both.sum(axis=1)
    information = np.log((both + 0.5) / (np.outer(sums, sums) / max(total, 1e-9) + 0.5))
    np.fill_diagonal(information, 0)
    start = np.ones(len(information))  # the same vectors every time
    values, vectors = eigsh(information, k=DIMENSIONS, which="LA", v0=start)
    signs = np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(DIMENSIONS)])
    factors: Floats = (vectors * signs * np.sqrt(np.maximum(values, 0))).astype(np.float32)
    return factors


def _has(catalogue: Catalogue, link: str, column: str, most: int | None = None) -> Floats:
    """Return which films have which label (the ``most`` frequent ones); shape (films, labels)."""
    labels = getattr(catalogue, link)[column].cat.codes.to_numpy()
    rows = np.repeat(np.arange(len(catalogue.films)), np.diff(catalogue.starts[link]))
    has = np.zeros((len(catalogue.films), labels.max(initial=-1) + 1), dtype=np.float32)
    has[rows, labels] = 1
    return has if most is None else has[:, np.argsort(-has.sum(axis=0), kind="stable")[:most]]


def _standard(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    standard: npt.NDArray[np.float64] = (values - values.mean()) / (values.std() + 1e-9)
    return standard
