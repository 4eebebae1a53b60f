"""Pictures of anything: any text and any number can be drawn, and no name hides another."""

import io
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handlers.pictures.charts import (
    Bar,
    Bars,
    Chart,
    Facing,
    FilmBar,
    FilmBars,
    Point,
    Timeline,
    Versus,
)
from handlers.pictures.drawing import draw
from handlers.pictures.names import Mark, choose_names
from handlers.pictures.sheet import WIDTH, Sheet

TEXTS = st.text(max_size=80) | st.sampled_from(
    [
        "$x^2$ & <b>",
        "\\frac{1}{2}",
        "千と千尋の神隠し",
        "😀🎬",
        "مرحبا",
        "a\nb\tc",
        "",
        " ",
        "W" * 200,
    ]
)
VALUES = st.none() | st.floats(0, 3000)
YEARS = st.floats(1874, 2020)
POINTS = st.lists(st.builds(Point, TEXTS, YEARS, VALUES), min_size=1, max_size=40).map(
    lambda points: tuple(sorted(points, key=lambda point: point.when))
)
FACTS = st.builds(Facing, TEXTS, st.tuples(VALUES, VALUES), st.tuples(TEXTS, TEXTS))
RELEASES, MONEY = st.integers(1874, 2020), st.none() | st.integers(1000, 10**10)
BARS = st.lists(st.builds(Bar, TEXTS, st.integers(0, 9999), TEXTS), min_size=1, max_size=31)
FILMS = st.lists(st.builds(FilmBar, TEXTS, RELEASES, MONEY, TEXTS), min_size=1, max_size=10)
TWO = st.tuples(TEXTS, TEXTS), st.tuples(RELEASES, RELEASES)
CHARTS: list[st.SearchStrategy[Chart]] = [
    st.builds(Timeline, TEXTS, TEXTS, POINTS, TEXTS),
    st.builds(Bars, TEXTS, BARS.map(tuple), TEXTS),
    st.builds(FilmBars, TEXTS, TEXTS, FILMS.map(tuple)),
    st.builds(Versus, *TWO, st.lists(FACTS, max_size=8).map(tuple), TEXTS),
]


@pytest.mark.parametrize("charts", CHARTS, ids=["timeline", "bars", "film bars", "versus"])
def test_any_text_can_be_drawn(charts: st.SearchStrategy[Chart]) -> None:
    @settings(max_examples=15)
    @given(charts)
    def check(chart: Chart) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # «Glyph missing from font»
            with Image.open(io.BytesIO(draw(chart))) as image:
                assert image.width == WIDTH

    check()


MARKS = st.tuples(
    st.integers(100, 900), st.integers(200, 600), st.text("abc ñ", min_size=1, max_size=40)
)


@settings(max_examples=20)
@given(st.lists(MARKS, min_size=1, max_size=40))
def test_names_hide_nothing(places: list[tuple[int, int, str]]) -> None:
    marks = [
        Mark(Point(name, 2000.0 + n, 600.0 - y), x, y, 600) for n, (x, y, name) in enumerate(places)
    ]
    named = choose_names(Sheet(), marks, (80, 980))
    for one in named:
        assert one.area.left >= 80 and one.area.right <= 980 and one.area.bottom <= 600
        assert not any(one.area.meets(mark.area) for mark in marks if mark is not one.mark)
        assert not any(one.area.meets(other.area) for other in named if other is not one)


@pytest.mark.parametrize(
    ("text", "room"),
    [("Harry Potter y las reliquias de la Muerte", 300), ("W" * 99, 200), ("i", 5)],
)
def test_text_is_cut_to_its_room(text: str, room: int) -> None:
    sheet = Sheet()
    assert sheet.width(sheet.cut(text, room)) <= room or len(sheet.cut(text, room)) <= 1
    lines = sheet.lines(text, room, 2)
    assert 1 <= len(lines) <= 2 and all(sheet.width(line) <= max(room, 40) for line in lines)
