"""Train the film vectors: TF-IDF over what a film is about, reduced by truncated SVD (LSA).

Deerwester et al., «Indexing by latent semantic analysis», 1990. Only the vectors ship: no text and
no vocabulary can be read back from them.
"""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import joblib
import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from data.build.films import FilmRecord
from data.build.side import Credits

DIMENSIONS = 96
SCALE = 127
"""Vectors ship as int8: a component of 1.0 is 127."""

# How much each block weighs in the vectors; chosen by reading the lists for well-known films.
_WEIGHTS = {"overview": 0.8, "keywords": 1.0, "genres": 0.35, "people": 0.4}
_LEADS = 5


def train(
    films: list[FilmRecord],
    credits: Mapping[int, Credits],
    keywords: Mapping[int, tuple[str, ...]],
) -> dict[str, npt.NDArray[np.int8] | npt.NDArray[np.int32]]:
    """Return ``ids`` (films,) and their unit ``vectors`` (films, <= 96) as int8, in one order."""
    none = Credits((), ())
    people = (credits.get(film.id, none) for film in films)
    blocks = {
        "overview": _text(f"{film.overview} {film.tagline}" for film in films),
        "keywords": _labels(keywords.get(film.id, ()) for film in films),
        "genres": _labels((*film.genres, film.language) for film in films),
        "people": _labels((*who.directors, *who.cast[:_LEADS]) for who in people),
    }
    parts = [weight * blocks[name] for name, weight in _WEIGHTS.items() if blocks[name].shape[1]]
    features = (
        normalize(sparse.hstack(parts).tocsr()) if parts else sparse.csr_matrix((len(films), 0))
    )
    vectors = np.rint(_reduce(features) * SCALE).astype(np.int8)
    return {"ids": np.array([film.id for film in films], dtype=np.int32), "vectors": vectors}


def save(model: Mapping[str, npt.NDArray[np.int8] | npt.NDArray[np.int32]], path: Path) -> None:
    """Write a model so that the same arrays give the same bytes."""
    buffer = io.BytesIO()
    joblib.dump(dict(model), buffer, compress=("zlib", 6))
    path.write_bytes(buffer.getvalue())


def _reduce(features: sparse.csr_matrix) -> npt.NDArray[np.float64]:
    size = min(DIMENSIONS, min(features.shape) - 1)
    if size < 1:  # too few films to find anything in common
        return np.zeros((features.shape[0], 1))
    svd = TruncatedSVD(size, random_state=0, n_iter=5)
    with np.errstate(invalid="ignore"):  # a few films that all look alike have no variance
        reduced: npt.NDArray[np.float64] = normalize(svd.fit_transform(features))
    return reduced


def _text(texts: Iterable[str]) -> sparse.csr_matrix:
    vectorizer = TfidfVectorizer(
        stop_words="english", min_df=3, max_df=0.2, sublinear_tf=True, strip_accents="unicode"
    )
    return _fit(vectorizer, list(texts))


def _labels(groups: Iterable[tuple[str, ...]]) -> sparse.csr_matrix:
    vectorizer = TfidfVectorizer(analyzer=_identity, min_df=2)
    return _fit(vectorizer, list(groups))


def _identity(labels: tuple[str, ...]) -> tuple[str, ...]:
    return labels


def _fit(vectorizer: TfidfVectorizer, documents: list[object]) -> sparse.csr_matrix:
    try:
        return vectorizer.fit_transform(documents)
    except ValueError:  # scikit-learn's word for: no term is common enough
        return sparse.csr_matrix((len(documents), 0))
