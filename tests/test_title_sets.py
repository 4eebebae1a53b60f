"""Titles at large: years, sequels by number, the lists that ship, and how all is measured."""

import csv
import random
from pathlib import Path

import pytest
from rapidfuzz.distance import DamerauLevenshtein

from data.build import own
from data.evaluate import title_sets
from data.evaluate.title_sets import Query
from data.evaluate.title_table import measure
from services import Services
from services.matches import Candidate, Resolution
from services.text import key
from tests.facts import Facts, shipped

KNOWN = 1000
DRAWN = 200


@pytest.fixture(scope="module")
def facts() -> Facts:
    return shipped()


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def known_films(facts: Facts, seed: int) -> list[tuple[int, str, int]]:
    """Return id, title and year of well-known films; titles of one word have tests of their own."""
    known = [
        (film["id"], film["title"], film["date"].year)
        for film in facts.films.values()
        if film["votes"] >= KNOWN and 1 < len(film["title"].split()) < 10
    ]
    return random.Random(seed).sample(known, DRAWN)


def test_a_year_that_is_one_off_is_never_passed_over(services: Services, facts: Facts) -> None:
    for _, title, released in known_films(facts, 1):
        for year in (released - 1, released + 1):
            found = services.titles.resolve(f"{title} {year}").film_id
            assert found is None or facts.films[found]["date"].year == year, (title, year, found)


def test_the_right_year_is_answered_at_once(services: Services, facts: Facts) -> None:
    films = known_films(facts, 2)
    asked = [services.titles.resolve(f"{title} ({year})").film_id for _, title, year in films]
    right = sum(film == found for (film, *_), found in zip(films, asked, strict=True))
    assert right >= 0.98 * len(films)


@pytest.mark.parametrize(
    ("typed", "film_id"),
    [("carrie 1977", 7340), ("titanic 1998", 597), ("the matrix 2000", 603), ("psycho 1961", 539),
     ("alien 1980", 348), ("el padrino 1973", 238)],
)  # fmt: skip
def test_a_year_that_is_one_off_asks(services: Services, typed: str, film_id: int) -> None:
    found = services.titles.resolve(typed)
    assert not found.certain
    assert film_id in [candidate.film_id for candidate in found.candidates]


@pytest.mark.parametrize(
    ("typed", "film_id"),
    [("moon 2008", 17431), ("la la land 2015", 313369), ("in time 2012", 49530)],
)
def test_a_film_one_year_off_is_among_the_five(
    services: Services, typed: str, film_id: int
) -> None:
    found = services.titles.resolve(typed)
    assert film_id in [candidate.film_id for candidate in found.candidates]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [("thor 2012", 14161), ("her 2012", 14161), ("up 2010", 4437), ("drive 2010", 4437),
     ("blow 2001", 62), ("dia m", 832)],
)  # fmt: skip
def test_a_short_title_is_no_article(services: Services, typed: str, wrong: int) -> None:
    assert services.titles.resolve(typed).film_id != wrong


@pytest.mark.parametrize(
    ("typed", "film_id"),
    [("shrek 4", 10192), ("shrek iv", 10192), ("shrek cuatro", 10192), ("shrek 1", 808),
     ("piratas del caribe 3", 285), ("star wars 4", 11), ("star wars 5", 1891),
     ("star wars episodio 4", 11), ("harry potter 3", 673), ("indiana jones 2", 87),
     ("el padrino parte 2", 240), ("torrente 3", 1285), ("james bond 3", 658)],
)  # fmt: skip
def test_sequels_by_their_number(services: Services, typed: str, film_id: int) -> None:
    found = services.titles.resolve(typed)
    assert (found.film_id, found.certain) == (film_id, True)


@pytest.mark.parametrize(
    "typed", ["shrek 9", "shrek 0", "piratas del caribe 8", "star wars 12", "matrix 7"]
)
def test_there_is_no_such_sequel(services: Services, typed: str) -> None:
    assert not services.titles.resolve(typed).certain


def test_newer_films_are_not_in_the_catalogue(facts: Facts) -> None:
    rows = read(own.FOLDER / "newer_films.csv")
    columns = ("title", "original_title", "title_es", "title_latam")
    have = {
        (key(film[column]), film["date"].year)
        for film in facts.films.values()
        for column in columns
        if film[column]
    }
    assert len(rows) > 1000 and all(int(row["year"]) >= 2017 for row in rows)
    assert [row for row in rows if (key(row["title"]), int(row["year"])) in have] == []
    assert len({(row["title"], row["year"]) for row in rows}) == len(rows)
    assert all(all(value.strip() == value != "" for value in row.values()) for row in rows)


@pytest.mark.parametrize("name", ["aliases.csv", "more_titles.csv"])
def test_other_titles_name_films_of_the_catalogue(facts: Facts, name: str) -> None:
    rows = read(own.FOLDER / name)
    assert len(rows) > 500
    assert {int(row["id"]) for row in rows} <= set(facts.films)
    assert len({tuple(row.values()) for row in rows}) == len(rows)
    titles = [[value for label, value in row.items() if label != "id"] for row in rows]
    assert all(any(key(title) for title in given) for given in titles)


def test_hard_titles_are_found(services: Services, facts: Facts) -> None:
    rows = read(title_sets.FOLDER / "hard.csv")
    queries = [Query(row["typed"], int(row["film_id"])) for row in rows]
    outcome, notes = measure(services.titles.resolve, queries)
    assert {query.film_id for query in queries} <= set(facts.films)
    assert len({query.typed for query in queries}) == len(queries) >= 150
    assert outcome.right >= 0.95, notes
    assert outcome.wrong <= 0.005, notes


def test_what_is_no_single_film_is_refused(services: Services) -> None:
    rows = read(title_sets.FOLDER / "refuse.csv")
    outcome, notes = measure(services.titles.resolve, [Query(row["typed"], None) for row in rows])
    assert len({row["typed"] for row in rows}) == len(rows) >= 100
    assert outcome.right >= 0.95, notes


@pytest.mark.parametrize("edits", [1, 2])
def test_generated_errors_are_so_many_edits(edits: int) -> None:
    queries = [Query(f"Una Película {number}", number) for number in range(1, 400)]
    typos = list(title_sets._typos(queries, edits))
    assert [query.typed for query in typos] == [q.typed for q in title_sets._typos(queries, edits)]
    away = [DamerauLevenshtein.distance(q.typed, f"una película {q.film_id}") for q in typos]
    # Two letters that are the same change places without a change, and one edit may undo another.
    assert len(typos) == len(queries) and max(away) == edits
    assert away.count(edits) >= 0.85 * len(away)


ANSWERS = {
    "right": Resolution(1, True, (Candidate(1, 1.0), Candidate(2, 0.5))),
    "asks": Resolution(None, False, tuple(Candidate(film, 0.5) for film in (9, 8, 7, 6, 1))),
    "late": Resolution(None, False, tuple(Candidate(film, 0.5) for film in (9, 8, 7, 6, 5, 1))),
    "wrong": Resolution(2, True, (Candidate(2, 1.0), Candidate(1, 0.9))),
    "lost": Resolution(None, False, ()),
}


@pytest.mark.parametrize(
    ("typed", "right", "offered", "wrong"),
    [("right", 1, 1, 0), ("asks", 0, 1, 0), ("late", 0, 0, 0), ("wrong", 0, 1, 1),
     ("lost", 0, 0, 0)],
)  # fmt: skip
def test_measuring_one_answer(typed: str, right: int, offered: int, wrong: int) -> None:
    outcome, notes = measure(ANSWERS.__getitem__, [Query(typed, 1)])
    assert (outcome.right, outcome.offered, outcome.wrong) == (right, offered, wrong)
    assert len(notes) == 1 - right and all(typed in note for note in notes)


def test_measuring_many() -> None:
    refused = [Query("wrong", None), Query("lost", None)]
    outcome, notes = measure(ANSWERS.__getitem__, [*(Query(t, 1) for t in ANSWERS), *refused])
    assert outcome.queries == 7 and len(notes) == 5
    assert outcome.right == pytest.approx(2 / 7)
    assert outcome.offered == pytest.approx(4 / 7)
    assert outcome.wrong == pytest.approx(2 / 7)
    assert 0 <= outcome.median <= outcome.p99
