"""What the genre classifier is trained on: TF-IDF of words and pieces, and vectors of words."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from data.build.genre_counts import count_grams, count_pieces, count_words
from data.build.genre_rows import ENGLISH
from data.build.genre_vectors import Floats, align, spellings, word_vectors
from data.build.helpers import Helpers
from data.build.plots import LabelledPlot
from services.genre_text import plot_words

MAX_WORDS = 60_000
"""Words that have a vector, the most frequent."""

Words = list[list[str]]


@dataclass(frozen=True)
class WordPoints:
    """The plots as TF-IDF of words (``matrix``, n × words), and the words' ``vectors``."""

    matrix: sparse.csr_matrix
    terms: tuple[str, ...]
    idf: Floats
    vectors: Floats  # words × k, which the network starts from


@dataclass(frozen=True)
class Features:
    """Features of n plots, and their ``counts`` of words.

    ``sparse`` (n × terms) with the terms and idf of its two blocks; ``words`` None without MiniLM.
    """

    sparse: sparse.csr_matrix
    blocks: list[tuple[tuple[str, ...], Floats]]
    words: WordPoints | None
    counts: list[int]

    @classmethod
    def of(
        cls, rows: list[LabelledPlot], whole: int, pairs: bool, pieces: bool, min_df: int,
        max_terms: int, helpers: Helpers, progress: Callable[[str], None],
    ) -> "Features":  # fmt: skip
        """Return the features of ``rows``, whose first ``whole`` decide which terms are kept.

        The others are sentences of these: their words would count twice.
        """
        read = [plot_words(row.plot) for row in rows]
        counts = [len(found) for found in read]
        words = count_words(read)
        kinds = [count_grams(read, words) if pairs else words]
        kinds += [count_pieces(words)] if pieces else []
        weighed = [kind.tfidf(whole, min_df, max_terms) for kind in kinds]
        # liblinear wants float64: one copy now, not one for each genre
        joined = sparse.hstack([matrix for matrix, _, _ in weighed], dtype=np.float64).tocsr()
        blocks = [(terms, idf) for _, terms, idf in weighed]
        if not pieces:
            blocks.append(((), np.zeros(0, np.float32)))
        if helpers.minilm is None:
            return cls(joined, blocks, None, counts)
        progress("géneros: vectores de las palabras")
        matrix, terms, idf = words.tfidf(whole, min_df, MAX_WORDS)
        vectors = _vectors(rows[:whole], read, list(terms), matrix, helpers)
        return cls(joined, blocks, WordPoints(matrix, terms, idf, vectors), counts)


def _vectors(
    rows: list[LabelledPlot], words: Words, vocabulary: list[str],
    matrix: sparse.csr_matrix, helpers: Helpers,
) -> Floats:  # fmt: skip
    assert helpers.minilm  # noqa: S101
    spelling = spellings(vocabulary, rows)
    share = _english(rows, words, vocabulary)
    vectors = word_vectors(vocabulary, share, spelling, helpers.minilm, helpers.translator)
    at = {source: [i for i, row in enumerate(rows) if row.source == source]
          for source in {row.source for row in rows}}  # fmt: skip
    english = [row for source in ENGLISH for row in at.get(source, [])]
    spanish = [row for source in ENGLISH for row in at.get(f"{source}-es", [])]
    if len(english) != len(spanish):  # no translations
        return vectors
    return align(vectors, matrix[english], matrix[spanish])


def _english(rows: list[LabelledPlot], words: Words, vocabulary: list[str]) -> NDArray[np.float64]:
    """Return how English each word is, 0 to 1: its frequency in English plots against Spanish."""
    counts = {True: Counter[str](), False: Counter[str]()}
    for row, found in zip(rows, words, strict=False):
        if row.source != "told":  # in either language
            counts[row.source in ENGLISH].update(found)
    english, spanish = (
        np.array([counts[kind][word] for word in vocabulary]) / max(counts[kind].total(), 1)
        for kind in (True, False)
    )
    return np.asarray(english / np.maximum(english + spanish, 1e-12))
