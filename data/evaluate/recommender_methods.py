"""The ways to recommend that the table compares: what the seeds do, and what this bot does."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from data.build.films import FilmRecord
from data.build.likes import Likes
from data.build.ranking import learn_weights
from data.build.recommender import Content, arrays
from data.build.side import Credits
from data.build.truth import Floors, together_score
from services.catalogue import Catalogue
from services.likeness import Likeness
from services.recommender_model import RecommenderModel

DEPTH = 60
"""Films that a method ranks: ten are measured, once those of the own collection are out."""

Rows = npt.NDArray[np.int32]
Method = Callable[[int], Rows]
"""From a film's row to the rows of the films that a method recommends, best first."""


@dataclass(frozen=True)
class Films:
    """The films that are measured on: records and side files, in the catalogue's order."""

    records: list[FilmRecord]
    credits: Mapping[int, Credits]
    keywords: Mapping[int, tuple[str, ...]]
    catalogue: Catalogue
    content: Content


def fixed_methods(films: Films) -> dict[str, Method]:
    """Return the methods that learn nothing from viewers."""
    none = Credits((), ())
    who = [films.credits.get(one.id, none) for one in films.records]
    words = [films.keywords.get(one.id, ()) for one in films.records]
    votes = films.catalogue.films["votes"].to_numpy().astype(np.float64)
    chance = np.random.default_rng(0)
    texts = TfidfVectorizer(stop_words="english").fit_transform([f.overview for f in films.records])
    pairs = list(zip(films.records, who, words, strict=True))
    codes = [[*_tagged("d", c.directors), *_tagged("g", f.genres), f.title] for f, c, _ in pairs]
    soup = [
        [*_tagged("k", w), *_tagged("c", c.cast[:5]), *_tagged("d", c.directors),
         *_tagged("g", f.genres)]
        for f, c, w in pairs
    ]  # fmt: skip
    return {
        "al azar": lambda row: _best(chance.random(len(votes)), row),
        "las más votadas": lambda row: _best(votes, row),
        "TF-IDF de la sinopsis (semillas)": _cosine(texts),
        "género + dirección + título (semilla 004)": _cosine(_labels(codes)),
        "«sopa» de palabras clave, reparto, dirección y géneros": _cosine(_labels(soup)),
    }


def learned_methods(films: Films, likes: Likes) -> dict[str, Method]:
    """Return the methods that learn from viewers; ``likes`` are the training viewers' alone."""

    def model_of(some: Likes) -> RecommenderModel:
        return arrays(films.content, some)

    model = model_of(likes)
    alone = learn_weights(likes, films.catalogue, model_of, with_ratings=False)
    both = learn_weights(likes, films.catalogue, model_of)
    return {
        "ítem a ítem, de las valoraciones": item_to_item(likes),
        "este bot, sin valoraciones": ours(films, replace(model, weights=alone)),
        "este bot": ours(films, replace(model, weights=both)),
    }


def item_to_item(likes: Likes) -> Method:
    """Rank by DESIGN's score of co-likes, with the floor that the truth has, too."""
    both, likers = likes.together(), likes.likers
    floor = Floors.for_users(likes.users).together

    def rank(row: int) -> Rows:
        entries = slice(both.indptr[row], both.indptr[row + 1])
        count, others = both.data[entries], both.indices[entries]
        count, others = count[count >= floor], others[count >= floor]
        score = together_score(count, likers[row], likers[others])
        best: Rows = others[np.argsort(-score, kind="stable")[:DEPTH]]
        return best

    return rank


def ours(films: Films, model: RecommenderModel) -> Method:
    """Rank as :class:`services.recommender.Recommender` does."""
    likeness = Likeness(films.catalogue, model)
    prior = likeness.prior(model.weights)

    def rank(row: int) -> Rows:
        scores = likeness.score(row, model.weights) + prior
        scores[model.works == model.works[row]] = -np.inf
        return _best(scores, row)

    return rank


def _best(scores: npt.NDArray[np.floating[Any]], row: int) -> Rows:
    scores = scores.copy()
    scores[row] = -np.inf
    many = min(DEPTH, len(scores) - 1)
    top = np.argpartition(-scores, many - 1)[:many]
    return top[np.lexsort((top, -scores[top]))].astype(np.int32)


def _cosine(vectors: sparse.csr_matrix) -> Method:
    columns = vectors.T.tocsr()
    return lambda row: _best((vectors[row] @ columns).toarray().ravel(), row)


def _labels(groups: list[list[str]]) -> sparse.csr_matrix:
    return TfidfVectorizer(analyzer=_identity).fit_transform(groups)


def _identity(labels: list[str]) -> list[str]:
    return labels


def _tagged(tag: str, names: Iterable[str]) -> list[str]:
    return [f"{tag}:{name}" for name in names]
