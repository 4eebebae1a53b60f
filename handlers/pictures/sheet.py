"""A page to draw on: pixels from the top left, house colours, and text that stays inside.

This loads matplotlib, and of it the renderer only: figures and axes, which these charts have no
use for, would take twice as long to load (0.26 s instead of 0.12) and 7 MB more.
"""

import io
from collections.abc import Callable, Sequence

from matplotlib import get_data_path
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from PIL import Image

WIDTH = 1000
"""Pixels; a phone shows them on some 360, so text of 30 reads like 11 there."""
MARGIN = 40
DPI = 100

# A page of its own, so that it reads the same in Telegram's light and dark themes.
PAPER, INK, QUIET, RULE, TRACK = "#FCFBF8", "#1B1F24", "#5A6068", "#D9D9D4", "#EBEAE5"
# Okabe and Ito's colours (Color Universal Design, 2008), told apart with any kind of sight.
BLUE, ORANGE, VERMILLION, SKY = "#0072B2", "#E69F00", "#D55E00", "#8CC5E8"

TITLE, TEXT, SMALL = 42, 31, 27
_FONTS = f"{get_data_path()}/fonts/ttf"
_REGULAR, _BOLD = f"{_FONTS}/DejaVuSans.ttf", f"{_FONTS}/DejaVuSans-Bold.ttf"
_HALF_CAPITAL = 0.365
"""Half the height of a capital letter, in ems: from the middle of a line to its foot."""

_Stroke = Callable[[RendererAgg], None]


class _Face:
    """A font's glyphs, and how far each takes the pen (in ems)."""

    _EM = 1000

    def __init__(self, path: str) -> None:
        self._font = FT2Font(path)
        self._font.set_size(self._EM, 72)
        self._advances: dict[str, float] = {}
        self.charmap = self._font.get_charmap()

    def width(self, text: str) -> float:
        """Return how wide a text is, in ems; laying it out would take ten times as long."""
        for char in text:
            if char not in self._advances:
                glyph = self._font.load_char(ord(char))
                self._advances[char] = glyph.linearHoriAdvance / 65536 / self._EM
        return sum(self._advances[char] for char in text)


class Sheet:
    """A picture that is being drawn, :data:`WIDTH` pixels wide; its end says how high."""

    def __init__(self) -> None:
        self._faces = {False: _Face(_REGULAR), True: _Face(_BOLD)}
        self._layers: list[list[_Stroke]] = [[], [], [], []]

    def readable(self, text: str, bold: bool = False) -> str:
        """Return a text on one line, with a box for what the font has no glyph for."""
        known = self._faces[bold].charmap
        line = " ".join(text.split())
        return "".join(char if ord(char) in known else "\N{WHITE SQUARE}" for char in line)

    def width(self, text: str, size: float = TEXT, bold: bool = False) -> float:
        """Return how wide a text is, in pixels."""
        return self._faces[bold].width(self.readable(text, bold)) * size

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
        """Write one line around the height ``y``; ``backed`` clears what lies below it."""
        clean, font, look = self.readable(text, bold), _font(size, bold), _look(color, 1.0)
        wide = self.width(text, size, bold)
        left = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        foot = y + _HALF_CAPITAL * size
        if backed:
            clear = Affine2D().scale(wide + 4, size * 1.15).translate(left - 2, y - size * 0.57)
            self._draw(3, Path.unit_rectangle(), clear, _look(PAPER, 0.0), PAPER)

        def write(renderer: RendererAgg) -> None:
            renderer.draw_text(look, left, foot, clean, font, 0, ismath=False)  # «$9.99» is text

        self._layers[3].append(write)

    def heading(self, title: str, below: str = "") -> float:
        """Write a title and what is below it, each on two lines at most; return where they end."""
        y = 52.0
        for line in self.lines(title, WIDTH - 2 * MARGIN, 2, TITLE, bold=True):
            self.text(MARGIN, y, line, TITLE, bold=True)
            y += 54
        lines = self.lines(below, WIDTH - 2 * MARGIN, 2, SMALL)
        for place, line in enumerate(lines):
            self.text(MARGIN, y - 4 + 36 * place, line, SMALL, QUIET)
        return y - 12 + (36 * len(lines) + 8 if lines else 0)

    def box(
        self, x: float, y: float, width: float, height: float, color: str, hatched: bool = False
    ) -> None:
        """Draw a bar from its top left corner; hatched, or full."""
        place = Affine2D().scale(width, height).translate(x, y)
        if hatched:
            look = _look(color, 2.5, hatched=True)
            self._draw(1, Path.unit_rectangle(), place, look, PAPER)
        else:
            self._draw(1, Path.unit_rectangle(), place, _look(color, 0.0), color)

    def line(self, xs: tuple[float, float], ys: tuple[float, float], color: str = RULE) -> None:
        """Draw a straight thin line."""
        path = Path([(xs[0], ys[0]), (xs[1], ys[1])])
        self._draw(0, path, Affine2D(), _look(color, 2.0))

    def dots(self, places: Sequence[tuple[float, float]], color: str, full: bool = True) -> None:
        """Draw round marks, full or hollow."""
        look = _look(PAPER, 1.5) if full else _look(color, 2.8)
        radius = 8.0 if full else 6.5
        for x, y in places:
            place = Affine2D().scale(radius).translate(x, y)
            self._draw(2, Path.unit_circle(), place, look, color if full else PAPER)

    def png(self, height: float) -> bytes:
        """Return the picture as a PNG, ``height`` pixels high."""
        tall = round(height)
        renderer = RendererAgg(WIDTH, tall, DPI)
        page = Affine2D().scale(WIDTH, tall)
        renderer.draw_path(_look(PAPER, 0.0), Path.unit_rectangle(), page, to_rgba(PAPER))
        for layer in self._layers:
            for stroke in layer:
                stroke(renderer)
        image = Image.frombuffer("RGBA", (WIDTH, tall), renderer.buffer_rgba(), "raw", "RGBA", 0, 1)
        file = io.BytesIO()
        image.convert("RGB").save(file, "png")
        return file.getvalue()

    def _draw(
        self,
        layer: int,
        path: Path,
        place: Affine2D,
        look: GraphicsContextBase,
        face: str | None = None,
    ) -> None:
        """Keep a shape to be drawn, above all layers with a smaller number."""

        def stroke(renderer: RendererAgg) -> None:
            # The renderer counts its pixels from the bottom.
            flipped = place + Affine2D().scale(1, -1).translate(0, renderer.height)
            renderer.draw_path(look, path, flipped, None if face is None else to_rgba(face))

        self._layers[layer].append(stroke)


def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(fname=_BOLD if bold else _REGULAR, size=size * 72 / DPI)


def _look(color: str, width: float, hatched: bool = False) -> GraphicsContextBase:
    """Return a pen, ``width`` pixels wide."""
    look = GraphicsContextBase()
    look.set_foreground(color)
    look.set_linewidth(width)
    if hatched:
        look.set_hatch("////")
        look.set_hatch_color(color)
        look.set_hatch_linewidth(2.0)
    return look
