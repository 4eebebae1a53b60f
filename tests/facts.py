"""Facts of the shipped catalogue, counted in plain Python: another route than the services take."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

DATA = Path(__file__).parent.parent / "data"


@dataclass
class Facts:
    """Rows as dictionaries, and the names tied to each film id."""

    films: dict[int, dict[str, Any]]
    countries: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    companies: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    cast: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    directors: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    collections: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def months(self) -> Counter[int]:
        return Counter(film["date"].month for film in self.films.values())

    @property
    def weekdays(self) -> Counter[int]:
        return Counter(film["date"].weekday() for film in self.films.values())

    @property
    def days(self) -> Counter[int]:
        return Counter(film["date"].day for film in self.films.values())

    @property
    def languages(self) -> Counter[str]:
        return Counter(film["language"] for film in self.films.values() if film["language"])

    def earned(self, film_id: int) -> float:
        """Return revenue / budget, 0 where either is 0."""
        film = self.films[film_id]
        known = film["budget"] and film["revenue"]
        return float(film["revenue"] / film["budget"]) if known else 0.0


def rows(table: str) -> list[dict[str, Any]]:
    """Return the rows of a table."""
    found: list[dict[str, Any]] = pq.read_table(DATA / "catalogue" / f"{table}.parquet").to_pylist()
    return found


@cache
def shipped() -> Facts:
    """Return the facts of the shipped catalogue."""
    facts = Facts({row["id"]: row for row in rows("films")})
    people = [row["name"] for row in rows("people")]
    companies = [row["name"] for row in rows("companies")]
    collections = {row["id"]: row["name"] for row in rows("collections")}
    for row in rows("cast"):
        facts.cast[people[row["person"]]].append(row["film"])
    for row in rows("directors"):
        facts.directors[people[row["person"]]].append(row["film"])
    for row in rows("film_companies"):
        facts.companies[companies[row["company"]]].append(row["film"])
    for row in rows("countries"):
        facts.countries[row["country"]].append(row["film"])
    for film in facts.films.values():
        if film["collection"] is not None:
            facts.collections[collections[film["collection"]]].append(film["id"])
    return facts


def manifest() -> dict[str, Any]:
    """Return the shipped manifest."""
    content: dict[str, Any] = json.loads((DATA / "manifest.json").read_text(encoding="utf-8"))
    return content
