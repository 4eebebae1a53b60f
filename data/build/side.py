"""The files beside the films: credits, keywords and Spanish titles, by film id."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from data.build import cells
from data.build.raw import RawRow
from data.build.report import BuildReport


@dataclass(frozen=True)
class Credits:
    """Who acts in a film, by billing, and who directs it; each name once."""

    cast: tuple[str, ...]
    directors: tuple[str, ...]


def clean_credits(
    rows: Iterable[RawRow], film_ids: Container[int], report: BuildReport
) -> dict[int, Credits]:
    """Return the credits of the catalogue's films."""
    return {
        film_id: Credits(
            cast=_distinct(_billed(row.cells["cast"], report), "cast_repeated", report),
            directors=_distinct(
                _directors(row.cells["crew"], report), "directors_repeated", report
            ),
        )
        for film_id, row in _first_rows(rows, film_ids, "credits", report)
    }


def clean_keywords(
    rows: Iterable[RawRow], film_ids: Container[int], report: BuildReport
) -> dict[int, tuple[str, ...]]:
    """Return the keywords of the catalogue's films, in the order of the source."""
    keywords = {}
    for film_id, row in _first_rows(rows, film_ids, "keywords", report):
        _check(row.cells["keywords"], report)
        keywords[film_id] = tuple(cells.names(row.cells["keywords"]))
    return keywords


def clean_spanish_titles(
    rows: Iterable[RawRow], film_ids: Container[int], report: BuildReport
) -> dict[int, tuple[str, str]]:
    """Return (title in Spain, title in Hispanoamérica) by film id; "" where one is missing."""
    titles = {}
    for row in rows:
        report.add("titles_rows")
        film_id = cells.integer(row.cells["id"])
        if film_id is None or film_id not in film_ids:
            report.add("titles_unknown")
        else:
            titles[film_id] = (
                cells.clean(row.cells["titulo_es"]),
                cells.clean(row.cells["titulo_latam"]),
            )
    return titles


def _first_rows(
    rows: Iterable[RawRow], film_ids: Container[int], kind: str, report: BuildReport
) -> Iterator[tuple[int, RawRow]]:
    seen: set[int] = set()
    for row in rows:
        report.add(f"{kind}_rows")
        film_id = cells.integer(row.cells["id"])
        if film_id is None or film_id not in film_ids:
            report.add(f"{kind}_unknown")
        elif film_id in seen:
            report.add(f"{kind}_duplicate")
        else:
            seen.add(film_id)
            yield film_id, row


def _check(text: str, report: BuildReport) -> None:
    if text.strip() and cells.nested(text) is None:
        report.add("unreadable")


def _billed(text: str, report: BuildReport) -> list[str]:
    """Return the names of a cast by their ``order``; members without one come last."""
    _check(text, report)
    members = []
    for place, entry in enumerate(cells.entries(text)):
        order = entry.get("order")
        rank = order if isinstance(order, int) else 1 << 30
        members.append((rank, place, cells.clean(entry.get("name"))))
    return [name for _, _, name in sorted(members) if name]


def _directors(text: str, report: BuildReport) -> list[str]:
    _check(text, report)
    crew = cells.entries(text)
    found = (cells.clean(entry.get("name")) for entry in crew if entry.get("job") == "Director")
    return [name for name in found if name]


def _distinct(names: list[str], rule: str, report: BuildReport) -> tuple[str, ...]:
    distinct = tuple(dict.fromkeys(names))
    report.add(rule, len(names) - len(distinct))
    return distinct
