"""Films by date: a mark for each, as high as its money or its score, and the notable ones named."""

from matplotlib.ticker import MaxNLocator

from handlers import formats
from handlers.pictures.charts import Timeline
from handlers.pictures.names import Mark, Name, choose_names
from handlers.pictures.sheet import (
    BLUE,
    INK,
    MARGIN,
    QUIET,
    SMALL,
    WIDTH,
    Sheet,
)

_PLOT = 430
"""Pixels from the floor of the plot to its highest mark."""
_STEM = "#B9CFDD"


class _Scale:
    """Where dates and values stand on the page."""

    def __init__(self, sheet: Sheet, chart: Timeline, top: float) -> None:
        self.top, self.bottom = top, top + _PLOT
        highest = max((point.value or 0.0 for point in chart.points), default=0.0)
        self._most = max(chart.full, highest) or 1.0
        self.ticks = _ticks(0.0, self._most, 4, [1, 2, 2.5, 5, 10])
        wide = max(sheet.width(_number(tick), SMALL) for tick in self.ticks)
        self.left, self.right = MARGIN + wide + 36, WIDTH - MARGIN - 20.0
        first, last = chart.points[0].when, chart.points[-1].when
        spare = max(1.1, (last - first) * 0.03)
        self._first, self._last = first - spare, last + spare
        self.years = _ticks(self._first, self._last, 6, [1, 2, 5, 10], whole=True)

    def x(self, when: float) -> float:
        """Return where a date stands."""
        share = (when - self._first) / (self._last - self._first)
        return self.left + share * (self.right - self.left)

    def y(self, value: float | None) -> float:
        """Return where a value stands; what is not known lies on the floor."""
        return self.bottom - (value or 0.0) / self._most * (self.bottom - self.top)


def draw_timeline(chart: Timeline) -> bytes:
    """Return films by date as a PNG."""
    sheet = Sheet()
    scale = _Scale(sheet, chart, sheet.heading(chart.title, chart.measure) + 80)
    _draw_axes(sheet, scale)
    marks = [Mark(p, scale.x(p.when), scale.y(p.value), scale.bottom) for p in chart.points]
    named = choose_names(sheet, marks, (scale.left - 10, WIDTH - MARGIN / 2))
    _draw_marks(sheet, scale, marks)
    for name in named:
        _draw_name(sheet, name)
    end = scale.bottom + 70
    if chart.unknown:
        end += 48
        sheet.dots([(MARGIN + 12, end - 36)], QUIET, full=False)
        sheet.text(MARGIN + 36, end - 36, chart.unknown, SMALL, QUIET)
    return sheet.png(end)


def _draw_axes(sheet: Sheet, scale: _Scale) -> None:
    for tick in scale.ticks:
        y = scale.y(tick)
        sheet.line((scale.left - 14, scale.right + 20), (y, y))
        sheet.text(scale.left - 24, y, _number(tick), SMALL, QUIET, align="right")
    for year in scale.years:
        sheet.text(scale.x(year), scale.bottom + 38, str(int(year)), SMALL, QUIET, align="center")


def _draw_marks(sheet: Sheet, scale: _Scale, marks: list[Mark]) -> None:
    known = [mark for mark in marks if mark.point.value is not None]
    for mark in known:
        sheet.line((mark.x, mark.x), (mark.y, scale.bottom), _STEM)
    unknown = [(mark.x, mark.y) for mark in marks if mark.point.value is None]
    sheet.dots(unknown, QUIET, full=False)
    sheet.dots([(mark.x, mark.y) for mark in known], BLUE)


def _draw_name(sheet: Sheet, name: Name) -> None:
    x = {"left": name.area.left, "center": (name.area.left + name.area.right) / 2}
    for y, line in zip(name.rows, name.lines, strict=True):
        place = x.get(name.align, name.area.right)
        sheet.text(place, y, line, SMALL, INK, align=name.align, backed=True)


def _ticks(
    first: float, last: float, most: int, steps: list[float], whole: bool = False
) -> list[float]:
    """Return round numbers between two values."""
    locator = MaxNLocator(nbins=most, steps=steps, integer=whole, min_n_ticks=1)
    return [float(tick) for tick in locator.tick_values(first, last) if first <= tick <= last]


def _number(value: float) -> str:
    return formats.number(int(value)) if value == int(value) else formats.decimal(value)
