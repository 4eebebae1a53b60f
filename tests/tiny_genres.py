"""A tiny training set of our own for the genre classifier, and stand-ins for its helpers."""

import zlib

import numpy as np
from numpy.typing import NDArray

from data.build.minilm import MiniLM
from data.build.plots import NO, UNKNOWN, YES, LabelledPlot
from data.build.translate import Mode, Translator
from services.genres import GENRES

BOXERS = ("Un boxeador entrena para su última pelea", "A boxer trains for the fight of his life")
GHOSTS = ("Un fantasma ronda la mansión por la noche", "A ghost haunts the mansion at night")
PLACES = ("en Lugo", "en Jaén", "in Leeds", "in Perth", "cerca del río", "by the sea")


def labelled(
    plot: str, film: str, *genres: str, unknown: tuple[str, ...] = (), source: str = "miad"
) -> LabelledPlot:
    labels = [YES if g in genres else UNKNOWN if g in unknown else NO for g in GENRES]
    return LabelledPlot(plot, film, tuple(labels), "overview" if unknown else source, None)


def tiny_plots() -> list[LabelledPlot]:
    return [
        labelled(f"{plot} {place}.", f"{plot}{place}", *genres)
        for plots, genres in ((BOXERS, ("Sport", "Drama")), (GHOSTS, ("Horror",)))
        for plot in plots
        for place in PLACES
    ]


SPANISH = {"boxer": "boxeador", "ghost": "fantasma", "fight": "pelea", "mansion": "mansión"}


class FakeTranslator(Translator):
    """Knows four words."""

    def __init__(self) -> None:
        super().__init__("/bin/false")

    def translate(self, texts: list[str], mode: Mode) -> list[str]:
        words = SPANISH if mode == "eng-spa" else {v: k for k, v in SPANISH.items()}
        return [" ".join(words.get(word, word) for word in text.lower().split()) for text in texts]


class FakeMiniLM(MiniLM):
    """A vector by chance for each phrase, the same every time."""

    def __init__(self) -> None:
        pass

    def vectors(self, phrases: list[str]) -> NDArray[np.float32]:
        rows = [np.random.default_rng(zlib.crc32(p.encode())).normal(size=384) for p in phrases]
        return np.array(rows, np.float32) / np.float32(np.sqrt(384))
