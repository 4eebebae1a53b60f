"""The queries that title resolving is measured on, and the film that each one means."""

import csv
import random
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from services import Services
from services.results import Film
from services.text import key

FOLDER = Path(__file__).parent / "titles"
KNOWN = 150
"""Votes from which a film's bare title is in the sets."""
SPANISH = 500
TYPOS = 1500
SEED = 2017

Same = dict[str, list[Film]]
"""Films by the key of a title that they carry."""


@dataclass(frozen=True)
class Query:
    """What is typed, and the film that is meant: None where the bot has to ask or refuse."""

    typed: str
    film_id: int | None


def query_sets(services: Services) -> dict[str, list[Query]]:
    """Return the queries by kind."""
    films = [services.films[film_id] for film_id in services.films]
    same = _by_key(films)
    bare = list(_bare(films, same))
    spanish = random.Random(SEED).sample(list(_spanish(films, same)), SPANISH)
    return {
        "título tal cual": bare,
        "título en español": spanish,
        "un error": list(_typos(bare + spanish, 1)),
        "dos errores": list(_typos(bare + spanish, 2)),
        "difíciles (a mano)": _written("hard.csv"),
        "preguntar o negar": [*_written("refuse.csv"), *_ambiguous(same)],
    }


def _bare(films: list[Film], same: Same) -> Iterator[Query]:
    """Yield the titles of known films that, by fame, mean just that film."""
    for film in films:
        if film.votes >= KNOWN and _meant(film, same[key(film.title)]):
            yield Query(film.title, film.id)


def _spanish(films: list[Film], same: Same) -> Iterator[Query]:
    for film in films:
        for title in film.titles_es:
            if _meant(film, same[key(title)]):
                yield Query(title.lower(), film.id)


def _ambiguous(by_key: Same) -> Iterator[Query]:
    """Yield titles of two known films, the second with more than half the votes of the first."""
    for title, same in by_key.items():
        ranked = sorted({film.id: film for film in same}.values(), key=lambda f: -f.votes)
        if len(ranked) > 1 and ranked[1].votes >= KNOWN and 2 * ranked[1].votes > ranked[0].votes:
            exact = [f.title for f in ranked[:2] if key(f.title) == title]
            if len(exact) == 2 and exact[0].lower() == exact[1].lower():
                yield Query(exact[0], None)


def _meant(film: Film, same: Iterable[Film]) -> bool:
    return all(other.id == film.id or 2 * other.votes <= film.votes for other in same)


def _by_key(films: list[Film]) -> Same:
    """Return the films that carry each title, in any language."""
    found: Same = {}
    for film in films:
        for title in {film.title, film.original_title, *film.titles_es}:
            found.setdefault(key(title), []).append(film)
    return found


def _typos(queries: list[Query], edits: int) -> Iterator[Query]:
    """Yield misspelt titles: one edit from five letters up, two from nine."""
    chance = random.Random(SEED + edits)
    long_enough = [q for q in queries if len(key(q.typed)) >= (5 if edits == 1 else 9)]
    for query in chance.sample(long_enough, min(TYPOS, len(long_enough))):
        typed = query.typed.lower()
        for _ in range(edits):
            typed = _edit(typed, chance)
        yield Query(typed, query.film_id)


def _edit(text: str, chance: random.Random) -> str:
    """Return a text with a letter left out, doubled, changed, put in, or two of them swapped."""
    places = [at for at, char in enumerate(text) if char.isalpha()]
    at = chance.choice(places) if places else 0
    letter = chance.choice(string.ascii_lowercase)
    return {
        "drop": text[:at] + text[at + 1 :],
        "double": text[: at + 1] + text[at:],
        "change": text[:at] + letter + text[at + 1 :],
        "insert": text[:at] + letter + text[at:],
        "swap": text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
    }[chance.choice(("drop", "double", "change", "insert", "swap"))]


def _written(name: str) -> list[Query]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [
            Query(row["typed"], int(row["film_id"]) if row.get("film_id") else None)
            for row in csv.DictReader(file)
        ]
