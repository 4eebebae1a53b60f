"""A picture of the report together with its words."""

import struct
from base64 import b64encode
from dataclasses import dataclass

NO_DATA = "Este catálogo no tiene datos para esta figura."


@dataclass(frozen=True)
class Figure:
    """A picture and what it says; every text is plain Spanish, without markup.

    Attributes:
        key: Names the file and the anchor: lower case letters and hyphens.
        title: A heading.
        png: The picture.
        alt: What the picture shows, for who cannot see it.
        caption: How to read it.
        meaning: Two sentences: what it means for the bot.
        finding: One sentence for the summary at the top, or "".
    """

    key: str
    title: str
    png: bytes
    alt: str
    caption: str
    meaning: tuple[str, str]
    finding: str = ""

    @property
    def uri(self) -> str:
        """The picture as a ``data:`` URI."""
        return f"data:image/png;base64,{b64encode(self.png).decode('ascii')}"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, from the PNG header."""
        width, height = struct.unpack(">II", self.png[16:24])
        return width, height
