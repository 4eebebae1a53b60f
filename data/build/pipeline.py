"""The build from end to end: read, clean, write beside, train, put in place."""

import datetime as dt
import warnings
from pathlib import Path
from typing import Any

from data import DATA_DIR
from data.build import raw
from data.build.films import clean_films
from data.build.likes import LINKS, RATINGS, find_ratings
from data.build.models import build_models
from data.build.options import Options
from data.build.own import with_more_titles
from data.build.plots import COLUMNS, find_plots
from data.build.progress import Progress
from data.build.publish import beside, publish, shipped_titles, write_manifest, write_tables
from data.build.report import BuildReport
from data.build.side import clean_credits, clean_keywords, clean_spanish_titles
from data.build.sources import SOURCES, entries_of_kept, sources
from data.build.tables import make_tables


def build(options: Options, progress: Progress) -> BuildReport:
    """Build the catalogue and the models from ``options.raw`` into ``options.out``.

    What stood in ``options.out`` stays as it was unless everything went well.

    Raises:
        RawDataError: A raw file is missing, cut short, or lacks a column.
    """
    # Cells are Python literals, some of them clumsy ones («1if 1else 2»): no news for anybody.
    warnings.simplefilter("ignore", SyntaxWarning)
    report = BuildReport()
    paths = _paths(options.raw)
    films = clean_films(progress.rows(raw.read(paths[raw.MOVIES]), raw.MOVIES), report)
    if not films:
        raise raw.RawDataError(
            f"{raw.MOVIES} no tiene ninguna película con id y release_date válidos."
        )
    ids = {film.id for film in films}
    credits = clean_credits(progress.rows(raw.read(paths[raw.CREDITS]), raw.CREDITS), ids, report)
    keywords = clean_keywords(
        progress.rows(raw.read(paths[raw.KEYWORDS]), raw.KEYWORDS), ids, report
    )
    if raw.SPANISH_TITLES in paths:
        rows = progress.rows(raw.read(paths[raw.SPANISH_TITLES]), raw.SPANISH_TITLES)
        spanish = clean_spanish_titles(rows, ids, report)
    else:  # Kaggle has no such file: keep the titles that came with this project
        progress.step(f"{raw.SPANISH_TITLES}: no está, quedan los títulos que había")
        spanish = shipped_titles(options.out, DATA_DIR)
    spanish = with_more_titles(spanish, ids)
    with beside(options.out) as folder:
        tables = make_tables(films, credits, keywords, spanish)
        write_tables(tables, folder, progress.step)
        build_models(films, credits, keywords, tables, options, folder, progress)
        built = options.date or _newest(paths)
        plots = None if options.keep_genres else find_plots(options.raw)
        kept = (options.out, DATA_DIR)
        ratings = None if options.keep_recommender else find_ratings(options.raw)
        paths |= {path.name: path for path in ratings or ()}
        used = [*sources(paths, report, plots), *_kept(options, kept, bool(plots))]
        used.sort(key=lambda entry: tuple(SOURCES).index(entry["file"]))
        write_manifest(folder, built, used, report.as_list())
        publish(folder, options.out)
    return report


def _kept(options: Options, places: tuple[Path, ...], plots: bool) -> list[dict[str, Any]]:
    """Return the entries of what the kept models were trained on."""
    ratings = (*RATINGS, LINKS) if options.keep_recommender else ()
    return entries_of_kept((*ratings, *([] if plots else COLUMNS)), *places)


def _paths(folder: Path) -> dict[str, Path]:
    paths = {name: raw.require(folder, name) for name in (raw.MOVIES, raw.CREDITS, raw.KEYWORDS)}
    titles = raw.find(folder, raw.SPANISH_TITLES)
    return paths | ({raw.SPANISH_TITLES: titles} if titles else {})


def _newest(paths: dict[str, Path]) -> dt.date:
    newest = max(path.stat().st_mtime for path in paths.values())
    return dt.datetime.fromtimestamp(newest, tz=dt.UTC).date()
