"""What is looked up quickly is what a slow look through everything finds."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from services import Services
from services.columns import Column
from services.spellings import Spellings
from tests.facts import rows

WORDS = st.lists(st.text("abcñ1é\U0001f3ac", max_size=7), min_size=1, max_size=30)


@given(WORDS, st.text("abcñ1é\U0001f3ac", max_size=7), st.integers(0, 3))
def test_near_spellings(strings: list[str], typed: str, edits: int) -> None:
    found = Spellings(strings).near(typed, edits)
    distances = {at: OSA.distance(typed, one) for at, one in enumerate(strings)}
    expected = {at: off for at, off in distances.items() if edits and off <= edits}
    assert {place: off for _, off, place in found} == expected
    assert all(strings[place] == one for one, _, place in found)
    assert [off for _, off, _ in found] == sorted(expected.values())


@given(WORDS, st.text("abcñ1é\U0001f3ac", max_size=3))
def test_beginnings(strings: list[str], typed: str) -> None:
    expected = [at for at, one in enumerate(strings) if one.startswith(typed)]
    assert sorted(Spellings(strings).beginning(typed)) == expected


@pytest.mark.parametrize(
    ("column", "cells"),
    [(pd.Series([1, 2], dtype="int32"), [1, 2]), (pd.Series([1.5, None]), [1.5, None]),
     (pd.Series(["a", None], dtype="category"), ["a", None]), (pd.Series([None, "ñ"]), [None, "ñ"]),
     (pd.Series([True, False]), [True, False])],
)  # fmt: skip
def test_cells(column: "pd.Series[str]", cells: list[object]) -> None:
    read = Column(column)
    assert [read[row] for row in range(len(cells))] == cells


def test_every_film_is_what_the_file_says(services: Services) -> None:
    for row in rows("films")[::7]:
        film = services.films[row["id"]]
        for name in ("title", "original_title", "title_es", "title_latam", "language", "date",
                     "runtime", "budget", "revenue", "popularity", "score", "votes", "adult",
                     "collection", "poster_path"):  # fmt: skip
            assert getattr(film, name) == row[name], (row["id"], name)
