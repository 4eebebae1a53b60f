"""Which two films a text like «Titanic, Avatar» means, where a title may hold a comma or «y»."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from services.matches import Resolution
from services.text import MAX_QUERY
from services.titles import Titles

MAX_PLACES = 8
"""Places at which a text is tried in two; a longer list is no two titles."""

_BETWEEN = re.compile(
    r"\s*(?P<sign>[|+＋;,])\s*|\s+(?P<word>vs\.?|versus|contra|frente\s+a)\s+"
    r"|\s*[&/]\s*|\s+(?:y|e|con)\s+",
    re.IGNORECASE,
)
"""What may stand between two titles; what is neither a sign nor a word is rather part of one."""


@dataclass(frozen=True)
class Side:
    """A title as it was typed, and what it means."""

    typed: str
    found: Resolution

    @property
    def named(self) -> bool:
        """Whether a film is surely meant that is called just so, be it newer than the catalogue."""
        called = any(one.called_so for one in self.found.candidates[:1])
        return (self.found.certain and called) or self.found.newer is not None


@dataclass(frozen=True)
class _Split:
    sides: tuple[Side, ...]
    clearly: bool = True

    @property
    def certain(self) -> int:
        return sum(side.found.certain for side in self.sides)

    @property
    def named(self) -> int:
        return sum(side.named for side in self.sides)

    @property
    def distinct(self) -> bool:
        return len({side.found.film_id for side in self.sides}) == len(self.sides)

    @property
    def rank(self) -> tuple[int, int, bool, int]:
        return (
            self.named,
            self.certain,
            self.clearly,
            sum(bool(s.found.candidates) for s in self.sides),
        )


def find_pair(titles: Titles, text: str) -> tuple[Side, ...]:
    """Return the titles in a text: two where it can be read so, else one, or all of three or more.

    A text is tried in two at every comma, «y», «vs» and the like, and read where both sides are
    surely films: «El bueno, el feo y el malo vs Tom y Jerry». A title that is no clear film comes
    back as it is, for the caller to ask.
    """
    text = " ".join(text.split())[:MAX_QUERY]
    known: dict[str, Side] = {}

    def side(typed: str) -> Side:
        if typed not in known:
            known[typed] = Side(typed, titles.resolve(typed))
        return known[typed]

    places = [m for m in _BETWEEN.finditer(text) if text[: m.start()] and text[m.end() :]]
    splits = [
        _Split(
            (side(text[: m.start()]), side(text[m.end() :])),
            m["sign"] is not None or m["word"] is not None,
        )
        for m in places[:MAX_PLACES]
    ]
    whole = side(text)
    listed = _Split(tuple(side(part) for part in _parts(places[:MAX_PLACES], text)))
    return _read(splits, whole, listed)


def _read(splits: list[_Split], whole: Side, listed: _Split) -> tuple[Side, ...]:
    """Choose among the ways to read a text, surest first."""
    best = max(splits, key=lambda split: split.rank, default=None)
    if best is None:
        return (whole,)
    if best.named == 2 and best.distinct:
        return best.sides
    if whole.named:
        return (whole,)
    if len(listed.sides) > 2 and listed.named == len(listed.sides):
        return listed.sides
    if best.certain == 2:
        return best.sides
    if len(listed.sides) > 2 and listed.certain == len(listed.sides):
        return listed.sides
    unclear = not best.named and (whole.found.certain or not best.clearly)
    return (whole,) if unclear else best.sides


def _parts(places: Iterable[re.Match[str]], text: str) -> list[str]:
    """Return what stands between all the places."""
    start, parts = 0, []
    for place in places:
        parts.append(text[start : place.start()])
        start = place.end()
    return [part for part in [*parts, text[start:]] if part]
