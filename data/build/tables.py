"""From clean records to the typed tables that ship: facts only, no sentences.

``films`` has one row per film; the other tables are links (film id, name's row) and names.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

import pyarrow as pa

from data.build.films import FilmRecord
from data.build.own import aliases, common_words, newer_films, spanish_keywords
from data.build.side import Credits

FILMS = pa.schema(
    [
        ("id", pa.int32()),
        ("imdb_id", pa.string()),
        ("title", pa.string()),
        ("original_title", pa.string()),
        ("title_es", pa.string()),  # Spain; null where unknown
        ("title_latam", pa.string()),  # Hispanoamérica; null where unknown
        ("language", pa.dictionary(pa.int16(), pa.string())),  # TMDB's code, "" where unknown
        ("date", pa.date32()),
        ("runtime", pa.int16()),  # minutes; null where unknown
        ("budget", pa.int64()),  # US dollars; 0 where unknown
        ("revenue", pa.int64()),  # US dollars; 0 where unknown
        ("popularity", pa.float64()),
        ("score", pa.float64()),  # 0 to 10; 0 where nobody voted
        ("votes", pa.int32()),
        ("adult", pa.bool_()),
        ("collection", pa.int32()),  # id in ``collections``; null where none
        ("poster_path", pa.string()),  # null where unknown
    ]
)

Tables = dict[str, pa.Table]


def make_tables(
    films: list[FilmRecord],
    credits: Mapping[int, Credits],
    keywords: Mapping[int, tuple[str, ...]],
    spanish: Mapping[int, tuple[str, str]],
) -> Tables:
    """Return the catalogue's tables by name, rows in the order of ``films``."""
    cast = {film.id: credits[film.id].cast for film in films if film.id in credits}
    directors = {film.id: credits[film.id].directors for film in films if film.id in credits}
    people = _names(chain(cast.values(), directors.values()))
    tables = {
        "films": _films(films, spanish),
        "collections": _collections(films),
        "genres": _labels("genre", {film.id: film.genres for film in films}),
        "countries": _labels("country", {film.id: film.countries for film in films}),
        "people": _name_table(people),
        "cast": _links("person", cast, people),
        "directors": _links("person", directors, people),
    }
    companies = {film.id: film.companies for film in films}
    keywords = {film.id: keywords[film.id] for film in films if film.id in keywords}
    for name, link, values in (
        ("companies", "company", companies),
        ("keywords", "keyword", keywords),
    ):
        rows = _names(values.values())
        tables[name] = _name_table(rows)
        tables[f"film_{name}"] = _links(link, values, rows)
    tables["keywords"] = _in_spanish(tables["keywords"])
    tables["newer"] = newer_films(films)
    tables["words"] = common_words()
    tables["aliases"] = aliases(films, spanish)
    return tables


def _films(films: list[FilmRecord], spanish: Mapping[int, tuple[str, str]]) -> pa.Table:
    columns: dict[str, list[Any]] = {
        name: [getattr(film, name) for film in films]
        for name in FILMS.names
        if name not in ("title_es", "title_latam", "collection", "poster_path")
    }
    titles = [spanish.get(film.id, ("", "")) for film in films]
    columns["title_es"] = [spain or None for spain, _ in titles]
    columns["title_latam"] = [latam or None for _, latam in titles]
    columns["collection"] = [film.collection[0] if film.collection else None for film in films]
    columns["poster_path"] = [film.poster_path or None for film in films]
    return pa.table(columns, schema=FILMS)


def _collections(films: list[FilmRecord]) -> pa.Table:
    names: dict[int, str] = {}
    for film in films:
        if film.collection:
            names.setdefault(*film.collection)
    rows = sorted(names.items())
    schema = pa.schema([("id", pa.int32()), ("name", pa.string())])
    return pa.table({"id": [i for i, _ in rows], "name": [n for _, n in rows]}, schema=schema)


def _names(groups: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """Return a row number for every distinct name, in alphabetical order."""
    return {name: row for row, name in enumerate(sorted(set(chain.from_iterable(groups))))}


def _name_table(rows: Mapping[str, int]) -> pa.Table:
    schema = pa.schema([("name", pa.string())])
    return pa.table({"name": list(rows)}, schema=schema)


def _in_spanish(keywords: pa.Table) -> pa.Table:
    """Add the Spanish word of each keyword: null where none was written, "" where none is shown."""
    words = spanish_keywords()
    column = [words.get(name) for name in keywords["name"].to_pylist()]
    return keywords.append_column("es", pa.array(column, pa.string()))


def _links(link: str, values: Mapping[int, tuple[str, ...]], rows: Mapping[str, int]) -> pa.Table:
    """Return (film id, row of the name), a film's names in their own order."""
    schema = pa.schema([("film", pa.int32()), (link, pa.int32())])
    films = [film for film, names in values.items() for _ in names]
    names = [rows[name] for names in values.values() for name in names]
    return pa.table({"film": films, link: names}, schema=schema)


def _labels(label: str, values: Mapping[int, tuple[str, ...]]) -> pa.Table:
    """Return (film id, label) for the few labels that repeat: genres and country codes."""
    schema = pa.schema([("film", pa.int32()), (label, pa.dictionary(pa.int16(), pa.string()))])
    films = [film for film, names in values.items() for _ in names]
    names = [name for names in values.values() for name in names]
    return pa.table({"film": films, label: names}, schema=schema)
