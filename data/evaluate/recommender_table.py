"""Measure recommendations against what other viewers liked together."""

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from data.build import raw
from data.build.films import clean_films
from data.build.likes import Likes, read_likes
from data.build.raw import RawDataError
from data.build.recommender import read_content
from data.build.report import BuildReport
from data.build.side import clean_credits, clean_keywords
from data.build.truth import Floors, liked_together, ndcg, recall
from data.evaluate.recommender_methods import (
    Films,
    Method,
    Rows,
    fixed_methods,
    learned_methods,
)
from services.catalogue import Catalogue

FEW_VOTES = 20


@dataclass(frozen=True)
class Quality:
    """How good a method is on one split; shares from 0 to 1.

    Attributes:
        ndcg: nDCG@10 over the whole catalogue.
        recall: Share of the right films (20 at most) that are among the first ten.
        beyond: nDCG@10 with the films of the query's own collection left out, here and there.
        little, middle, much: nDCG@10 by thirds of the queries, from least to most liked.
        coverage: Share of the catalogue that is recommended for some query.
        unknown: Share of recommendations with fewer than 20 votes.
    """

    ndcg: float
    recall: float
    beyond: float
    little: float
    middle: float
    much: float
    coverage: float
    unknown: float


def read_films(folder: Path, catalogue: Catalogue) -> Films:
    """Read what the build reads of the films.

    Raises:
        RawDataError: A file is missing, or the catalogue was built from others.
    """
    report = BuildReport()
    records = clean_films(raw.read(raw.require(folder, raw.MOVIES)), report)
    ids = {film.id for film in records}
    credits = clean_credits(raw.read(raw.require(folder, raw.CREDITS)), ids, report)
    keywords = clean_keywords(raw.read(raw.require(folder, raw.KEYWORDS)), ids, report)
    if [film.id for film in records] != list(catalogue.films.index):
        raise RawDataError(f"El catálogo no se construyó con los archivos de {folder}.")
    content = read_content(records, credits, keywords, catalogue)
    return Films(records, credits, keywords, catalogue, content)


def measure_all(films: Films, likes: Likes, seeds: int) -> dict[str, list[Quality]]:
    """Return the quality of each method on each split of the viewers into two halves."""
    fixed = fixed_methods(films)
    found: dict[str, list[Quality]] = defaultdict(list)
    for seed in range(seeds):
        order = np.random.default_rng(seed).permutation(likes.users)
        training, test = np.array_split(order, 2)
        others = likes.of(test)
        truth = liked_together(others, Floors.for_users(len(test)))
        for name, method in (fixed | learned_methods(films, likes.of(training))).items():
            found[name].append(measure(method, truth, others.likers, films.catalogue))
    return found


def measure(
    method: Method, truth: Mapping[int, Rows], likers: Rows, catalogue: Catalogue
) -> Quality:
    """Return the quality of a method on some queries and their right films (rows)."""
    collection = catalogue.films["collection"].to_numpy()
    votes = catalogue.films["votes"].to_numpy()
    ranked = {row: method(row) for row in truth}
    gain = {row: ndcg(ranked[row], truth[row]) for row in truth}
    thirds = np.array_split(sorted(truth, key=lambda row: (likers[row], row)), 3)
    little, middle, much = (_mean([gain[row] for row in third.tolist()]) for third in thirds)
    shown = np.concatenate([np.zeros(0, np.int32), *(ranked[row][:10] for row in truth)])

    def beyond(row: int) -> float | None:
        there, right = (r[collection[r] != collection[row]] for r in (ranked[row], truth[row]))
        return ndcg(there, right) if len(right) else None

    return Quality(
        ndcg=_mean(list(gain.values())),
        recall=_mean([recall(ranked[row], truth[row]) for row in truth]),
        beyond=_mean([found for row in truth if (found := beyond(row)) is not None]),
        little=little,
        middle=middle,
        much=much,
        coverage=len(np.unique(shown)) / len(votes),
        unknown=float((votes[shown] < FEW_VOTES).mean()) if len(shown) else 0.0,
    )


def recommender_table(folder: Path, catalogue: Catalogue, console: Console, seeds: int) -> None:
    """Print the quality of every method, mean and spread over the splits.

    Raises:
        RawDataError: A file is missing.
    """
    began = time.perf_counter()
    films = read_films(folder, catalogue)
    likes = read_likes(folder, films.content.ids)
    if likes is None:
        raise RawDataError(f"Faltan ratings.csv o ratings_small.csv, y links.csv, en {folder}.")
    found = measure_all(films, likes, seeds)
    table = Table(
        "método", "nDCG@10", "recall@10", "sin su saga", "tercio menos visto", "tercio medio",
        "tercio más visto", "cobertura", "< 20 votos", box=box.MARKDOWN,
    )  # fmt: skip
    for name, runs in found.items():
        table.add_row(name, *_cells(runs))
    console.print(table)
    floors = Floors.for_users(likes.users // 2)
    console.print(
        f"Correctas: c ≥ {floors.together}, para películas que gustaron a {floors.likers} o más. "
        f"{likes.users} personas, {seeds} repartos al azar por mitades: media ± desviación. "
        f"{time.perf_counter() - began:.0f} s en total."
    )


def _cells(runs: list[Quality]) -> list[str]:
    values = {one.name: [getattr(run, one.name) for run in runs] for one in fields(Quality)}
    cells = [f"{_mean(values['ndcg']):.3f} ± {np.std(values['ndcg']):.3f}"]
    cells += [
        f"{_mean(values[name]):.3f}" for name in ("recall", "beyond", "little", "middle", "much")
    ]
    return [*cells, *(f"{_mean(values[name]):.1%}" for name in ("coverage", "unknown"))]


def _mean(values: list[float]) -> float:
    return float(np.mean(values)) if values else 0.0
