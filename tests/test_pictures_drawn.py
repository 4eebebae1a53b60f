"""What is drawn, measured on the pixels of small charts whose values are known."""

import io

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from handlers.pictures.bars import _free
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
from handlers.pictures.names import NAMED, TRIED, Mark, choose_names
from handlers.pictures.sheet import BLUE, ORANGE, PAPER, QUIET, SKY, VERMILLION, WIDTH, Sheet
from handlers.pictures.timeline import _number, _ticks

Mask = npt.NDArray[np.bool_]
Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels, the ends included."""


def where(chart: Chart, *colors: str) -> Mask:
    """Return which pixels of a chart have one of these colours just so."""
    with Image.open(io.BytesIO(draw(chart))) as image:
        pixels = np.asarray(image)
    wanted = [[int(color[at : at + 2], 16) for at in (1, 3, 5)] for color in colors]
    mask: Mask = np.logical_or.reduce([(pixels == rgb).all(axis=2) for rgb in wanted])
    return mask


def spans(lit: npt.NDArray[np.bool_] | np.bool_) -> list[tuple[int, int]]:
    """Return the first and the last place of each row of places that are lit."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], lit, [False]]).astype(int)))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def boxes(mask: Mask, standing: bool = False) -> list[Box]:
    """Return the boxes around what is lit: from the top or, standing, from the left."""
    found = []
    for first, last in spans(mask.any(axis=0 if standing else 1)):
        part = mask[:, first : last + 1] if standing else mask[first : last + 1]
        across = np.flatnonzero(part.any(axis=1 if standing else 0))
        low, high = int(across[0]), int(across[-1])
        found.append((first, low, last, high) if standing else (low, first, high, last))
    return found


def wide(box: Box) -> int:
    return box[2] - box[0] + 1


def tall(box: Box) -> int:
    return box[3] - box[1] + 1


def bars(values: list[int], marked: int = -1, hatched: int = 0) -> Bars:
    shown = [
        Bar(f"{n}", value, f"{value}", hatched if n == 0 else 0, n == marked)
        for n, value in enumerate(values)
    ]
    return Bars("t", tuple(shown), "rayas" if hatched else "")


def test_lying_bars_are_as_long_as_their_values() -> None:
    first, second = boxes(where(bars([10, 5, 0]), SKY))
    assert wide(second) == pytest.approx(wide(first) / 2, abs=2) and wide(first) > 600
    assert first[0] == second[0] and first[3] < second[1]


def test_the_hatched_part_of_a_lying_bar_ends_it() -> None:
    whole, other = boxes(where(bars([10, 10]), SKY))
    rest, full = boxes(where(bars([10, 10], hatched=4), SKY))
    assert wide(whole) == wide(other) == wide(full)
    assert wide(rest) == pytest.approx(0.6 * wide(full), abs=4) and rest[0] == full[0]


def test_standing_bars_are_as_tall_as_their_values() -> None:
    values = [2, *[10, 5] * 6]
    found = boxes(where(bars(values), SKY), standing=True)
    assert len(found) == len(values)
    top = max(map(tall, found))
    assert top > 300 and len({box[3] for box in found}) == 1  # on one floor
    for value, box in zip(values, found, strict=True):
        assert tall(box) == pytest.approx(value / 10 * top, abs=2)


@pytest.mark.parametrize("marked", [0, 1, 2, 12, 29, 30])
def test_the_number_of_a_standing_bar_meets_no_bar(marked: int) -> None:
    values = [4000, *[2000 + n % 3 * 100 for n in range(29)], 900]
    plain = where(bars(values), SKY)
    lit = where(bars(values, marked), SKY, VERMILLION)
    assert (plain == lit).all()  # nothing is written over a bar
    column = spans(where(bars(values, marked), VERMILLION).any(axis=0))[0]
    assert spans(lit.any(axis=0))[marked] == column


def test_a_number_beside_the_tallest_bar_does_not_climb_it() -> None:
    for marked in (8, 10):
        chart = bars([*[2000] * 9, 4000, *[2100] * 21], marked)
        centre, under = _free(Sheet(), chart, marked, 29.6)
        assert under <= 2100 and abs(centre - 40 - 29.6 * (marked + 0.5)) < 40


def film_bars(*values: int | None) -> FilmBars:
    films = (FilmBar(f"Film {n}", 2000 + n, value, "x") for n, value in enumerate(values))
    return FilmBars("t", "m", tuple(films))


def test_the_bars_of_films_are_as_long_as_their_revenue() -> None:
    chart = film_bars(10**6, 5 * 10**5, None, 10**5)
    (best,) = boxes(where(chart, VERMILLION))
    half, tenth = boxes(where(chart, BLUE))
    assert wide(best) == pytest.approx(WIDTH - 80, abs=2)
    assert wide(half) == pytest.approx(wide(best) / 2, abs=2)
    assert wide(tenth) == pytest.approx(wide(best) / 10, abs=2)
    assert best[3] < half[1] < tenth[1]


def versus(*facts: Facing) -> Versus:
    return Versus(("Uno", "Otro"), (2001, 2002), facts, "nota")


def facing(left: float | None, right: float | None, full: float = 0.0) -> Facing:
    return Facing("x", (left, right), ("a", "b"), full=full)


def bars_of(chart: Versus, color: str) -> list[Box]:
    """Return a film's bars below the band of its colour at the head."""
    return boxes(where(chart, color))[1:]


def test_two_films_stand_on_their_sides_and_their_bars_say_how_much() -> None:
    chart = versus(facing(10, 5), facing(2, 8), facing(None, 3), facing(4, 0))
    left, right = bars_of(chart, BLUE), bars_of(chart, ORANGE)
    assert all(box[2] < WIDTH / 2 for box in left) and all(box[0] > WIDTH / 2 for box in right)
    whole = wide(left[0])
    assert whole > 400
    parts = (
        [round(wide(box) / whole, 2) for box in left],
        [round(wide(b) / whole, 2) for b in right],
    )
    assert parts == ([1, 0.25, 1], [0.5, 1, 1])
    assert len({box[2] for box in left}) == len({box[0] for box in right}) == 1  # from the middle
    assert left[0][1] == right[0][1] and left[2][1] > right[2][1]  # None and 0 have no bar


def test_a_score_is_of_ten() -> None:
    chart = versus(facing(5.8, 6.6, full=10), facing(1, 1))
    (left, whole), (right, _) = bars_of(chart, BLUE), bars_of(chart, ORANGE)
    assert wide(left) / wide(whole) == pytest.approx(0.58, abs=0.01)
    assert wide(right) / wide(whole) == pytest.approx(0.66, abs=0.01)


def test_a_loss_has_a_bar_of_stripes() -> None:
    def lit(left: float | None) -> int:
        mask = where(versus(facing(left, 10)), BLUE)
        return int(mask[boxes(mask)[0][3] + 1 :].sum())

    gain, loss, nothing = lit(5), lit(-5), lit(None)
    assert nothing == 0 < loss < 0.8 * gain


def timeline(*values: float | None, full: float = 0.0) -> Timeline:
    points = (Point("", 2000.0 + 3 * n, value) for n, value in enumerate(values))
    return Timeline("t", "m", tuple(points), "", full)


def test_higher_values_lie_higher_and_later_ones_further_right() -> None:
    first, second, third = boxes(where(timeline(5, 10, 0), BLUE), standing=True)
    middles = [(box[1] + box[3]) / 2 for box in (first, second, third)]
    assert middles[1] < middles[0] < middles[2]
    assert middles[2] - middles[1] == pytest.approx(2 * (middles[2] - middles[0]), abs=2)
    assert wide(first) == pytest.approx(wide(second), abs=1)
    assert middles[2] - middles[1] > 400


def test_a_score_of_five_lies_half_way_up() -> None:
    full, half = (boxes(where(timeline(5, 0, full=top), BLUE), standing=True) for top in (0, 10))
    (top, floor), (middle, _) = ([box[1] for box in found] for found in (full, half))
    assert floor - middle == pytest.approx((floor - top) / 2, abs=2)


def test_what_is_not_known_is_a_hollow_mark_on_the_floor() -> None:
    chart = timeline(10, None, 0)
    known = boxes(where(chart, BLUE), standing=True)
    assert len(known) == 2
    hollow = where(chart, QUIET)
    floor = (known[1][1] + known[1][3]) // 2
    between = slice(known[0][2] + 40, known[1][0] - 40)
    ring = boxes(hollow[floor - 12 : floor + 12, between], standing=True)
    assert ring and ring[-1][2] - ring[0][0] < 20
    assert where(chart, PAPER)[floor, (ring[0][0] + ring[-1][2]) // 2 + between.start]


def test_the_highest_marks_are_named() -> None:
    marks = [
        Mark(Point(f"n{number}", 2000.0 + number, float(value)), 60.0 + 90 * number, 400, 600)
        for number, value in enumerate([3, 9, 1, 7, 5, 8, 2, 10, 6, 4])
    ]
    named = choose_names(Sheet(), marks, (0, WIDTH))
    values = [name.mark.point.value for name in named]
    assert values == [10, 9, 8, 7, 6, 5, 4] and len(values) == NAMED < TRIED
    for name in named:
        assert name.lines == (name.mark.point.title,)
        assert abs((name.area.left + name.area.right) / 2 - name.mark.x) < 60
        assert abs(name.area.bottom - name.mark.y) < 60


def test_the_highest_one_is_named_among_many() -> None:
    """Marks left and right of it at its height, and above its neighbours, leave a place."""
    best = Mark(Point("La mejor de todas", 2005.0, 10.0), 500, 100, 600)
    others = [
        Mark(Point("x", 2000.0, 9.0), 500 + dx, 100 + dy, 600)
        for dx in (-60, -30, 30, 60)
        for dy in (10, -24)
    ]
    named = choose_names(Sheet(), [best, *others], (60, 980))
    assert named and named[0].mark is best


@pytest.mark.parametrize(
    ("first", "last", "most", "steps", "whole", "ticks"),
    [(0, 10, 4, [1, 2, 2.5, 5, 10], False, [0, 2.5, 5, 7.5, 10]),
     (0, 1845, 4, [1, 2, 2.5, 5, 10], False, [0, 500, 1000, 1500]),
     (1999, 2012.4, 6, [1, 2, 5, 10], True, [2000, 2005, 2010])],
)  # fmt: skip
def test_ticks_are_round_and_within(
    first: float, last: float, most: int, steps: list[float], whole: bool, ticks: list[float]
) -> None:
    assert _ticks(first, last, most, steps, whole) == ticks


def test_numbers_of_an_axis_are_written_as_they_are() -> None:
    assert [_number(value) for value in (0.0, 2.5, 500.0, 1500.0)] == ["0", "2,5", "500", "1.500"]


def test_the_axis_is_labelled_with_its_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each label stands at the height of the dots of that value."""
    written: dict[str, float] = {}
    text = Sheet.text

    def note(sheet: Sheet, x: float, y: float, said: str, *rest: object, **more: object) -> None:
        written[said] = y
        text(sheet, x, y, said, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Sheet, "text", note)
    marks = boxes(where(timeline(10, 5, 0), BLUE), standing=True)
    for label, (_, top, _, bottom) in zip(("10", "5", "0"), marks, strict=True):
        assert written[label] == pytest.approx((top + bottom) / 2, abs=2)
    assert written["2000"] > written["0"]
