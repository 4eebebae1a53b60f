"""Which addresses Telegram takes in buttons, links and photos."""

import re

HTTP = re.compile(
    r"https?://(?:[^\s/?#@]+@)?(?:[\w-]+\.)+[\w-]{2,}\.?(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE
)
ADDRESS = re.compile(r"https?://\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)
DEEP = re.compile(r"(?:tg|ton)://\S+", re.IGNORECASE)
LONGEST = 2048


def is_http(url: str) -> bool:
    """A web address with a host that has a dot: Telegram refuses http://localhost."""
    return len(url) <= LONGEST and bool(HTTP.fullmatch(url) or ADDRESS.fullmatch(url))


def is_link(url: str) -> bool:
    """A web address, or one that opens something inside Telegram."""
    return is_http(url) or bool(DEEP.fullmatch(url))
