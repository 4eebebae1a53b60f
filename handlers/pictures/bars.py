"""Bars: counts by month, weekday or day of the month, and the money of films."""

from handlers.pictures.charts import Bar, Bars, FilmBars
from handlers.pictures.sheet import (
    BLUE,
    INK,
    MARGIN,
    QUIET,
    SKY,
    SMALL,
    TEXT,
    TRACK,
    VERMILLION,
    WIDTH,
    Sheet,
)

MOST_ROWS = 12
"""Up to so many bars lie, each with its number; more of them stand."""
_ROW, _GAP, _FILM = 62, 12, 92
_ACROSS = WIDTH - 2 * MARGIN


def draw_bars(chart: Bars) -> bytes:
    """Return counts as a PNG: lying bars, or standing ones where they are many."""
    return _lying(chart) if len(chart.bars) <= MOST_ROWS else _standing(chart)


def _lying(chart: Bars) -> bytes:
    row = _ROW if len(chart.bars) > 9 else _ROW + 14
    sheet = Sheet()
    top = sheet.heading(chart.title)
    begin = MARGIN + max(sheet.width(bar.label, bold=bar.marked) for bar in chart.bars) + 16
    most = max(1, *(bar.value for bar in chart.bars))
    room = WIDTH - MARGIN - begin - max(sheet.width(b.text, bold=b.marked) for b in chart.bars) - 12
    for place, bar in enumerate(chart.bars):
        y = top + place * row
        middle = y + row / 2
        long, hatched = room * bar.value / most, room * bar.hatched / most
        _label(sheet, begin - 16, middle, bar, "right")
        sheet.box(begin, y + _GAP / 2, long - hatched, row - _GAP, _color(bar))
        if bar.hatched:
            left = begin + long - hatched
            sheet.box(left, y + _GAP / 2, hatched, row - _GAP, _hatch(bar), hatched=True)
        sheet.text(begin + long + 12, middle, bar.text, bold=bar.marked)
    return sheet.png(_legend(sheet, chart, top + row * len(chart.bars) + 16))


def _standing(chart: Bars) -> bytes:
    sheet = Sheet()
    top, floor = sheet.heading(chart.title) + 50, 590.0
    most = max(1, *(bar.value for bar in chart.bars))
    step = _ACROSS / len(chart.bars)
    sheet.line((MARGIN, WIDTH - MARGIN), (floor, floor))
    for place, bar in enumerate(chart.bars):
        x = MARGIN + place * step
        tall, hatched = (floor - top) * bar.value / most, (floor - top) * bar.hatched / most
        sheet.box(x + 3, floor - tall + hatched, step - 6, tall - hatched, _color(bar))
        if bar.hatched:
            sheet.box(x + 3, floor - tall, step - 6, hatched, _hatch(bar), hatched=True)
        if bar.marked or bar.value == most:
            centre, under = _free(sheet, chart, place, step)
            color = INK if bar.marked else QUIET
            y = floor - (floor - top) * under / most - 26
            sheet.text(
                centre, y, bar.text, color=color, bold=bar.marked, align="center", backed=True
            )
    marked = [place for place, bar in enumerate(chart.bars) if bar.marked]
    for place in (0, 4, 9, 14, 19, 24, 29):
        if all(abs(place - other) > 1 for other in marked) and place < len(chart.bars):
            _label(sheet, MARGIN + (place + 0.5) * step, floor + 30, chart.bars[place], "center")
    for place in marked:
        _label(sheet, MARGIN + (place + 0.5) * step, floor + 30, chart.bars[place], "center")
    return sheet.png(_legend(sheet, chart, floor + 72))


def _free(sheet: Sheet, chart: Bars, place: int, step: float) -> tuple[float, int]:
    """Return the middle of a standing bar's number, and the tallest value below the number.

    It is wider than its bar: it stands where the bars beside it push it up least.
    """
    bar = chart.bars[place]
    half = sheet.width(bar.text, bold=bar.marked) / 2
    middle = MARGIN + (place + 0.5) * step
    aside = half - step / 2
    found = []
    for wished in (middle, middle + aside, middle - aside):
        centre = min(max(wished, MARGIN + half), WIDTH - MARGIN - half)
        under = [
            other.value
            for at, other in enumerate(chart.bars)
            if at == place or abs(MARGIN + (at + 0.5) * step - centre) < half + step / 2 - 3
        ]
        found.append((max(under), abs(centre - middle), centre))
    tallest, _, centre = min(found)
    return centre, tallest


def draw_film_bars(chart: FilmBars) -> bytes:
    """Return the money of films as a PNG: the title and the sum, and the bar below them."""
    sheet = Sheet()
    top = sheet.heading(chart.title, chart.measure)
    most = max(1, *(film.value or 0 for film in chart.films))
    for place, film in enumerate(chart.films):
        y, bold = top + place * _FILM, film.value == most
        year = f" ({film.year})"
        room = _ACROSS - sheet.width(film.text + year, bold=bold) - 24
        title = sheet.cut(film.title, room, bold=bold) + year
        sheet.text(MARGIN, y + 24, title, bold=bold)
        color = INK if film.value else QUIET
        sheet.text(WIDTH - MARGIN, y + 24, film.text, color=color, bold=bold, align="right")
        sheet.box(MARGIN, y + 50, _ACROSS, 22, TRACK)
        if film.value:
            long = max(3.0, _ACROSS * film.value / most)
            sheet.box(MARGIN, y + 50, long, 22, VERMILLION if bold else BLUE)
    return sheet.png(top + _FILM * len(chart.films) + 12)


def _color(bar: Bar) -> str:
    return VERMILLION if bar.marked else SKY


def _hatch(bar: Bar) -> str:
    return VERMILLION if bar.marked else BLUE  # thin lines need more contrast than a full bar


def _label(sheet: Sheet, x: float, y: float, bar: Bar, align: str) -> None:
    color = INK if bar.marked else QUIET
    sheet.text(x, y, bar.label, TEXT, color, bold=bar.marked, align=align)


def _legend(sheet: Sheet, chart: Bars, y: float) -> float:
    """Say what is hatched, where something is; return where the page ends."""
    color = next((_hatch(bar) for bar in chart.bars if bar.hatched), None)
    if color is None:
        return y + 10
    sheet.box(MARGIN, y, 60, 36, color, hatched=True)
    sheet.text(MARGIN + 76, y + 18, sheet.cut(chart.legend, _ACROSS - 76, SMALL), SMALL, QUIET)
    return y + 66
