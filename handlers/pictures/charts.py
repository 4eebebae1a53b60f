"""What a picture shows, ready to draw: plain frozen values, their texts in Spanish already.

They are also the keys under which drawn pictures are kept, so they hold nothing but what is seen.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One bar: ``hatched`` of its value is drawn hatched; ``marked`` is the one asked about."""

    label: str
    value: int
    text: str
    hatched: int = 0
    marked: bool = False


@dataclass(frozen=True)
class Bars:
    """Counts side by side; ``legend`` says what is hatched, "" where nothing is."""

    title: str
    bars: tuple[Bar, ...]
    legend: str = ""


@dataclass(frozen=True)
class Point:
    """A film on a time line: ``when`` in years, ``value`` None where the source has none."""

    title: str
    when: float
    value: float | None


@dataclass(frozen=True)
class Timeline:
    """Films by date, oldest first; ``measure`` says what height means, ``unknown`` its absence.

    ``full`` is the value at the top, 0 where that is the highest one.
    """

    title: str
    measure: str
    points: tuple[Point, ...]
    unknown: str = ""
    full: float = 0.0


@dataclass(frozen=True)
class FilmBar:
    """A film and a sum of money: ``value`` None where the source has none."""

    title: str
    year: int
    value: int | None
    text: str


@dataclass(frozen=True)
class FilmBars:
    """Films one below the other, each with its bar."""

    title: str
    measure: str
    films: tuple[FilmBar, ...]


@dataclass(frozen=True)
class Facing:
    """A fact of two films: their values, None where not known, and how they are written.

    ``larger`` says which side stands out; ``full`` is the value of a whole bar, 0 where that is
    the larger one.
    """

    label: str
    values: tuple[float | None, float | None]
    texts: tuple[str, str]
    larger: tuple[bool, bool] = (False, False)
    full: float = 0.0


@dataclass(frozen=True)
class Versus:
    """Two films face to face: titles, years, facts, and what their abbreviations mean."""

    titles: tuple[str, str]
    years: tuple[int, int]
    facts: tuple[Facing, ...]
    note: str


Chart = Bars | Timeline | FilmBars | Versus


@dataclass(frozen=True)
class Picture:
    """A chart, and a caption (Telegram HTML) that says in words what it shows."""

    chart: Chart
    caption: str
