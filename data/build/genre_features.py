"""What the genre classifier is trained on: TF-IDF of words and pieces, and points of plots."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from data.build.genre_net import Floats, align, points, spellings, word_vectors
from data.build.helpers import Helpers
from data.build.plots import LabelledPlot
from data.build.translate import Translator
from services.genre_model import FeatureBlock
from services.genre_text import plot_words, word_grams, word_pieces

ENGLISH = ("miad", "overview")
"""Sources in English; their translations are of the source with ``-es`` behind."""

MAX_WORDS = 60_000
"""Words that have a vector, the most frequent."""

Words = list[list[str]]


def with_translations(
    plots: list[LabelledPlot], translator: Translator | None
) -> list[LabelledPlot]:
    """Return the plots and, behind them, the English ones in Spanish, in the same order."""
    if translator is None:
        return plots
    english = [plot for plot in plots if plot.source in ENGLISH]
    spanish = translator.translate([plot.plot for plot in english], "eng-spa")
    return plots + [
        replace(plot, plot=text, source=f"{plot.source}-es")
        for plot, text in zip(english, spanish, strict=True)
    ]


@dataclass(frozen=True)
class Features:
    """Features of n plots, and their ``counts`` of words.

    ``sparse`` (n × terms) with the terms and idf of its two blocks, and the plots' ``points`` among
    the word vectors (n × k) with the ``table`` of these; both None without MiniLM.
    """

    sparse: sparse.csr_matrix
    blocks: list[tuple[tuple[str, ...], Floats]]
    points: Floats | None
    table: FeatureBlock | None
    counts: list[int]

    @classmethod
    def of(
        cls, rows: list[LabelledPlot], whole: int, pairs: bool, pieces: bool, min_df: int,
        max_terms: int, helpers: Helpers, progress: Callable[[str], None],
    ) -> "Features":  # fmt: skip
        """Return the features of ``rows``, whose first ``whole`` decide which terms are kept.

        The others are sentences of these: their words would count twice.
        """
        words = [plot_words(row.plot) for row in rows]
        counts = [len(found) for found in words]
        grams = [word_grams if pairs else list, *([word_pieces] if pieces else [])]
        fitted = [_vectorizer(kind, min_df, max_terms).fit(words[:whole]) for kind in grams]
        joined = sparse.hstack([v.transform(words) for v in fitted]).tocsr()
        blocks = [_terms(vectorizer) for vectorizer in fitted]
        if not pieces:
            blocks.append(((), np.zeros(0, np.float32)))
        if helpers.minilm is None:
            return cls(joined, blocks, None, None, counts)
        progress("géneros: vectores de las palabras")
        vectorizer = _vectorizer(list, min_df, MAX_WORDS).fit(words[:whole])
        matrix = vectorizer.transform(words)
        vectors = _vectors(rows[:whole], words, vectorizer, matrix, helpers)
        scale = np.maximum(np.abs(vectors).max(), 1e-9) / 127
        packed = np.rint(vectors / scale).clip(-127, 127).astype(np.int8)
        table = FeatureBlock(*_terms(vectorizer), packed)
        # From the rounded vectors: the network sees in training what it will see at run time.
        return cls(joined, blocks, points(matrix, packed.astype(np.float32)), table, counts)


def _vectorizer(
    grams: Callable[[list[str]], list[str]], min_df: int, max_terms: int
) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer=grams, sublinear_tf=True, min_df=min_df, max_features=max_terms, dtype=np.float32
    )


def _terms(vectorizer: TfidfVectorizer) -> tuple[tuple[str, ...], Floats]:
    return tuple(vectorizer.get_feature_names_out().tolist()), vectorizer.idf_.astype(np.float32)


def _vectors(
    rows: list[LabelledPlot], words: Words, vectorizer: TfidfVectorizer,
    matrix: sparse.csr_matrix, helpers: Helpers,
) -> Floats:  # fmt: skip
    vocabulary = vectorizer.get_feature_names_out().tolist()
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
        counts[row.source in ENGLISH].update(found)
    english, spanish = (
        np.array([counts[kind][word] for word in vocabulary]) / max(counts[kind].total(), 1)
        for kind in (True, False)
    )
    return np.asarray(english / np.maximum(english + spanish, 1e-12))
