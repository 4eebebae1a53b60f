"""Two films face to face: a bar to the left and a bar to the right for each fact."""

from handlers.pictures.charts import Facing, Versus
from handlers.pictures.sheet import BLUE, INK, MARGIN, ORANGE, QUIET, SMALL, TRACK, WIDTH, Sheet

_ROW = 92
_MIDDLE, _GAP = WIDTH / 2, 20
_ROOM = _MIDDLE - MARGIN - _GAP
_HEAD = 36
_SIDES = ((-1, BLUE, "left"), (1, ORANGE, "right"))
"""Which way a film's bars grow, their colour, and where its texts stand: at the outer edge."""


def draw_versus(chart: Versus) -> bytes:
    """Return two films side by side as a PNG."""
    sheet = Sheet()
    heads = [sheet.lines(title, _ROOM, 3, _HEAD, bold=True) for title in chart.titles]
    below = 52.0 + 44 * max(map(len, heads))
    for (side, color, align), lines, year in zip(_SIDES, heads, chart.years, strict=True):
        for place, line in enumerate(lines):
            sheet.text(_edge(side), 52 + 44 * place, line, _HEAD, bold=True, align=align)
        sheet.text(_edge(side), 52 + 44 * len(lines), str(year), color=QUIET, align=align)
        sheet.box(_left(side, _ROOM), below + 30, _ROOM, 10, color)
    for place, fact in enumerate(chart.facts):
        _draw_fact(sheet, fact, below + 76 + place * _ROW)
    end = below + 76 + _ROW * len(chart.facts)
    notes = sheet.lines(chart.note, WIDTH - 2 * MARGIN, 3, SMALL)
    for place, line in enumerate(notes):
        sheet.text(_MIDDLE, end + 10 + 38 * place, line, SMALL, QUIET, align="center")
    return sheet.png(end + 8 + 38 * len(notes))


def _draw_fact(sheet: Sheet, fact: Facing, y: float) -> None:
    """Draw one fact: its name in the middle, the two values beside it, and below the bars.

    The bar of a loss is hatched.
    """
    sheet.text(_MIDDLE, y + 10, fact.label, SMALL, QUIET, align="center")
    most = fact.full or max(abs(value or 0) for value in fact.values)
    room = _ROOM + _GAP - sheet.width(fact.label, SMALL) / 2 - 16
    sides = zip(_SIDES, fact.values, fact.texts, fact.larger, strict=True)
    for (side, color, align), value, text, best in sides:
        ink = QUIET if value is None else INK
        shown = sheet.cut(text, room, bold=best)
        sheet.text(_edge(side), y + 10, shown, color=ink, bold=best, align=align)
        sheet.box(_left(side, _ROOM), y + 36, _ROOM, 24, TRACK)
        if value:
            long = min(_ROOM, max(3.0, _ROOM * abs(value) / most))
            sheet.box(_left(side, long), y + 36, long, 24, color, hatched=value < 0)


def _edge(side: int) -> float:
    """Return the outer edge of a side (-1: the left one)."""
    return _MIDDLE + side * (_ROOM + _GAP)


def _left(side: int, long: float) -> float:
    """Return where a bar of a side begins that starts in the middle and is ``long``."""
    return _MIDDLE + _GAP if side > 0 else _MIDDLE - _GAP - long
