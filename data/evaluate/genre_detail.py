"""What the table of genres does not say: genre by genre, calibration, doubts about the language."""

from pathlib import Path

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from data.build.plots import LabelledPlot
from data.evaluate.genre_picture import draw
from data.evaluate.genre_scores import Bin, Floats, Scores, labels_of, reliability, score
from data.evaluate.genre_sets import GenreSets, foreign_texts
from services.genre_language import unsure
from services.genres import GenreModel, plot_words


def predict(model: GenreModel, plots: list[LabelledPlot]) -> Floats:
    """Return the probabilities (n × 23)."""
    read = [model.meant(plot_words(plot.plot)) for plot in plots]
    return np.array([model.probabilities(words) for words in read], np.float64)


def measured(model: GenreModel, plots: list[LabelledPlot]) -> Scores:
    """Return how good the model's probabilities and thresholds are for some plots."""
    return score(labels_of(plots), predict(model, plots), model.thresholds.astype(np.float64))


def genre_by_genre(scores: list[Scores], console: Console) -> None:
    """Print AUC and F1 of each genre, in English and in Spanish."""
    table = Table("género", "inglés: AUC", "F1", "tramas", "español: AUC", "F1", "tramas",
                  box=box.MARKDOWN)  # fmt: skip
    spanish = {genre.genre: genre for genre in scores[1].genres}
    for genre in scores[0].genres:
        other = spanish.get(genre.genre)
        told = other and other.plots >= 5  # a handful says nothing
        table.add_row(
            genre.genre, f"{genre.auc:.3f}", f"{genre.f1:.2f}", str(genre.plots),
            *([f"{other.auc:.3f}", f"{other.f1:.2f}", str(other.plots)] if other and told
              else ["–"] * 3),
        )  # fmt: skip
    console.print(table)


def calibration(
    models: list[GenreModel], sets: GenreSets, console: Console, picture: Path | None
) -> None:
    """Print whether 70 % means 70 %, over all tests and over the colloquial plots alone.

    Args:
        models: One for each test.
        sets: With the tests.
        console: Where the table goes.
        picture: A PNG that the same is drawn into, None for none.
    """
    labels = [labels_of(test) for test in sets.tests]
    given = [predict(model, test) for model, test in zip(models, sets.tests, strict=True)]
    drawn = {
        "todas las pruebas": reliability(np.concatenate(labels), np.concatenate(given)),
        "tramas coloquiales": reliability(labels[2], given[2]),
    }
    table = Table("dado", "cierto", "casos", "coloquial: dado", "cierto", "casos",
                  box=box.MARKDOWN)  # fmt: skip
    spoken = {_decile(part): part for part in drawn["tramas coloquiales"]}
    for part in drawn["todas las pruebas"]:
        other = spoken.get(_decile(part))
        table.add_row(*_bin_cells(part), *(_bin_cells(other) if other else ["–"] * 3))
    console.print(table)
    if picture:
        draw(drawn, picture)


def _decile(part: Bin) -> int:
    return int(part.predicted * 10)


def _bin_cells(part: Bin) -> list[str]:
    return [f"{part.predicted:.1%}", f"{part.observed:.1%}", str(part.count)]


def doubts(models: list[GenreModel], sets: GenreSets, console: Console) -> None:
    """Print how often each test set's model says that it is unsure of the language."""
    english, spanish, colloquial = ([plot.plot for plot in test] for test in sets.tests)
    foreign = foreign_texts()[1::2]  # the bars were chosen on the others
    table = Table("texto", "casos", "dice que duda", box=box.MARKDOWN)
    for name, model, texts in (
        ("español coloquial", models[2], colloquial),
        ("español", models[1], spanish),
        ("inglés", models[0], english),
        ("otros idiomas", models[0], [text for language, text in foreign if language != "teclas"]),
        ("teclas al azar", models[0], [text for language, text in foreign if language == "teclas"]),
    ):
        doubts = sum(unsure(plot_words(text), model.rarity) for text in texts)
        table.add_row(name, str(len(texts)), f"{doubts / max(len(texts), 1):.1%}")
    console.print(table)
