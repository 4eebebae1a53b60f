"""Pictures in the terminal chat: saved in a folder, and drawn as blocks where colours allow it."""

import hashlib
import io
import tempfile
from pathlib import Path

from rich.color import Color
from rich.console import Console
from rich.style import Style
from rich.text import Text

WIDEST = 110
"""Columns that a picture takes at most."""
_HALF = "\N{UPPER HALF BLOCK}"


class Album:
    """Where pictures are saved: a given folder, or a new one for temporary files.

    The new one is made in ``parent``; None: where the system has its temporary files.
    """

    def __init__(self, folder: Path | None = None, parent: Path | None = None) -> None:
        self._folder, self._parent = folder, parent

    def save(self, png: bytes) -> Path:
        """Save a picture; the same picture keeps its name."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="peliculas-", dir=self._parent))
        path = self._folder / f"grafico-{hashlib.sha256(png).hexdigest()[:8]}.png"
        path.write_bytes(png)
        return path


def shows_pictures(screen: Console) -> bool:
    """Say whether a screen is a terminal that can show any colour."""
    return screen.is_terminal and screen.color_system == "truecolor"


def blocks(png: bytes, columns: int) -> Text:
    """Return a picture as half blocks, each with one pixel above and one below."""
    from PIL import Image  # here: it has been loaded by who drew the picture

    with Image.open(io.BytesIO(png)) as picture:
        wide = min(columns, WIDEST)
        tall = max(2, round(picture.height * wide / picture.width / 2) * 2)
        small = picture.convert("RGB").resize((wide, tall), Image.Resampling.LANCZOS)
    pixels = small.tobytes()
    colours = [Color.from_rgb(*pixels[at : at + 3]) for at in range(0, len(pixels), 3)]
    text = Text(no_wrap=True)
    for row in range(0, tall, 2):
        above, below = (colours[line * wide : (line + 1) * wide] for line in (row, row + 1))
        for front, back in zip(above, below, strict=True):
            text.append(_HALF, Style(color=front, bgcolor=back))
        text.append("\n")
    return text
