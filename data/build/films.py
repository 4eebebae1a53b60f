"""From the rows of ``movies_metadata.csv`` to one clean record per film."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.build import cells
from data.build.raw import RawRow
from data.build.report import BuildReport

MAX_RUNTIME = 32_767
"""Minutes that the catalogue's column holds."""

NESTED = ("belongs_to_collection", "genres", "production_companies", "production_countries")


@dataclass(frozen=True)
class FilmRecord:
    """A cleaned film. Money in US dollars, runtime in minutes; the two texts never ship."""

    id: int
    imdb_id: str
    title: str
    original_title: str
    language: str
    date: dt.date
    runtime: int | None
    budget: int
    revenue: int
    popularity: float
    score: float
    votes: int
    adult: bool
    collection: tuple[int, str] | None
    poster_path: str
    genres: tuple[str, ...]
    countries: tuple[str, ...]
    companies: tuple[str, ...]
    overview: str
    tagline: str


def clean_films(rows: Iterable[RawRow], report: BuildReport) -> list[FilmRecord]:
    """Return one record per film id with a valid release date, in the order of the file.

    The rules are DESIGN.md's: broken rows are joined, of rows with one id the first stays, and
    rows without a date go.
    """
    films: dict[int, FilmRecord | None] = {}
    for row in join_broken(rows, report):
        film_id = cells.integer(row["id"])
        if film_id is None:
            report.add("dropped_id")
        elif film_id in films:
            report.add("dropped_duplicate")
        else:
            films[film_id] = _record(film_id, row, report)
    kept = [film for film in films.values() if film is not None]
    _count(kept, report)
    return kept


def join_broken(rows: Iterable[RawRow], report: BuildReport) -> Iterator[dict[str, str]]:
    """Yield the cells of every film, a row that a line break in its overview cut in two joined.

    The second half of such a row starts inside the overview, so that its release date stands in
    the column of the id: that is how it is told.
    """
    held: dict[str, str] | None = None
    for row in rows:
        report.add("movies_rows")
        if held is not None and cells.date(row.cells["id"]) is not None:
            report.add("joined")
            held = _join(held, row.cells)
            continue
        if held is not None:
            yield held
        held = row.cells
    if held is not None:
        yield held


def _join(first: dict[str, str], second: dict[str, str]) -> dict[str, str]:
    header = list(first)
    start, rest = list(first.values()), list(second.values())
    at = header.index("release_date") - header.index("id")
    values = [*start[:at], start[at] + rest[0], *rest[1:]][: len(header)]
    return dict(zip(header, values, strict=True))


def _record(film_id: int, row: dict[str, str], report: BuildReport) -> FilmRecord | None:
    date = cells.date(row["release_date"])
    if date is None:
        report.add("dropped_date")
        return None
    for column in NESTED:
        if row[column].strip() and cells.nested(row[column]) is None:
            report.add("unreadable")
    original = cells.clean(row["original_title"])
    runtime = cells.number(row["runtime"])
    return FilmRecord(
        id=film_id,
        imdb_id=cells.clean(row["imdb_id"]),
        title=cells.clean(row["title"]) or original,
        original_title=original or cells.clean(row["title"]),
        language=cells.clean(row["original_language"]).lower(),
        date=date,
        runtime=round(runtime) if runtime is not None and 1 <= runtime <= MAX_RUNTIME else None,
        budget=cells.money(row["budget"]),
        revenue=cells.money(row["revenue"]),
        popularity=cells.number(row["popularity"]) or 0.0,
        score=cells.number(row["vote_average"]) or 0.0,
        votes=cells.integer(row["vote_count"]) or 0,
        adult=row["adult"] == "True",
        collection=_collection(row["belongs_to_collection"]),
        poster_path=cells.clean(row["poster_path"]),
        genres=tuple(cells.names(row["genres"])),
        countries=tuple(cells.names(row["production_countries"], "iso_3166_1")),
        companies=tuple(cells.names(row["production_companies"])),
        overview=cells.clean(row["overview"]),
        tagline=cells.clean(row["tagline"]),
    )


def _collection(text: str) -> tuple[int, str] | None:
    value = cells.nested(text)
    if not isinstance(value, dict):
        return None
    number, name = cells.integer(str(value.get("id"))), cells.clean(value.get("name"))
    return (number, name) if number is not None and name else None


def _count(films: list[FilmRecord], report: BuildReport) -> None:
    report.add("films", len(films))
    report.add("budget_zero", sum(film.budget == 0 for film in films))
    report.add("revenue_zero", sum(film.revenue == 0 for film in films))
    report.add("budget_unit", sum(0 < film.budget < 1000 for film in films))
    report.add("revenue_unit", sum(0 < film.revenue < 1000 for film in films))
    report.add("no_votes", sum(film.votes == 0 for film in films))
    report.add("no_runtime", sum(film.runtime is None for film in films))
    report.add("january_first", sum((film.date.month, film.date.day) == (1, 1) for film in films))
