"""Read single cells: every function takes the text of a CSV cell and never raises on bad text."""

import ast
import datetime as dt
import math
from typing import Any

MAX_INTEGER = 2**31 - 1
"""What the catalogue's integer columns hold; a larger number is no id and no count."""
MAX_MONEY = 10**12
"""US dollars; no film cost or earned as much."""


def integer(text: str) -> int | None:
    """Return a whole number from 0 to :data:`MAX_INTEGER` (``862`` or ``862.0``), or None."""
    value = number(text)
    if value is None or value != int(value) or not 0 <= value <= MAX_INTEGER:
        return None
    return int(value)


def number(text: str) -> float | None:
    """Return a finite number, or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def money(text: str) -> int:
    """Return US dollars, 0 where the cell is empty, unreadable or beyond reason (DESIGN.md)."""
    value = number(text)
    return round(value) if value is not None and 0 < value < MAX_MONEY else 0


def date(text: str) -> dt.date | None:
    """Return a date written as ``1995-10-30``, or None."""
    try:
        return dt.datetime.strptime(text.strip(), "%Y-%m-%d").date()
    except ValueError:
        return None


def nested(text: str) -> Any:
    """Return the Python literal in a cell, or None where it is empty or not a literal.

    The cells hold Python's ``repr`` of dictionaries, not JSON; ``ast.literal_eval`` builds plain
    values only and never runs what the cell says.
    """
    if not text.strip():
        return None
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None


def entries(text: str) -> list[dict[str, Any]]:
    """Return the dictionaries of a nested list, in their order; anything else is left out."""
    value = nested(text)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def clean(text: object) -> str:
    """Return text with runs of white space (line breaks too) folded to one space.

    Half a surrogate pair, which no file can hold, becomes a question mark.
    """
    if not isinstance(text, str):
        return ""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def names(text: str, key: str = "name") -> list[str]:
    """Return the distinct, non-empty values of ``key`` in a nested list, in their order."""
    found = (clean(entry.get(key)) for entry in entries(text))
    return list(dict.fromkeys(name for name in found if name))
