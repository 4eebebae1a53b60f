"""Measure title resolving: ours, beside exact match and rapidfuzz's WRatio, kind by kind."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rich import box
from rich.console import Console
from rich.table import Table

from data.evaluate.title_sets import SEED, Query, query_sets
from services import Services
from services.matches import Resolution

WRATIO_QUERIES = 60
"""Queries of each kind that WRatio is run on: it takes some 50 ms for each."""
WRATIO_CERTAIN = 85.0

Resolver = Callable[[str], Resolution]


@dataclass(frozen=True)
class Outcome:
    """How a resolver did on some queries; shares from 0 to 1, times in milliseconds."""

    queries: int
    right: float
    offered: float
    wrong: float
    median: float
    p99: float


def measure(resolver: Resolver, queries: Sequence[Query]) -> tuple[Outcome, list[str]]:
    """Run a resolver; return the outcome and a line for each query that was not right at once."""
    right = offered = wrong = 0
    times, notes = [], []
    for query in queries:
        began = time.perf_counter()
        found = resolver(query.typed)
        times.append((time.perf_counter() - began) * 1000)
        first = [candidate.film_id for candidate in found.candidates[:5]]
        good = found.film_id == query.film_id if query.film_id else not found.certain
        right += good
        offered += good or query.film_id in first
        wrong += found.certain and not good
        if not good:
            answer = "seguro" if found.certain else "pregunta"
            notes.append(f"{query.typed!r} -> {query.film_id}: {answer} {first}")
    times.sort()
    size = len(queries)
    return Outcome(
        queries=size,
        right=right / size,
        offered=offered / size,
        wrong=wrong / size,
        median=times[size // 2],
        p99=times[int(size * 0.99)],
    ), notes


def titles_table(services: Services, console: Console, list_wrong: bool) -> None:
    """Print how each resolver does on each kind of query."""
    sets = query_sets(services)
    table = Table("consultas", "método", "n", "a la primera", "entre cinco", "mal sin avisar",
                  "mediana ms", "p99 ms", box=box.MARKDOWN)  # fmt: skip
    exact, wratio = _baselines(services)
    for kind, queries in sets.items():
        sample = random.Random(SEED).sample(queries, min(WRATIO_QUERIES, len(queries)))
        outcome, notes = measure(services.titles.resolve, queries)
        table.add_row(kind, "este bot", *_cells(outcome))
        table.add_row("", "letra por letra", *_cells(measure(exact, queries)[0]))
        table.add_row("", "WRatio ≥ 85", *_cells(measure(wratio, sample)[0]))
        if list_wrong:
            console.print(f"[bold]{kind}[/bold]")
            console.print(*notes, sep="\n", markup=False)
    every = [query for queries in sets.values() for query in queries]
    table.add_row("en total", "este bot", *_cells(measure(services.titles.resolve, every)[0]))
    console.print(table)
    long = "el señor de los anillos y la matriz " * 114
    outcome, _ = measure(services.titles.resolve, [Query(long[:4096], None)] * 20)
    console.print(f"Una consulta de 4096 caracteres: mediana {outcome.median:.1f} ms")


def _cells(outcome: Outcome) -> list[str]:
    shares = (outcome.right, outcome.offered, outcome.wrong)
    times = (outcome.median, outcome.p99)
    return [str(outcome.queries), *(f"{s:.1%}" for s in shares), *(f"{t:.2f}" for t in times)]


def _baselines(services: Services) -> tuple[Resolver, Resolver]:
    """Return what the seeds do (equal titles), and the best WRatio over lower-cased titles."""
    films = services.films.many(services.films)
    lower = [film.title.lower() for film in films]
    by_title: dict[str, int] = {}
    for film in films:
        by_title.setdefault(film.title, film.id)

    def exact(typed: str) -> Resolution:
        found = by_title.get(typed)
        return Resolution(found, found is not None, ())

    def wratio(typed: str) -> Resolution:
        best = process.extractOne(typed.lower(), lower, scorer=fuzz.WRatio)
        certain = best is not None and best[1] >= WRATIO_CERTAIN
        return Resolution(films[best[2]].id if certain else None, certain, ())

    return exact, wratio
