"""Train the recommender: what films are about, whom they please, and what each likeness counts.

What a film is about is TF-IDF over its overview, tagline, keywords and genres, reduced by truncated
SVD (Deerwester et al., «Indexing by latent semantic analysis», 1990). Only vectors ship: no text
and no vocabulary can be read back from them.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import joblib
import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from data.build.films import FilmRecord
from data.build.likes import Likes
from data.build.own import subjects
from data.build.ranking import DEFAULT, learn_weights
from data.build.side import Credits
from data.build.taste import film_facts, taste_vectors
from data.build.truth import together_score
from data.build.works import works
from services.catalogue import Catalogue
from services.recommender_model import FORMAT, RecommenderModel

DIMENSIONS = 64
SCALE = 127
"""Vectors ship as int8: a component of 1.0 is 127."""

TOGETHER = 150
"""Films kept that were liked together with a film, the best by DESIGN's score."""
_MIN_TOGETHER = 2

_ABOUT = {"overview": 0.8, "keywords": 1.0, "genres": 0.35}
_PEOPLE = {"cast": 1.0, "directors": 1.2, "companies": 0.7}
_LEADS = 13

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Content:
    """What is known of the films without ratings; rows in the order of the catalogue.

    ``about`` are unit vectors, shape (films, <= 64), ``facts`` see :func:`film_facts`.
    """

    ids: npt.NDArray[np.int32]
    about: Floats
    facts: Floats
    works: npt.NDArray[np.int32]
    thin: npt.NDArray[np.bool_]


def read_content(
    films: list[FilmRecord],
    credits: Mapping[int, Credits],
    keywords: Mapping[int, tuple[str, ...]],
    catalogue: Catalogue,
) -> Content:
    """Return what the films are about and who made them, as vectors."""
    with threadpool_limits(1):
        return _read_content(films, credits, keywords, catalogue)


def _read_content(
    films: list[FilmRecord],
    credits: Mapping[int, Credits],
    keywords: Mapping[int, tuple[str, ...]],
    catalogue: Catalogue,
) -> Content:
    none = Credits((), ())
    who = [credits.get(film.id, none) for film in films]
    words = [subjects(keywords.get(film.id, ())) for film in films]
    texts = [f"{film.overview} {film.tagline}".strip() for film in films]
    about = _reduced(
        _ABOUT,
        {
            "overview": _text(texts),
            "keywords": _labels(words),
            "genres": _labels((*film.genres, film.language) for film in films),
        },
    )
    people = _reduced(
        _PEOPLE,
        {
            "cast": _labels(one.cast[:_LEADS] for one in who),
            "directors": _labels(one.directors for one in who),
            "companies": _labels(film.companies for film in films),
        },
    )
    return Content(
        ids=np.array([film.id for film in films], dtype=np.int32),
        about=about,
        facts=film_facts(catalogue, about, people),
        works=works(films, credits),
        thin=np.array([not (text or word) for text, word in zip(texts, words, strict=True)]),
    )


def train(content: Content, catalogue: Catalogue, likes: Likes | None) -> RecommenderModel:
    """Return a model with weights learned from the likes, or DEFAULT ones where there are none."""
    likes = likes or Likes(sparse.csr_matrix((0, len(content.ids)), dtype=np.float32))

    def model_of(some: Likes) -> RecommenderModel:
        return arrays(content, some)

    # One thread: sums in another order are other numbers, and the bytes would differ.
    with threadpool_limits(1):
        weights = learn_weights(likes, catalogue, model_of) if likes.users else dict(DEFAULT)
        return replace(model_of(likes), weights=weights)


def arrays(content: Content, likes: Likes) -> RecommenderModel:
    """Return the arrays of a model from some viewers' likes; its weights are empty."""
    both, likers = likes.together().tocoo(), likes.likers
    counts = both.data
    score = together_score(counts, likers[both.row], likers[both.col])
    order = np.lexsort((both.col, -score, both.row))
    order = order[counts[order] >= _MIN_TOGETHER]
    owner = both.row[order]
    place = np.arange(len(owner)) - np.searchsorted(owner, owner)
    order, owner = order[place < TOGETHER], owner[place < TOGETHER]
    return RecommenderModel(
        ids=content.ids,
        about=_packed(content.about),
        taste=_packed(taste_vectors(likes, content.facts)),
        works=content.works,
        thin=content.thin & (likers == 0),
        users=likes.users,
        likers=likers,
        starts=np.searchsorted(owner, np.arange(len(likers) + 1)).astype(np.int32),
        others=both.col[order].astype(np.int32),
        counts=np.minimum(counts[order], np.iinfo(np.uint16).max).astype(np.uint16),
        weights={},
    )


def save(model: RecommenderModel, path: Path) -> None:
    """Write a model so that the same arrays give the same bytes."""
    buffer = io.BytesIO()
    joblib.dump({"format": FORMAT} | asdict(model), buffer, compress=("zlib", 6))
    path.write_bytes(buffer.getvalue())


def _packed(vectors: Floats) -> npt.NDArray[np.int8]:
    return np.rint(vectors * SCALE).astype(np.int8)


def _reduced(weights: Mapping[str, float], blocks: Mapping[str, sparse.csr_matrix]) -> Floats:
    """Return unit vectors of the blocks side by side, reduced."""
    parts = [weight * blocks[name] for name, weight in weights.items() if blocks[name].shape[1]]
    films = next(iter(blocks.values())).shape[0]
    features = normalize(sparse.hstack(parts).tocsr()) if parts else sparse.csr_matrix((films, 0))
    size = min(DIMENSIONS, min(features.shape) - 1)
    if size < 1:  # too few films to find anything in common
        return np.zeros((films, 1), dtype=np.float32)
    svd = TruncatedSVD(size, random_state=0, n_iter=5)
    with np.errstate(invalid="ignore"):  # a few films that all look alike have no variance
        reduced: Floats = normalize(svd.fit_transform(features)).astype(np.float32)
    return reduced


def _text(texts: list[str]) -> sparse.csr_matrix:
    vectorizer = TfidfVectorizer(
        stop_words="english", min_df=3, max_df=0.2, sublinear_tf=True, strip_accents="unicode"
    )
    return _fitted(vectorizer, texts)


def _labels(groups: Iterable[tuple[str, ...]]) -> sparse.csr_matrix:
    return _fitted(TfidfVectorizer(analyzer=_identity, min_df=2), list(groups))


def _identity(labels: tuple[str, ...]) -> tuple[str, ...]:
    return labels


def _fitted(vectorizer: TfidfVectorizer, documents: Sequence[object]) -> sparse.csr_matrix:
    try:
        return vectorizer.fit_transform(documents)
    except ValueError:  # scikit-learn's word for: no term is common enough
        return sparse.csr_matrix((len(documents), 0))
