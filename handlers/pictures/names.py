"""Which marks of a time line are named, and where each name stands without hiding anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.pictures.charts import Point
from handlers.pictures.sheet import SMALL, Sheet

NAMED, TRIED = 7, 10
"""Films that are named at most, among so many of the highest."""
FIRST = 3
"""The highest films, whose names try more places."""
_ROOM, _ROOM_OF_ONE = 270, 340
"""Pixels of a line of a name, and of a name that stands on one."""
_LINE = SMALL * 1.2
_RADIUS, _GAP = 9.0, 5.0


@dataclass(frozen=True)
class Area:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        """Say whether two areas overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Mark:
    """A film's mark, and the floor that its stem stands on."""

    point: Point
    x: float
    y: float
    floor: float

    @property
    def area(self) -> Area:
        """What the mark covers."""
        return Area(self.x - _RADIUS, self.y - _RADIUS, self.x + _RADIUS, self.y + _RADIUS)

    @property
    def stem(self) -> Area:
        """What the stem covers."""
        return Area(self.x - 1, self.y, self.x + 1, self.floor)


@dataclass(frozen=True)
class Name:
    """A title beside its mark, in lines."""

    mark: Mark
    lines: tuple[str, ...]
    area: Area
    align: str

    @property
    def rows(self) -> list[float]:
        """The middle of each line, in pixels from the top."""
        return [self.area.top + _LINE * (row + 0.5) for row in range(len(self.lines))]


def choose_names(sheet: Sheet, marks: Sequence[Mark], edges: tuple[float, float]) -> list[Name]:
    """Return the names of the highest marks, each where it meets no mark and no other name.

    ``edges`` are the left and the right end of where names may stand.
    """
    named: list[Name] = []
    known = [mark for mark in marks if mark.point.value is not None]
    highest = sorted(known, key=lambda one: -(one.point.value or 0.0))[:TRIED]
    for rank, mark in enumerate(highest):
        taken = [other.area for other in marks if other is not mark]
        taken += [name.area for name in named]
        stems = [other.stem for other in known if other is not mark]
        free = [
            name
            for name in _places(sheet, mark, far=rank < FIRST)
            if edges[0] <= name.area.left and name.area.right <= edges[1]
            if name.area.bottom <= mark.floor and not any(name.area.meets(one) for one in taken)
        ]
        if free and len(named) < NAMED:
            named.append(min(free, key=lambda name: sum(map(name.area.meets, stems))))
    return named


def _places(sheet: Sheet, mark: Mark, far: bool) -> Iterator[Name]:
    """Yield where the name of a mark may stand, best first; ``far``: a little off it, too."""
    one = sheet.width(mark.point.title, SMALL) <= _ROOM_OF_ONE
    lines = tuple(sheet.lines(mark.point.title, _ROOM_OF_ONE if one else _ROOM, 2, SMALL))
    wide, tall = max((sheet.width(line, SMALL) for line in lines), default=0.0), _LINE * len(lines)
    area = mark.area
    above, level = area.top - _GAP - tall, mark.y - tall / 2
    corners = [
        (mark.x - wide / 2, above, "center"),
        (area.right + _GAP, level, "left"),
        (area.left - _GAP - wide, level, "right"),
        (area.left, above, "left"),
        (area.right - wide, above, "right"),
        (area.right + _GAP, above, "left"),
        (area.left - _GAP - wide, above, "right"),
    ]
    if far:
        corners += [
            (mark.x + shift * wide, above - up * _LINE, "center")
            for up in (0.0, 0.5, 1.0)
            for shift in (-0.5, -0.3, -0.7, -0.15, -0.85)
        ]
        corners += [
            (x, level + down * _LINE, align)
            for down in (0.5, -0.5, 1.0)
            for x, align in (
                (area.right + _GAP, "left"),
                (area.left - _GAP - wide, "right"),
            )
        ]
    for x, y, align in corners:
        yield Name(mark, lines, Area(x, y, x + wide, y + tall), align)
