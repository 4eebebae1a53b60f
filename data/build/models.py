"""Train the models that ship beside the catalogue, or keep the ones that are there."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa

from data import DATA_DIR
from data.build import genres, plot_vectors, recommender
from data.build.films import FilmRecord
from data.build.likes import read_likes
from data.build.options import Options
from data.build.own import told_plots
from data.build.progress import Progress
from data.build.publish import keep_model
from data.build.raw import RawDataError
from data.build.side import Credits
from services.catalogue import Catalogue
from services.genres import GenreClassifier
from services.plots import PlotModel

GENRES, PLOTS, RECOMMENDER = "genres.joblib", "plots.joblib", "recommender.joblib"


def build_models(
    films: list[FilmRecord],
    credits: Mapping[int, Credits],
    keywords: Mapping[int, tuple[str, ...]],
    tables: Mapping[str, pa.Table],
    options: Options,
    folder: Path,
    progress: Progress,
) -> None:
    """Write ``models/*.joblib`` into ``folder``; ``tables`` are the catalogue's."""
    kept = (options.out, DATA_DIR)
    catalogue = Catalogue.of({name: table.to_pandas() for name, table in tables.items()})
    if not (options.keep_recommender and keep_model(RECOMMENDER, folder, *kept)):
        progress.step(f"models/{RECOMMENDER}")
        content = recommender.read_content(films, credits, keywords, catalogue)
        likes = read_likes(options.raw, content.ids)
        if likes is None:
            progress.step("  sin ratings.csv y links.csv: recomienda solo por el contenido")
        model = recommender.train(content, catalogue, likes)
        recommender.save(model, folder / "models" / RECOMMENDER)
    if not (options.keep_genres and keep_model(GENRES, folder, *kept)):
        _train_genres(films, keywords, options, folder, progress)
    keep_plots = options.keep_recommender and options.keep_genres
    if not (keep_plots and _keep_plots(folder, *kept)):
        progress.step(f"models/{PLOTS}")
        read = GenreClassifier.load(folder / "models" / GENRES)
        vectors = plot_vectors.train(films, keywords, read, told_plots(), catalogue)
        plot_vectors.save(vectors, folder / "models" / PLOTS)


def _keep_plots(folder: Path, *places: Path) -> bool:
    """Keep the vectors of plots there are, but for those in a format of earlier days."""
    if not keep_model(PLOTS, folder, *places):
        return False
    try:
        PlotModel.from_bytes((folder / "models" / PLOTS).read_bytes())
    except ValueError:
        return False
    return True


def _train_genres(
    films: list[FilmRecord],
    keywords: Mapping[int, tuple[str, ...]],
    options: Options,
    folder: Path,
    progress: Progress,
) -> None:
    """Train the genre model, or keep the one there is where no labelled plots are at hand."""
    plots = genres.read_plots(options.raw, plot_frame(films), keywords, told_plots())
    if plots:
        progress.step(f"models/{GENRES}")
        genres.save(genres.train(plots, progress.step), folder / "models" / GENRES)
    elif keep_model(GENRES, folder, options.out, DATA_DIR):
        progress.step("models/genres.joblib: no hay tramas etiquetadas, queda el que había")
    else:
        raise RawDataError(
            "Faltan plots/dataTraining.zip (plot, genres) y plots/sinopsis_es.csv (sinopsis), y no "
            "hay un modelo de géneros anterior que conservar."
        )


def plot_frame(films: list[FilmRecord]) -> pd.DataFrame:
    """Return the columns of the films that :func:`data.build.plots.read_plots` wants."""
    return pd.DataFrame(
        {
            "id": [film.id for film in films],
            "title": [film.title for film in films],
            "year": [film.date.year for film in films],
            "overview": [film.overview for film in films],
            "genres": [film.genres for film in films],
        }
    )
