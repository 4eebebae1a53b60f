"""Which entries are one work, and the Spanish words for what films are about."""

import csv
from collections import Counter
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components

from data.build import own
from data.build.films import FilmRecord
from data.build.recommender import read_content, train
from data.build.side import Credits
from data.build.works import base_title, works
from services.likeness import Likeness
from services.reasons import Reasons
from tests.facts import rows
from tests.worlds import catalogue_of, record

ANA, EVA = Credits(("Lía", "Nuño", "Peg"), ("Ana",)), Credits(("Tom", "Lev"), ("Eva",))


def one_work(one: FilmRecord, other: FilmRecord, who: tuple[Credits | None, ...]) -> bool:
    """Say whether two films are one work, whichever stands first."""
    films = [one, record(50, "Between", 1950), other]
    credits = {film.id: by for film, by in zip((one, other), who, strict=True) if by}
    found = works(films, credits)
    assert found.dtype == np.int32
    assert found[1] not in (found[0], found[2])
    back = works(films[::-1], credits)
    assert (back[0] == back[2]) == (found[0] == found[2])
    return bool(found[0] == found[2])


BLADE = record(1, "Blade Runner", 1982)


@pytest.mark.parametrize(
    ("title", "year", "same"),
    [
        ("Blade Runner", 1982, True),
        ("BLADE  runner!", 1983, True),
        ("Blade Runner", 1981, True),
        ("Blade Runner", 1984, False),
        ("Blade Runner", 2007, False),
        ("Blade Runner: The Final Cut", 2007, True),
        ("Blade Runner (Director's Cut)", 1992, True),
        ("Blade Runner – Extended Edition", 2002, True),
        ("Blade Runner Redux", 2001, True),
        ("Blade Runner 2049", 1982, False),
        ("Blade", 1982, False),
    ],
)
def test_copies_and_cuts_of_one_film(title: str, year: int, same: bool) -> None:
    other = record(2, title, year)
    assert one_work(BLADE, other, (ANA, ANA)) is same
    assert not one_work(BLADE, other, (ANA, EVA))
    assert not one_work(BLADE, other, (ANA, None))
    assert not one_work(BLADE, other, (None, None))


def test_remakes_by_the_same_director_stay_apart() -> None:
    first, again = record(1, "Funny Games", 1997), record(2, "Funny Games", 2007)
    assert not one_work(first, again, (ANA, ANA))
    cuts = record(1, "Alba: Extended Cut", 1960), record(2, "Alba: Extended Cut", 1980)
    assert not one_work(*cuts, (ANA, ANA))


@pytest.mark.parametrize(("shared", "same"), [(0, False), (1, False), (2, True), (3, True)])
def test_two_of_the_cast_make_one_work(shared: int, same: bool) -> None:
    cast = (*("Lía", "Nuño", "Peg")[:shared], "Otra")
    assert one_work(BLADE, record(2, "Blade Runner", 1982), (ANA, Credits(cast, ()))) is same


def test_the_original_title_tells_too() -> None:
    other = record(2, "El vuelo", 1982, original_title="Blade Runner")
    assert one_work(BLADE, other, (ANA, ANA))


@pytest.mark.parametrize("title", ["The Final Cut", "Redux", "The International", "!!!", ""])
def test_a_title_that_is_all_cut_stays_itself(title: str) -> None:
    assert base_title(title) == base_title(title.upper())
    assert bool(base_title(title)) == any(map(str.isalpha, title))
    assert base_title(title) != base_title("The Complete Cut")


TITLES = {
    "Alba": ("alba", False),
    "ALBA": ("alba", False),
    "Alba: The Director's Cut": ("alba", True),
    "Alba (Extended Version)": ("alba", True),
    "Otra": ("otra", False),
    "Otra Redux": ("otra", True),
}
MAKERS = (Credits(("a", "b", "c"), ("Ana",)), Credits(("b", "c"), ("Eva",)), Credits(("c",), ()))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(list(TITLES)), st.integers(2000, 2004), st.sampled_from(MAKERS)),
        min_size=1,
        max_size=9,
    )
)
def test_works_are_connected_pairs(entries: list[tuple[str, int, Credits]]) -> None:
    links = np.zeros((len(entries), len(entries)))
    for one, other in combinations(range(len(entries)), 2):
        (title, year, who), (title2, year2, who2) = entries[one], entries[other]
        near = abs(year - year2) <= 1 or TITLES[title][1] != TITLES[title2][1]
        made = {who.directors, who2.directors} in ({("Ana",)}, {("Eva",)}) or (
            len({*who.cast} & {*who2.cast}) >= 2
        )
        links[one, other] = near and made and TITLES[title][0] == TITLES[title2][0]
    _, expected = connected_components(links, directed=False)
    films = [record(10 + n, title, year) for n, (title, year, _) in enumerate(entries)]
    found = works(films, {10 + n: who for n, (_, _, who) in enumerate(entries)})
    for one, other in combinations(range(len(entries)), 2):
        assert (found[one] == found[other]) == (expected[one] == expected[other])


# --- keywords in Spanish ---


def spanish_rows() -> list[dict[str, str]]:
    path = Path(own.__file__).parent / "keywords_es.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_most_used_keywords_are_in_spanish() -> None:
    names = [row["name"] for row in rows("keywords")]
    used = Counter(names[row["keyword"]] for row in rows("film_keywords"))
    written = {row["keyword"] for row in spanish_rows()}
    assert [name for name, _ in used.most_common(300) if name not in written] == []
    assert written <= set(names)  # a word that no film has is a slip of the pen


def test_keywords_are_trimmed_and_distinct() -> None:
    found = spanish_rows()
    assert all(set(row) == {"keyword", "palabra"} for row in found)
    words = [word for row in found for word in row.values()]
    assert [word for word in words if word != " ".join(word.split())] == []
    counts = Counter(row["keyword"] for row in found)
    assert [name for name, count in counts.items() if count > 1] == []
    assert own.spanish_keywords() == {row["keyword"]: row["palabra"] for row in found}


def test_the_catalogue_has_the_same_words() -> None:
    words = {row["keyword"]: row["palabra"] for row in spanish_rows()}
    assert {row["name"]: row["es"] for row in rows("keywords")} == {
        row["name"]: words.get(row["name"]) for row in rows("keywords")
    }


def test_hidden_keywords_are_no_reason() -> None:
    hidden = [row["keyword"] for row in spanish_rows() if not row["palabra"]]
    assert {"woman director", "nudity", "duringcreditsstinger"} <= set(hidden)
    films = [record(n, f"Film {n}", 1900 + 9 * n) for n in range(1, 9)]
    about = (*hidden, "murder", "a word of nobody else")
    keywords = {1: about, 2: about, 3: ("murder",)}
    catalogue = catalogue_of(films, {}, keywords)
    model = train(read_content(films, {}, keywords, catalogue), catalogue, likes=None)
    likeness = Likeness(catalogue, model)
    assert len(likeness.postings["keyword"].shared(0, 1)) == len(about)
    reasons = Reasons(catalogue, likeness).because(0, 1)
    # A keyword that nobody translated is no reason either.
    assert [(reason.kind, reason.name) for reason in reasons] == [("keyword", "asesinato")]
