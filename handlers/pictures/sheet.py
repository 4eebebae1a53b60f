"""A page to draw on: pixels from the top left, house colours, and text that stays inside.

matplotlib is imported here, so this module is only loaded by who draws.
"""

import gc
import io
from pathlib import Path

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

WIDTH = 1000
"""Pixels; a phone shows them on some 360, so text of 30 reads like 11 there."""
MARGIN = 40
DPI = 100

# A page of its own, so that it reads the same in Telegram's light and dark themes.
PAPER, INK, QUIET, RULE, TRACK = "#FCFBF8", "#1B1F24", "#5A6068", "#D9D9D4", "#EBEAE5"
# Okabe and Ito's colours (Color Universal Design, 2008), told apart with any kind of sight.
BLUE, ORANGE, VERMILLION, SKY = "#0072B2", "#E69F00", "#D55E00", "#8CC5E8"

TITLE, TEXT, SMALL = 42, 31, 27
_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_REGULAR, _BOLD = _FONTS / "DejaVuSans.ttf", _FONTS / "DejaVuSans-Bold.ttf"


class Sheet:
    """A picture that is being drawn, :data:`WIDTH` pixels wide; its end says how high."""

    def __init__(self) -> None:
        self._figure = Figure(figsize=(WIDTH / DPI, 1), dpi=DPI, facecolor=PAPER)
        canvas = FigureCanvasAgg(self._figure)
        self._renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, WIDTH)
        self._charmaps = {path: FT2Font(path).get_charmap() for path in (_REGULAR, _BOLD)}

    def readable(self, text: str, bold: bool = False) -> str:
        """Return a text on one line, with the font's sign for what it has no glyph for."""
        known = self._charmaps[_BOLD if bold else _REGULAR]
        line = " ".join(text.split())
        return "".join(char if ord(char) in known else "\N{WHITE SQUARE}" for char in line)

    def width(self, text: str, size: float = TEXT, bold: bool = False) -> float:
        """Return how wide a text is, in pixels."""
        clean, font = self.readable(text, bold), _font(size, bold)
        return float(self._renderer.get_text_width_height_descent(clean, font, ismath=False)[0])

    def cut(self, text: str, room: float, size: float = TEXT, bold: bool = False) -> str:
        """Return a text that is cut to fit into ``room`` pixels."""
        if self.width(text, size, bold) <= room:
            return text
        short, long = 0, len(text)
        while long - short > 1:
            middle = (short + long) // 2
            fits = self.width(f"{text[:middle].rstrip()}…", size, bold) <= room
            short, long = (middle, long) if fits else (short, middle)
        return f"{text[:short].rstrip(' .,:;-–')}…"

    def lines(
        self, text: str, room: float, most: int, size: float = TEXT, bold: bool = False
    ) -> list[str]:
        """Return a text broken into at most ``most`` lines, the last one cut to fit."""
        found: list[str] = []
        words = text.split()
        while words and len(found) < most - 1:
            taken = 1
            while (
                taken < len(words) and self.width(" ".join(words[: taken + 1]), size, bold) <= room
            ):
                taken += 1
            found.append(self.cut(" ".join(words[:taken]), room, size, bold))
            words = words[taken:]
        return [*found, *([self.cut(" ".join(words), room, size, bold)] if words else [])]

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = TEXT,
        color: str = INK,
        bold: bool = False,
        align: str = "left",
        backed: bool = False,
    ) -> None:
        """Write one line around the height ``y``; ``backed`` covers what lies below it."""
        self._axes.text(
            x,
            y,
            self.readable(text, bold),
            color=color,
            fontproperties=_font(size, bold),
            horizontalalignment=align,
            verticalalignment="center_baseline",
            parse_math=False,  # «$9.99» is a title
            zorder=4,
            bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.85, "pad": 1.5}
            if backed
            else None,
        )

    def heading(self, title: str, below: str = "") -> float:
        """Write a title (two lines at most) and a line below it; return where the rest begins."""
        y = 52.0
        for line in self.lines(title, WIDTH - 2 * MARGIN, 2, TITLE, bold=True):
            self.text(MARGIN, y, line, TITLE, bold=True)
            y += 54
        if below:
            self.text(MARGIN, y - 4, self.cut(below, WIDTH - 2 * MARGIN, SMALL), SMALL, QUIET)
            y += 44
        return y - 12

    def box(
        self, x: float, y: float, width: float, height: float, color: str, hatched: bool = False
    ) -> None:
        """Draw a bar from its top left corner; hatched, or full."""
        bar = Rectangle((x, y), width, height, zorder=2, facecolor=color, linewidth=0.0)
        if hatched:
            bar.set(facecolor=PAPER, edgecolor=color, hatch="////", linewidth=2.0)
        self._axes.add_patch(bar)

    def line(self, xs: tuple[float, float], ys: tuple[float, float], color: str = RULE) -> None:
        """Draw a straight thin line."""
        self._axes.add_line(Line2D(xs, ys, color=color, linewidth=1.6, zorder=1))

    def dots(self, places: list[tuple[float, float]], color: str, full: bool = True) -> None:
        """Draw round marks, full or hollow."""
        self._axes.add_line(
            Line2D(
                [x for x, _ in places],
                [y for _, y in places],
                linestyle="none",
                marker="o",
                markersize=11 if full else 9,
                markerfacecolor=color if full else PAPER,
                markeredgecolor=PAPER if full else color,
                markeredgewidth=1.2 if full else 2.0,
                zorder=3,
            )
        )

    def png(self, height: float) -> bytes:
        """Return the picture as a PNG, ``height`` pixels high, and let go of what drew it."""
        self._figure.set_size_inches(WIDTH / DPI, round(height) / DPI)
        self._axes.set_ylim(round(height), 0)
        file = io.BytesIO()
        self._figure.savefig(file, format="png", facecolor=PAPER)
        self._figure.clear()
        # A figure is made of circles of references. They are young: this takes 2 ms, and without
        # it some 30 MB pile up before Python collects them.
        gc.collect(1)
        return file.getvalue()


def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(fname=_BOLD if bold else _REGULAR, size=size * 72 / DPI)
