"""The vectors of words in both languages, which the genre classifier's network starts from."""

import re
from collections import Counter

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from data.build.minilm import MiniLM
from data.build.plots import LabelledPlot
from data.build.translate import Translator
from services.genre_text import plot_words

Floats = NDArray[np.float32]

SIZE = 256
SURE = 0.95
"""How English, or Spanish, a word must be for the other language's meaning not to be asked for."""
_TYPED = re.compile(r"\w\w+")


def word_vectors(
    vocabulary: list[str], share: NDArray[np.float64], spelling: list[str],
    minilm: MiniLM, translator: Translator | None,
) -> Floats:  # fmt: skip
    """Return a vector for each word (n × 256): MiniLM's, by its translation if it is Spanish.

    Args:
        vocabulary: Folded words.
        share: How English each is, 0 to 1: a word of both languages gets the mean.
        spelling: Each with its Spanish accents, which its translation needs.
        minilm: Gives the vectors.
        translator: Without it, Spanish words have the vector of their spelling alone.
    """
    typed = translator.translate(spelling, "spa-eng") if translator else vocabulary
    english = [" ".join(plot_words(t)) or w for t, w in zip(typed, vocabulary, strict=True)]
    english = [
        w if part > SURE else e for e, w, part in zip(english, vocabulary, share, strict=True)
    ]
    own = [
        e if part < 1 - SURE else w for e, w, part in zip(english, vocabulary, share, strict=True)
    ]
    both = minilm.vectors(own + english)
    weight = share[:, None].astype(np.float32)
    mixed = weight * both[: len(vocabulary)] + (1 - weight) * both[len(vocabulary) :]
    mixed -= mixed.mean(axis=0)
    axes = np.linalg.svd(mixed.T @ mixed)[0]
    size = min(SIZE, len(axes))
    return np.asarray(mixed @ axes[:, :size], np.float32)


def spellings(vocabulary: list[str], plots: list[LabelledPlot]) -> list[str]:
    """Return each word as the Spanish synopses spell it most often, or as it is."""
    found: dict[str, Counter[str]] = {}
    for plot in plots:
        if plot.source == "synopsis":
            for typed in _TYPED.findall(plot.plot.lower()):
                for word in plot_words(typed):
                    found.setdefault(word, Counter())[typed] += 1
    return [found[w].most_common(1)[0][0] if w in found else w for w in vocabulary]


def align(
    vectors: Floats, theirs: sparse.csr_matrix, ours: sparse.csr_matrix, steps: int = 12
) -> Floats:
    """Return vectors moved so that a Spanish plot's mean is that of the same plot in English.

    A dictionary has one translation for a word; the pairs of plots say which meanings it has here.
    Ridge regression by conjugate gradients, all columns at once.

    Args:
        vectors: n × k.
        theirs: English plots × words, TF-IDF.
        ours: The same plots in Spanish.
        steps: Of the conjugate gradients.
    """
    moved = np.zeros_like(vectors)
    rest = np.asarray(ours.T @ (theirs @ vectors - ours @ vectors))
    way, size = rest.copy(), (rest * rest).sum(axis=0)
    for _ in range(steps):
        image = np.asarray(ours.T @ (ours @ way)) + way
        step = size / np.maximum((way * image).sum(axis=0), 1e-12)
        moved += step * way
        rest -= step * image
        new = (rest * rest).sum(axis=0)
        way, size = rest + new / np.maximum(size, 1e-12) * way, new
    return np.asarray(vectors + moved, np.float32)
