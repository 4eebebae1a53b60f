"""Measure the genre classifier: the seed's two models, and ours step by step."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from data.build.genres import Helpers, Recipe, save, train
from data.build.plots import LabelledPlot
from data.evaluate import genre_seed
from data.evaluate.genre_detail import calibration, doubts, genre_by_genre, measured
from data.evaluate.genre_scores import Scores, labels_of, score
from data.evaluate.genre_search import searches_table
from data.evaluate.genre_sets import SEED, GenreSets, leave_out, read_films, read_sets, split
from services.genres import GenreClassifier, GenreModel

OTHER_SEEDS = (0, 1, 2, 3, 4)
TIMED = 300
"""Plots that the time of a reading is the median of."""


@dataclass(frozen=True)
class Step:
    """A stage of our model: its name, what it is made of, and which helpers it may use."""

    name: str
    recipe: Recipe
    translate: bool = False
    vectors: bool = False


STEPS = (
    Step("palabras", Recipe(pairs=False, pieces=False, parts=False, told=False)),
    Step("+ parejas y trozos de palabra", Recipe(parts=False, told=False)),
    Step("+ tramas traducidas", Recipe(parts=False, told=False), translate=True),
    Step("+ vectores de MiniLM", Recipe(parts=False, told=False), translate=True, vectors=True),
    Step("+ partes, claves y habla", Recipe(told=False), translate=True, vectors=True),
)
FINAL = Step("+ tramas contadas", Recipe(), translate=True, vectors=True)
"""Measured as the steps are, and with a model for each test set, which lacks its films alone."""


def genres_table(
    folder: Path, console: Console, seeds: int = 0, picture: Path | None = None
) -> None:
    """Print all tables.

    Args:
        folder: Of the raw data.
        console: Where the tables go.
        seeds: Other splits of MIAD that are measured as well, up to five.
        picture: A PNG that the calibration is drawn into.

    Raises:
        RawDataError: A raw file is missing or damaged.
    """
    raw = read_films(folder)
    plots, colloquial = read_sets(folder, raw)
    sets = split(plots, colloquial)
    helpers = Helpers.find(lambda line: console.print(f"_{line}_"))
    table = Table("modelo", "inglés: AUC", "F1", "Brier", "español: AUC", "F1", "Brier",
                  "coloquial: AUC", "entre tres", "ms: mediana / p99", "MB",
                  box=box.MARKDOWN)  # fmt: skip
    train_all = sets.train(*sets.tests)
    for name, make in (("regresión de la semilla", genre_seed.base),
                       ("red de la semilla", genre_seed.network)):  # fmt: skip
        table.add_row(name, *_cells(_seed_scores(make, train_all, sets.english)), *["–"] * 7)
    # The colloquial set first; the others' films may be learnt from.
    models = [_train(FINAL, sets.train(test), helpers) for test in sets.tests[::-1]][::-1]
    scores = [measured(model, test) for model, test in zip(models, sets.tests, strict=True)]
    for step in (*STEPS, FINAL):
        model = _train(step, train_all, helpers)
        _add_row(table, step.name, [measured(model, test) for test in sets.tests], model, sets)
    _add_row(table, "lo mismo, prueba a prueba", scores, models[0], sets)
    console.print(f"Películas de prueba: {len(sets.english)} tramas de MIAD, {len(sets.spanish)} "
                  f"sinopsis y {len(colloquial)} tramas coloquiales; ninguna se aprende de fuente "
                  "alguna. AUC y F1: macro / micro.", soft_wrap=True)  # fmt: skip
    console.print(table)
    searches_table(raw.films, raw.keywords, colloquial, models[2], helpers, console)
    genre_by_genre(scores, console)
    calibration(models, sets, console, picture)
    doubts(models, sets, console)
    if seeds:
        _other_seeds(plots, helpers, console, OTHER_SEEDS[:seeds])


def _add_row(
    table: Table, name: str, scores: list[Scores], model: GenreModel, sets: GenreSets
) -> None:
    spoken = (f"{scores[2].macro_auc:.3f}", f"{scores[2].top_three:.1%}")
    table.add_row(name, *_cells(scores[0]), *_cells(scores[1]), *spoken, *_costs(model, sets))


def _train(step: Step, plots: list[LabelledPlot], helpers: Helpers) -> GenreModel:
    used = Helpers(
        helpers.translator if step.translate else None, helpers.minilm if step.vectors else None
    )
    return train(plots, helpers=used, recipe=step.recipe)


def _seed_scores(
    make: Callable[[], Any], plots: list[LabelledPlot], test: list[LabelledPlot]
) -> Scores:
    model, thresholds = genre_seed.fit(make, [p for p in plots if p.source == "miad"])
    given = model.predict_proba([plot.plot for plot in test])
    return score(labels_of(test), np.asarray(given, np.float64), thresholds)


def _cells(scores: Scores) -> list[str]:
    return [
        f"{scores.macro_auc:.4f} / {scores.micro_auc:.4f}",
        f"{scores.macro_f1:.3f} / {scores.micro_f1:.3f}",
        f"{scores.brier:.4f}",
    ]


def _costs(model: GenreModel, sets: GenreSets) -> tuple[str, str]:
    """Return the time of a reading (median and p99, of whole plots) and the size of the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "genres.joblib"
        save(model, path)
        size = path.stat().st_size
        classifier = GenreClassifier.load(path)
        classifier.read("carga el modelo")
        times = []
        for plot in (*sets.english[:TIMED], *sets.spanish[:TIMED]):
            began = time.perf_counter()
            classifier.read(plot.plot)
            times.append((time.perf_counter() - began) * 1000)
    return f"{np.median(times):.1f} / {np.percentile(times, 99):.1f}", f"{size / 1e6:.1f}"


def _other_seeds(
    plots: list[LabelledPlot], helpers: Helpers, console: Console, seeds: tuple[int, ...]
) -> None:
    """Print mean and spread of the AUC over other splits of MIAD's films."""
    names = ("regresión de la semilla", "red de la semilla", FINAL.name)
    found: dict[str, list[float]] = {name: [] for name in names}
    for seed in seeds:
        test = split(plots, [], seed).english
        rest = leave_out(plots, test)
        for name, make in zip(names, (genre_seed.base, genre_seed.network), strict=False):
            found[name].append(_seed_scores(make, rest, test).macro_auc)
        found[names[-1]].append(measured(_train(FINAL, rest, helpers), test).macro_auc)
    table = Table("modelo", f"AUC macro en {len(seeds)} repartos más", box=box.MARKDOWN)
    for name, values in found.items():
        table.add_row(name, f"{np.mean(values):.4f} ± {np.std(values):.4f}")
    console.print(f"El reparto de la semilla es el {SEED}; estos son {seeds}.")
    console.print(table)
