"""How pictures are drawn: one look, Spanish numbers, and the same bytes for the same data.

Pictures are as wide as a phone shows them, so that their letters can be read there; the colours
are Okabe and Ito's (https://jfly.uni-koeln.de/color/), told apart by nearly everybody: the four
of them that stand out from white, and from black when the page turns pictures round for the night.
"""

import io
import warnings
from collections.abc import Callable, Sequence
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter, NullLocator
from PIL import Image

BLUE, GREEN, RED, PURPLE = "#0072B2", "#009E73", "#D55E00", "#CC79A7"
GREY, INK, PALE = "#8C8C8C", "#222222", "#D9D9D9"
HATCH = "////"
WIDTH, DPI = 4.0, 200
LAYOUT: Literal["constrained"] | None = "constrained"
"""How labels get their room; it takes most of the time that a picture takes."""
LOOK: dict[Any, Any] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same everywhere
    "font.size": 10.5,
    "axes.labelsize": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": "#E6E6E6",
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "legend.fontsize": 9.5,
    "hatch.linewidth": 1.2,
    "text.parse_math": False,  # a dollar in a name is a dollar
    "figure.facecolor": "white",
}

Paint = Callable[[Axes], object]
Format = Callable[[float], str]


def picture(*paints: Paint, height: float = 3.4) -> bytes:
    """Return a PNG of panels one below the other; ``height`` in inches, of :data:`WIDTH`."""
    with mpl.rc_context(LOOK), warnings.catch_warnings():
        # A name in a script that the font lacks is drawn as boxes, not told.
        warnings.filterwarnings("ignore", message="Glyph")
        canvas = Canvas(figsize=(WIDTH, height), dpi=DPI, layout=LAYOUT)
        panels = canvas.subplots(len(paints), 1, squeeze=False)[:, 0]
        for paint, axes in zip(paints, panels, strict=True):
            paint(axes)
        drawn = io.BytesIO()
        canvas.savefig(drawn, format="png", metadata={"Software": None})
    return _smaller(drawn)


def blank(text: str) -> bytes:
    """Return a PNG that only says something."""

    def paint(axes: Axes) -> None:
        axes.set_axis_off()
        axes.text(0.5, 0.5, text, ha="center", va="center")

    return picture(paint, height=1.2)


def bars(
    axes: Axes, values: "pd.Series[Any]", texts: Sequence[str], colour: str | list[str] = BLUE
) -> None:
    """Draw horizontal bars, the first on top, each with its name and a text at its end."""
    places = np.arange(len(values))
    axes.barh(places, values.to_numpy(), color=colour, height=0.72)
    axes.set_yticks(places, [str(name) for name in values.index])
    axes.set_ylim(len(values) - 0.5, -0.5)
    axes.tick_params(length=0)
    axes.xaxis.set_visible(False)
    axes.spines[["bottom", "left"]].set_visible(False)
    axes.grid(visible=False)
    room = float(values.max()) or 1.0
    longest = max(len(text) for text in texts)  # of which 13 go in an inch, beside the names
    beside = WIDTH - 0.15 - max(len(str(name)) for name in values.index) / 13
    axes.set_xlim(0, room / (1 - min(0.8, (longest + 1) / 13 / beside)))
    for place, value, text in zip(places, values, texts, strict=True):
        axes.text(float(value) + room * 0.015, float(place), text, va="center", fontsize=9.5)


def heat(axes: Axes, table: pd.DataFrame, texts: npt.NDArray[Any], limits: tuple[float, float],
         colours: str) -> None:  # fmt: skip
    """Draw a table as coloured squares with a text in each; rows and columns share names."""
    values = table.to_numpy(float)
    low, high = limits
    axes.imshow(values, cmap=colours, vmin=low, vmax=high, aspect="auto")
    axes.set_xticks(range(table.shape[1]), list(table.columns), rotation=90)
    axes.set_yticks(range(table.shape[0]), list(table.index))
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    for (row, column), text in np.ndenumerate(texts):
        dark = abs(values[row, column]) > 0.55 * high
        ink = "white" if dark else INK
        axes.text(column, row, text, ha="center", va="center", color=ink, fontsize=9)


def spanish(axis: Axis, write: Format) -> None:
    """Write the numbers of an axis with a format of ours."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: write(value)))
    axis.set_minor_locator(NullLocator())


def logarithmic(values: "pd.Series[Any]", per_ten: int = 6) -> list[float]:
    """Return bin edges for positive values, so many from one power of ten to the next."""
    low, high = np.floor(np.log10(values.min())), np.ceil(np.log10(values.max()))
    high = max(high, low + 1)
    edges: list[float] = np.logspace(low, high, round((high - low) * per_ten) + 1).tolist()
    return edges


def powers(edges: Sequence[float], most: int = 6) -> list[float]:
    """Return powers of ten within bin edges for an axis: every one, or every other where many."""
    low, high = (round(float(np.log10(edges[place]))) for place in (0, -1))
    return [10.0**power for power in range(low, high + 1, 1 if high - low <= most else 2)]


def _smaller(drawn: io.BytesIO) -> bytes:
    """Return a PNG with a palette of 128 colours: a third of the bytes, and nobody sees it."""
    small = io.BytesIO()
    with Image.open(drawn) as image:
        image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(
            small, format="png", optimize=True
        )
    return small.getvalue()
