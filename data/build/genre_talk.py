"""Plots as people type them: a few words of a synopsis, among the words that talk is full of.

A model that has read nothing but synopses takes «no me acuerdo» and «bien» for signs of something,
of a comedy as a rule. Here they stand at plots of all kinds. What was written as people tell it is
made ready as well.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from data.build.plots import LabelledPlot
from services.genre_spelling import meant
from services.genre_text import plot_words
from services.text import fold

SOURCE = "talk"

FEWEST, MOST = 8, 30
"""Words of a synopsis that are kept."""
FORGOTTEN = 0.1
"""Of these words, how many are left out."""
FROM_START = 0.4
"""How many begin where the synopsis does."""
_SHORTEST = 14

_STARTS = (
    "la de", "una de", "la del", "esa peli de", "una peli de", "la peli donde", "esa donde",
    "era una de", "va de", "trata de", "es sobre", "la q", "la que", "una en la que", "esa en que",
    "no me acuerdo del nombre pero", "como se llama la de", "una vieja de", "la historia de",
    "busco una de", "habia una de", "vi una de", "esa que sale", "la pelicula de", "creo que era",
    "uno que", "una que", "unos que", "un tio que", "un tipo que", "una chica que",
)  # fmt: skip
_BETWEEN = (
    "y", "y luego", "y al final", "y resulta que", "que", "pero", "entonces", "o algo asi", "creo",
    "y despues", "como que", "medio", "bien", "muy", "re", "super", "en plan", "tipo", "o sea",
    "y ya", "y tal", "no se", "asi",
)  # fmt: skip

_KNOWN = 5
"""Plots that a word must stand in for the mending of slips to know it, as ``Recipe.min_df``."""

_SPANISH = ("synopsis", "miad-es", "overview-es")
_WORD = re.compile(r"\w+")


def mended(told: Iterable[LabelledPlot], whole: list[LabelledPlot]) -> list[LabelledPlot]:
    """Return plots nearly as the bot will read them: slips and words of the street are mended.

    Args:
        told: As people tell them.
        whole: The plots that say which words are known, and how rare they are.
    """
    plots = Counter(word for plot in whole for word in set(plot_words(plot.plot)))

    def rarity(word: str) -> float | None:
        return None if plots[word] < _KNOWN else math.log((1 + len(whole)) / (1 + plots[word])) + 1

    return [replace(plot, plot=" ".join(meant(plot_words(plot.plot), rarity))) for plot in told]


def talk(plots: Iterable[LabelledPlot]) -> list[LabelledPlot]:
    """Return part of each Spanish plot as talk, of synopses two; the same every time."""
    chance = np.random.default_rng(3)
    spanish = [plot for plot in plots if plot.source in _SPANISH]
    rows = spanish + [plot for plot in spanish if plot.source == "synopsis"]
    found = []
    for plot in rows:
        words = _WORD.findall(fold(plot.plot))
        if len(words) >= _SHORTEST:
            found.append(replace(plot, plot=_said(words, chance), source=SOURCE))
    return found


def _said(words: list[str], chance: np.random.Generator) -> str:
    count = int(chance.integers(FEWEST, MOST))
    first = chance.random() < FROM_START
    start = 0 if first else int(chance.integers(max(1, len(words) - count)))
    kept = [w for w in words[start : start + count] if chance.random() > FORGOTTEN]
    for _ in range(int(chance.integers(1, 4))):
        filler = _BETWEEN[int(chance.integers(len(_BETWEEN)))]
        kept.insert(int(chance.integers(len(kept) + 1)), filler)
    return " ".join([_STARTS[int(chance.integers(len(_STARTS)))], *kept])
