"""Every kind of chart as a PNG. Importing this loads matplotlib: only the worker does."""

from handlers.pictures.bars import draw_bars, draw_film_bars
from handlers.pictures.charts import Bars, Chart, FilmBars, Timeline
from handlers.pictures.timeline import draw_timeline
from handlers.pictures.versus import draw_versus


def draw(chart: Chart) -> bytes:
    """Return a chart as a PNG with a ground of its own; a pure function."""
    if isinstance(chart, Bars):
        return draw_bars(chart)
    if isinstance(chart, Timeline):
        return draw_timeline(chart)
    if isinstance(chart, FilmBars):
        return draw_film_bars(chart)
    return draw_versus(chart)
