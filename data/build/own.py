"""What this project adds to the data set: titles that people use, and plots as people tell them.

The CSV files beside this module were written for this project and are under its licence.
"""

import csv
from collections.abc import Container, Iterator, Mapping
from functools import cache
from pathlib import Path

import pyarrow as pa

from data.build.films import FilmRecord
from services.text import key

FOLDER = Path(__file__).parent
NEWER = pa.schema(
    [
        ("title", pa.string()),
        ("title_es", pa.string()),
        ("title_latam", pa.string()),
        ("year", pa.int16()),
    ]
)
ALIASES = pa.schema([("film", pa.int32()), ("title", pa.string())])

SpanishTitles = dict[int, tuple[str, str]]


def newer_films(films: list[FilmRecord]) -> pa.Table:
    """Return the known films that came out after the data set, but for those that it has."""
    known = {(key(film.title), film.date.year) for film in films}
    rows = [
        {**row, "year": int(row["year"])}
        for row in _rows("newer_films.csv")
        if (key(row["title"]), int(row["year"])) not in known
    ]
    return pa.Table.from_pylist(rows, schema=NEWER)


def aliases(films: list[FilmRecord], spanish: Mapping[int, tuple[str, str]]) -> pa.Table:
    """Return other titles by which people ask for the catalogue's films.

    A name that is in the titles of two films of a franchise is the franchise's, and of none of
    them.
    """
    by_id = {film.id: film for film in films}
    begun: dict[int, list[set[str]]] = {}
    for film in films:
        if film.collection:
            titles = {film.title, *spanish.get(film.id, ())}
            begun.setdefault(film.collection[0], []).append({key(title) for title in titles})
    rows = []
    for row in _rows("aliases.csv"):
        film_id, alias = int(row["id"]), key(row["title"])
        if film_id not in by_id:
            continue
        collection = by_id[film_id].collection
        members = begun[collection[0]] if collection else []
        if sum(any(alias in title for title in titles) for titles in members) < 2:
            rows.append({"film": film_id, "title": row["title"]})
    return pa.Table.from_pylist(rows, schema=ALIASES)


def common_words() -> pa.Table:
    """Return folded Spanish words of every day, one of which is no title by itself.

    They are the words that stand in three or more of the synopses that the genre classifier
    learns from, and what people say to a bot.
    """
    words = (FOLDER / "common_words.txt").read_text(encoding="utf-8").split()
    return pa.table({"word": words}, schema=pa.schema([("word", pa.string())]))


@cache
def spanish_keywords() -> dict[str, str]:
    """Return the most used keywords in Spanish; "" for those that are never shown."""
    return {row["keyword"]: row["palabra"] for row in _rows("keywords_es.csv")}


def subjects(keywords: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keywords that may be shown: the others do not say what a film is about."""
    words = spanish_keywords()
    return tuple(one for one in keywords if words.get(one) != "")


def told_plots() -> list[tuple[int, str]]:
    """Return plots as people tell them, each behind its film's TMDB id; most films have several.

    Written for this project by AI assistants, from memory of the films: the genre classifier and
    the search by plot learn from them.
    """
    return [(int(row["id"]), row["trama"]) for row in _rows("told_plots.csv")]


def with_more_titles(titles: Mapping[int, tuple[str, str]], ids: Container[int]) -> SpanishTitles:
    """Return Spanish titles (Spain, Hispanoamérica), the gaps filled from ``more_titles.csv``."""
    filled = dict(titles)
    for row in _rows("more_titles.csv"):
        film_id = int(row["id"])
        if film_id in ids:
            spain, latam = filled.get(film_id, ("", ""))
            filled[film_id] = (spain or row["titulo_es"], latam or row["titulo_latam"])
    return filled


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
