"""The rows that the genre classifier learns from: plots, their translations, and parts of them."""

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from data.build.genre_talk import mended, talk
from data.build.plots import LabelledPlot
from data.build.translate import Translator

ENGLISH = ("miad", "overview", "keywords")
"""Sources in English; their translations are of the source with ``-es`` behind."""

WEIGHTS = {
    "miad": 2.0, "overview": 1.0, "synopsis": 1.0, "sentence": 0.5, "keywords": 0.5,
    "miad-es": 1.0, "overview-es": 0.5, "keywords-es": 0.5, "part": 0.3, "talk": 0.3, "told": 2.0,
}  # fmt: skip
"""How much a row of each source counts. MIAD's tell all 23 genres (+0.0015 AUC held out); the
sentences of the Spanish synopses add 0.004 on whole synopses and 0.009 on their first sentences;
``-es`` are translations; told plots add 0.02 on others of their kind, with 1 less and with 3 no
more."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_MIN_WORDS, _MAX_WORDS = 6, 45
"""Of a sentence, and of a part of a plot."""


def training_rows(
    plots: list[LabelledPlot],
    translator: Translator | None,
    *,
    with_parts: bool = True,
    with_told: bool = True,
) -> tuple[list[LabelledPlot], int]:
    """Return all rows, and how many of them, the first ones, are whole plots.

    ``with_parts`` adds parts of plots in both languages, plots as talk, and keywords; ``with_told``
    the plots that were written as people tell them.
    """
    written = [p for p in plots if p.source not in ("keywords", "told")]
    read = with_translations(written, translator)
    told = mended([p for p in plots if p.source == "told"], read) if with_told else []
    whole = read + told
    rows = whole + sentences(plots)
    if with_parts:
        keywords = with_translations([p for p in plots if p.source == "keywords"], translator)
        rows += keywords + parts(read) + talk(read)
    return rows, len(whole)


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


def sentences(plots: Iterable[LabelledPlot]) -> list[LabelledPlot]:
    """Return the sentences of the Spanish synopses as plots: what people type is as short.

    Synopses of one sentence and sentences of less than six words are left out.
    """
    return [
        replace(plot, plot=sentence, source="sentence")
        for plot in plots
        if plot.source == "synopsis" and len(found := _sentences(plot.plot)) > 1
        for sentence in found
    ]


def parts(plots: Iterable[LabelledPlot]) -> list[LabelledPlot]:
    """Return one or two sentences on end of each plot, up to 45 words; the same every time."""
    chance = np.random.default_rng(0)
    found = []
    for plot in plots:
        own = _sentences(plot.plot)
        if len(own) > 1:
            start, count = int(chance.integers(len(own))), 1 + int(chance.random() < 2 / 3)
            words = " ".join(own[start : start + count]).split()[:_MAX_WORDS]
            found.append(replace(plot, plot=" ".join(words), source="part"))
    return found


def _sentences(plot: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(plot) if len(part.split()) >= _MIN_WORDS]
