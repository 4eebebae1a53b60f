"""Where the data comes from and under what terms, for the manifest and the README's credits."""

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.build import likes, plots, raw
from data.build.report import BuildReport
from services.manifest import DataError, Manifest

KAGGLE = "https://www.kaggle.com/datasets/rounakbanik/the-movies-dataset"
_DATASET = "The Movies Dataset (Kaggle, rounakbanik); datos de TMDB"
_RATINGS = "Valoraciones de MovieLens (GroupLens): solo se distribuyen pesos y recuentos"
_TRAINING = "solo para entrenar: no se distribuye ninguna trama"


@dataclass(frozen=True)
class Source:
    """A raw file: what it is, its licence, its address, and the rule that counts its rows."""

    title: str
    licence: str
    url: str | None = None
    rule: str | None = None


SOURCES: dict[str, Source] = {
    raw.MOVIES: Source(_DATASET, "CC0-1.0", KAGGLE, "movies_rows"),
    raw.CREDITS: Source(_DATASET, "CC0-1.0", KAGGLE, "credits_rows"),
    raw.KEYWORDS: Source(_DATASET, "CC0-1.0", KAGGLE, "keywords_rows"),
    raw.SPANISH_TITLES: Source(
        "Títulos de estreno en español, hechos para este proyecto", "MIT", None, "titles_rows"
    ),
    **dict.fromkeys(likes.RATINGS, Source(_RATINGS, "CC0-1.0 según Kaggle", KAGGLE)),
    likes.LINKS: Source("Enlaces de MovieLens a TMDB", "CC0-1.0 según Kaggle", KAGGLE),
    plots.MIAD: Source("Tramas etiquetadas de MIAD (Universidad de los Andes)", _TRAINING),
    plots.SYNOPSES: Source("Sinopsis en español por id de TMDB", _TRAINING),
}


def sources(
    paths: dict[str, Path], report: BuildReport, plot_folder: Path | None
) -> list[dict[str, Any]]:
    """Return the entries of the manifest for the raw files that a build read.

    ``plot_folder`` holds the plots that the genre model was trained on; None where it was kept.
    """
    if plot_folder is not None:
        paths = paths | {name: plot_folder / name for name in plots.COLUMNS}
    return [_entry(name, path, report) for name, path in paths.items()]


def entries_of_kept(names: Container[str], *places: Path) -> list[dict[str, Any]]:
    """Return the entries of the files that a kept model was trained on."""
    for place in places:
        try:
            listed = Manifest.load(place).sources
        except DataError:
            continue
        return [entry for entry in listed if entry.get("file") in names]
    return []


def _entry(name: str, path: Path, report: BuildReport) -> dict[str, Any]:
    source = SOURCES[name]
    rows = None if source.rule is None else report.counts[source.rule]
    return {
        "file": name,
        "title": source.title,
        "licence": source.licence,
        "url": source.url,
        "bytes": path.stat().st_size,
        "rows": rows,
    }
