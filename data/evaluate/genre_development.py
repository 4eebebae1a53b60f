"""Measure the genre classifier on films that choices may be made by: none of a test set.

What this project's own plots, told as people tell them, are worth is measured here: with them and
without, on those of other films, and on plots that were written by others.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from data.build.genres import Helpers, Recipe, train
from data.build.models import plot_frame
from data.build.plots import LabelledPlot
from data.evaluate.genre_detail import measured
from data.evaluate.genre_sets import (
    DEVELOPMENT,
    GenreSets,
    colloquial_plots,
    leave_out,
    read_films,
    read_sets,
    shared,
    split,
)

ENGLISH_PART, SPANISH_PART, TOLD_PART = 10, 8, 4
"""One film in so many is held out, of MIAD's, of the synopses' and of the told plots'."""
FIRST_WORDS = 25
RECIPES = {"sin tramas contadas": Recipe(told=False), "con tramas contadas": Recipe()}


@dataclass(frozen=True)
class Development:
    """The plots to learn from, and those to choose by, by name."""

    train: list[LabelledPlot]
    sets: dict[str, list[LabelledPlot]]


def development(sets: GenreSets, colloquial: list[LabelledPlot]) -> Development:
    """Return the sets to choose by; no film of a test or of one of them is learnt from.

    Args:
        sets: The tests, whose films are left out.
        colloquial: Plots that were written to choose by; a test's films are left out of them, too.
    """
    tests = [plot for test in sets.tests for plot in test]
    tested = {plot.film for plot in tests}
    free = [plot for plot in sets.plots if plot.film not in tested]
    english = _part(free, "miad", ENGLISH_PART)
    spanish = [shared(plot) for plot in _part(free, "synopsis", SPANISH_PART)]
    first = [replace(p, plot=" ".join(p.plot.split()[:FIRST_WORDS])) for p in spanish]
    told = [shared(plot) for plot in _part(free, "told", TOLD_PART)]
    found = {"inglés": english, "español": spanish, "primeras": first,
             "coloquial": [plot for plot in colloquial if plot.film not in tested],
             "contadas": told}  # fmt: skip
    held = [plot for part in found.values() for plot in part]
    return Development(leave_out(free, tests + held), found)


def choices_table(folder: Path, console: Console) -> None:
    """Print what :func:`development_table` does, from a raw folder.

    Raises:
        RawDataError: A raw file is missing or damaged.
    """
    raw = read_films(folder)
    sets = split(*read_sets(folder, raw))
    colloquial = colloquial_plots(DEVELOPMENT, plot_frame(raw.films))
    helpers = Helpers.find(lambda line: console.print(f"_{line}_"))
    development_table(sets, colloquial, helpers, console)


def development_table(
    sets: GenreSets, colloquial: list[LabelledPlot], helpers: Helpers, console: Console
) -> None:
    """Print macro AUC and hits among the first three of each set, with told plots and without."""
    found = development(sets, colloquial)
    table = Table("modelo", *[f"{name}: AUC / entre tres" for name in found.sets], box=box.MARKDOWN)
    for name, recipe in RECIPES.items():
        model = train(found.train, helpers=helpers, recipe=recipe)
        cells = []
        for plots in found.sets.values():
            scores = measured(model, plots)
            cells.append(f"{scores.macro_auc:.4f} / {scores.top_three:.1%}")
        table.add_row(name, *cells)
    sizes = ", ".join(f"{name} {len(plots)}" for name, plots in found.sets.items())
    console.print(f"Para elegir, sin películas de las pruebas: {sizes} tramas.", soft_wrap=True)
    console.print(table)


def _part(plots: Iterable[LabelledPlot], source: str, part: int) -> list[LabelledPlot]:
    """Return the plots of one source whose films are chosen, one in ``part``."""
    return [p for p in plots if p.source == source and _number(p.film, source) % part == 0]


def _number(film: str, source: str) -> int:
    digest = hashlib.blake2b(film.encode(), digest_size=4, person=source.encode()).digest()
    return int.from_bytes(digest)
