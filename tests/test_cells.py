"""Single cells: never an exception, whatever the text."""

import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.build import cells

# Text that looks like what the cells hold, so that not all of it fails at the first letter.
PIECES = st.sampled_from(
    "[ ] { } ( ) ' \" , : \\ \\n - + 1 0 9 . e _ None True nan inf 1995 -10- -30 name 'name' "
    "{'name':'x'} __import__('os') é \x00 \ud800 ٣ 1e999 * ** f'' b'' # lambda".split(" ")
)
ANY_TEXT = st.text() | st.lists(PIECES, max_size=30).map("".join)
LITERALS: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)  # fmt: skip


@given(ANY_TEXT)
@example("[" * 100_000)
@example("-" * 100_000 + "1")
@example("1+" * 100_000 + "1")
@example("{[]: 1}")
@example("'\ud800'")
@example("9" * 5_000)
def test_nothing_raises_and_everything_stays_in_bounds(text: str) -> None:
    whole, number, money = cells.integer(text), cells.number(text), cells.money(text)
    assert whole is None or whole == number
    assert number is None or math.isfinite(number)
    assert money >= 0
    assert cells.date(text) is None or isinstance(cells.date(text), dt.date)
    assert all(isinstance(entry, dict) for entry in cells.entries(text))
    names = cells.names(text)
    assert len(set(names)) == len(names)
    assert all(name and name == cells.clean(name) for name in names)
    cells.nested(text)


@given(ANY_TEXT)
def test_clean_text_has_no_white_space_but_single_spaces(text: str) -> None:
    clean = cells.clean(text)
    assert clean == cells.clean(clean)
    assert not [char for char in clean if char.isspace() and char != " "]
    assert "  " not in clean
    assert clean == clean.strip()
    whole = ["?" if "\ud800" <= char <= "\udfff" else char for char in text]
    assert [char for char in clean if char != " "] == [c for c in whole if not c.isspace()]


@given(LITERALS)
def test_nested_reads_what_repr_writes(value: Any) -> None:
    assert cells.nested(repr(value)) == value


@given(st.integers())
def test_whole_numbers_as_kaggle_writes_them(value: int) -> None:
    value %= cells.MAX_INTEGER
    assert cells.integer(str(value)) == cells.integer(f"{value}.0") == value
    assert cells.money(f"{value}.0") == value
    assert cells.money(f"-{value}") == 0


@given(st.dates())
def test_dates_as_kaggle_writes_them(value: dt.date) -> None:
    assert cells.date(value.isoformat()) == value
    assert cells.date(f" {value.isoformat()}\n") == value


@pytest.mark.parametrize("text", ["", "1", "1995", "30-10-1995", "1995-13-01", "2001-02-29", "12"])
def test_what_is_no_date(text: str) -> None:
    assert cells.date(text) is None


@pytest.mark.parametrize(
    "text", ["", "x", "1.5", "nan", "inf", "-inf", "1995-10-30", "1,5", "1e999"]
)
def test_what_is_no_whole_number(text: str) -> None:
    assert cells.integer(text) is None


@pytest.mark.parametrize(
    "text", ["", "null", "None", "/poster.jpg", "nan", "inf", "-1", "0", "0.0"]
)
def test_money_that_is_not_known_is_0(text: str) -> None:
    assert cells.money(text) == 0


@pytest.mark.parametrize(
    "text",
    ["", " ", "oops", "[1", "{'a'}}", "open('x')", "[open('x')]", "().__class__", "1 if 1 else 2"],
)
def test_what_is_no_literal(text: str) -> None:
    assert cells.nested(text) is None
    assert cells.entries(text) == []
    assert cells.names(text) == []


def test_names_are_the_distinct_ones_in_their_order() -> None:
    text = repr(
        [
            {"name": "Zoé  Ruiz"},
            {"id": 3},
            {"name": None},
            {"name": ["Ana"]},
            "Ana",
            {"name": "Ana\n O'Neal"},
            {"name": " "},
            {"name": "Zoé Ruiz"},
        ]
    )
    assert cells.names(text) == ["Zoé Ruiz", "Ana O'Neal"]
    assert cells.names("[{'iso_3166_1': 'ES', 'name': 'Spain'}]", "iso_3166_1") == ["ES"]
    assert cells.names("{'name': 'not in a list'}") == []
