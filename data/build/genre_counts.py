"""TF-IDF of words, pairs and pieces as scikit-learn computes it, from counts made once.

A word's pieces are counted once and not in each plot: a fifth of ``TfidfVectorizer``'s time.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from services.genre_text import word_pieces

Floats = NDArray[np.float32]
Term = TypeVar("Term", bound=Hashable)


@dataclass(frozen=True)
class Counts:
    """How often each term occurs in each plot: ``matrix`` (n × terms)."""

    matrix: sparse.csr_matrix
    terms: list[str]

    def tfidf(
        self, fitted: int, min_df: int, max_terms: int
    ) -> tuple[sparse.csr_matrix, tuple[str, ...], Floats]:
        """Return TF-IDF rows of length 1, the terms that are kept, and their idf.

        Args:
            fitted: The first rows, which decide on terms and idf.
            min_df: In how many of them a term must occur.
            max_terms: The most frequent ones are kept.
        """
        head = self.matrix[:fitted]
        plots = np.bincount(head.indices, minlength=len(self.terms))
        kept = np.flatnonzero(plots >= min_df)
        total = np.asarray(head.sum(axis=0)).ravel()[kept]
        kept = kept[np.argsort(-total, kind="stable")[:max_terms]]
        kept = kept[np.argsort(np.array([self.terms[at] for at in kept.tolist()]))]
        idf = (np.log((1 + fitted) / (1 + plots[kept])) + 1).astype(np.float32)
        found = self.matrix[:, kept].tocsr()
        found.data = 1 + np.log(found.data)
        found = (found @ sparse.diags(idf)).tocsr()
        length = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
        found = sparse.diags((1 / np.maximum(length, 1e-12)).astype(np.float32)) @ found
        return found.tocsr(), tuple(self.terms[at] for at in kept.tolist()), idf


def count_words(plots: list[list[str]]) -> Counts:
    """Return the counts of the words."""
    matrix, terms = _count(plots)
    return Counts(matrix, terms)


def count_grams(plots: list[list[str]], words: Counts) -> Counts:
    """Return the counts of words and of pairs of neighbours."""
    matrix, pairs = _count(pairwise(words) for words in plots)
    joined = sparse.hstack([words.matrix, matrix]).tocsr()
    return Counts(joined, words.terms + [" ".join(pair) for pair in pairs])


def count_pieces(words: Counts) -> Counts:
    """Return the counts of the pieces of the words."""
    matrix, terms = _count(word_pieces([word]) for word in words.terms)
    return Counts((words.matrix @ matrix).tocsr(), terms)


def _count(rows: Iterable[Iterable[Term]]) -> tuple[sparse.csr_matrix, list[Term]]:
    place: dict[Term, int] = {}
    columns: list[int] = []
    ends = [0]
    for row in rows:
        columns.extend([place.setdefault(term, len(place)) for term in row])
        ends.append(len(columns))
    ones = np.ones(len(columns), np.float32)
    shape = (len(ends) - 1, len(place))
    matrix = sparse.csr_matrix((ones, np.array(columns, np.int32), np.array(ends)), shape=shape)
    matrix.sum_duplicates()
    return matrix, list(place)
