"""Which two films a text like «Titanic, Avatar» means, where a title may hold a comma or «y»."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from services.matches import Resolution
from services.text import MAX_QUERY
from services.titles import Titles

MAX_PLACES = 8
"""Places at which a text is tried in two; a longer list is no two titles."""

_BETWEEN = re.compile(
    r"\s*(?P<sign>[|+＋;,])\s*|\s+(?P<word>vs\.?|versus|contra|frente\s+a)\s+"
    r"|\s+(?:[-–—]|and/or|y/o)\s+|\s*[&/]\s*|\s+(?:y|e|o|u|and|or)\s+|\s+(?P<least>con)\s+",
    re.IGNORECASE,
)
"""What may stand between two titles; what is neither a sign nor a word is rather part of one."""
_BETTER = r"(?:cu[aá]l|qu[eé]|qui[eé]n)(?:\s+pel[ií]cula)?\s+(?:es|fue)\s+mejor"
_ASKING = re.compile(
    rf"^(?:(?:{_BETTER}|comparar?|compárame|entre)\b[\s,:]*)+|[\s,¿?]+{_BETTER}$", re.IGNORECASE
)
"""How a question begins or ends, which is no title: «¿cuál es mejor, Titanic o Avatar?»."""
_EDGES = " ¿?¡!"


@dataclass(frozen=True)
class Side:
    """A title as it was typed, and what it means."""

    typed: str
    found: Resolution

    @property
    def called_so(self) -> bool:
        """Whether a film is called just so, be it one of several or newer than the catalogue."""
        return self.found.called_so or self.found.newer is not None

    @property
    def named(self) -> bool:
        """Whether a film is surely meant that is called just so."""
        return (self.found.certain and self.called_so) or self.found.newer is not None

    @property
    def score(self) -> float:
        """How like the title of some film it is, from 0 to 1."""
        return max((one.score for one in self.found.candidates), default=0.0)


@dataclass(frozen=True)
class _Split:
    """A way to read a text; ``clearly`` from 0 («con») over 1 («y») to 2 (a comma, «vs»)."""

    sides: tuple[Side, ...]
    clearly: int = 2

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
    def rank(self) -> tuple[int, int, int, int, float]:
        called = sum(side.called_so for side in self.sides)
        likely = sum(side.score for side in self.sides)
        return self.named, self.certain, called, self.clearly, likely


def find_pair(titles: Titles, text: str) -> tuple[Side, ...]:
    """Return the titles in a text: two where it can be read so, else one, or all of three or more.

    A text is tried in two at every comma, «y», «vs» and the like, and read where both sides are
    surely films: «El bueno, el feo y el malo vs Tom y Jerry». A title that is no clear film comes
    back as it is, for the caller to ask. The words of a question around them («¿cuál es mejor…?»)
    are left out, unless a title begins so: «Entre tinieblas, Volver».
    """
    text = " ".join(text.split())[:MAX_QUERY]
    known: dict[str, Side] = {}

    def side(typed: str) -> Side:
        if typed not in known:
            known[typed] = Side(typed, titles.resolve(typed))
        return known[typed]

    text = text.strip(_EDGES) or text
    found = _find(text, side)
    bare = _ASKING.sub("", text).strip(_EDGES)
    if not bare or bare == text or all(one.named for one in found):
        return found
    return max((found, _find(bare, side)), key=_worth)


def _worth(sides: tuple[Side, ...]) -> tuple[bool, int, int]:
    return len(sides) == 2, *_Split(sides).rank[1:3]


def _find(text: str, side: Callable[[str], Side]) -> tuple[Side, ...]:
    """Read a text of titles only."""
    places = [m for m in _BETWEEN.finditer(text) if text[: m.start()] and text[m.end() :]]
    places = places[:MAX_PLACES]
    splits = [_Split((side(text[: m.start()]), side(text[m.end() :])), _clearly(m)) for m in places]
    listed = _Split(tuple(map(side, _parts(places, text))))
    return _read(splits, side(text), listed)


def _clearly(place: re.Match[str]) -> int:
    return 2 if place["sign"] or place["word"] else 0 if place["least"] else 1


def _read(splits: list[_Split], whole: Side, listed: _Split) -> tuple[Side, ...]:
    """Choose among the ways to read a text, surest first."""
    best = max(splits, key=lambda split: split.rank, default=None)
    if best is None:
        return (whole,)
    if best.named == 2 and best.distinct and (best.clearly == 2 or not whole.called_so):
        return best.sides
    if whole.called_so:
        return (whole,)
    if len(listed.sides) > 2 and listed.named == len(listed.sides):
        return listed.sides
    if best.certain == 2:
        return best.sides
    if len(listed.sides) > 2 and listed.certain == len(listed.sides):
        return listed.sides
    unclear = not best.named and (whole.found.certain or best.clearly < 2)
    return (whole,) if unclear else best.sides


def _parts(places: Iterable[re.Match[str]], text: str) -> list[str]:
    """Return what stands between all the places."""
    start, parts = 0, []
    for place in places:
        parts.append(text[start : place.start()])
        start = place.end()
    return [part for part in [*parts, text[start:]] if part]
