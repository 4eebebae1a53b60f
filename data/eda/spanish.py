"""Numbers and lists inside Spanish sentences; the bot's own formats do the rest."""

from collections.abc import Iterable

from babel.numbers import format_compact_decimal

from handlers import formats


def share(part: float, whole: float) -> str:
    """Return a part as a percentage, with a decimal where it is small (``81 %``, ``0,4 %``)."""
    percent = 100 * part / whole if whole else 0.0
    if 0 < percent < 0.05:
        return "<\u00a00,1\u00a0%"
    few = 0 < percent < 9.95
    return f"{formats.decimal(percent) if few else formats.number(round(percent))}\u00a0%"


def films(count: int) -> str:
    """Return so many films (``1 película``, ``45.349 películas``)."""
    return formats.films(int(count))


def compact(value: float) -> str:
    """Return a round number in little room (``200``, ``5 mil``, ``200 M``)."""
    return str(format_compact_decimal(value, locale=formats.LOCALE, fraction_digits=1))


def times(value: float) -> str:
    """Return how many times as much, in a sentence (``2,77 veces``)."""
    return f"{formats.decimal(value, 2)} veces"


def rough_times(value: float) -> str:
    """Return a return with two decimals, or none where they say nothing (``12.396.383×``)."""
    return formats.times(value) if value < 100 else f"{formats.number(round(value))}×"


def likeness(value: float) -> str:
    """Return a correlation, -1 to 1, with the minus sign of print (``−0,12``)."""
    return formats.decimal(value, 2).replace("-", "−")


def short_times(value: float) -> str:
    """Return a return in little room (``0,5×``, ``10×``)."""
    return f"{value:g}×".replace(".", ",")


def told(names: Iterable[object], texts: Iterable[str]) -> str:
    """Return what bars show in words (``drama: 3; comedia: 2``)."""
    return "; ".join(f"{name}: {text}" for name, text in zip(names, texts, strict=True))


def cut(name: str, length: int = 28) -> str:
    """Return a name that fits beside a bar."""
    return name if len(name) <= length else name[: length - 1].rstrip() + "…"
