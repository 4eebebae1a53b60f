"""Index the words of films, for the search by plot (``services/film_words.py``)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from services.catalogue import Catalogue
from services.film_words import STEPS, FilmWords, telling
from services.genre_text import plot_words

BILLED = 5
"""Actors of a film that people know it by."""

_TITLES = ("title", "original_title", "title_es", "title_latam")


def index(words: Mapping[int, Sequence[str]]) -> FilmWords:
    """Return the index of the folded words of each film's row.

    TF-IDF with sublinear counts, rows of length 1.
    """
    if not any(telling(some) for some in words.values()):
        return FilmWords.none()
    vectorizer = TfidfVectorizer(analyzer=telling, sublinear_tf=True, dtype=np.float32)
    by_word = vectorizer.fit_transform(words.values()).tocsc()
    rows = np.fromiter(words, np.int32, len(words))
    return FilmWords(
        terms=tuple(vectorizer.get_feature_names_out().tolist()),
        idf=vectorizer.idf_.astype(np.float32),
        starts=by_word.indptr.astype(np.int32),
        films=rows[by_word.indices],
        weights=np.rint(by_word.data * STEPS).astype(np.uint8),
    )


def titles(catalogue: Catalogue, row: Mapping[int, int]) -> FilmWords:
    """Return the index of the films' titles in all languages; ``row`` is each film's, by id."""
    found: dict[int, list[str]] = {}
    known = catalogue.films.loc[[film_id for film_id in row if film_id in catalogue.films.index]]
    for column in _TITLES:
        _add(found, row, zip(known.index, known[column], strict=True))
    _add(found, row, catalogue.aliases[["film", "title"]].itertuples(index=False))
    return index(found)


def people(catalogue: Catalogue, row: Mapping[int, int]) -> FilmWords:
    """Return the index of who directs the films and acts in them; ``row`` is each film's, by id."""
    found: dict[int, list[str]] = {}
    billed = catalogue.cast.groupby("film", sort=False).head(BILLED)
    for link in (billed, catalogue.directors):
        mine = link[link["film"].isin(row)]
        names = catalogue.people["name"].to_numpy()[mine["person"].to_numpy()]
        _add(found, row, zip(mine["film"], names, strict=True))
    return index(found)


def _add(
    found: dict[int, list[str]], row: Mapping[int, int], texts: Iterable[tuple[int, Any]]
) -> None:
    for film_id, text in texts:
        if film_id in row and isinstance(text, str):
            found.setdefault(row[film_id], []).extend(plot_words(text))
