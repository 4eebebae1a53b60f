"""Telegram's HTML on a terminal: bold, italics, code and quotes as rich text."""

from html.parser import HTMLParser

from rich.text import Text

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "code": "cyan",
    "pre": "cyan",
}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = Text()
        self._styles: list[str] = []
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._styles.append(STYLES.get(tag, ""))
        if tag == "a":
            self._links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._styles.pop()
        if tag == "a":
            self.text.append(f" ({self._links.pop()})")

    def handle_data(self, data: str) -> None:
        self.text.append(data, " ".join(style for style in self._styles if style))


def rich_text(html: str) -> Text:
    """Return what a message in Telegram's HTML looks like."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text
