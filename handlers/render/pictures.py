"""Results as pictures: what a chart shows, and a caption that says the same in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers import formats
from handlers.pictures.charts import (
    Bar,
    Bars,
    FilmBar,
    FilmBars,
    Picture,
    Point,
    Timeline,
)
from handlers.render.base import e
from services.results import Film, Franchise, Spread

MOST_BARS = 10
"""Films of a franchise up to which each has a bar; more of them are marks on a time line."""
MAX_TITLE = 60
FEW, PART = 3, 1 / 4
"""So many films, and such a part of them, have a known revenue where a time line shows revenues."""
SAID = 5
"""Films of a time line that its caption names."""
MILLIONS = "M: millones de US$"
DOLLARS = "US$ de la época, sin descontar la inflación"
_JANUARY = "Del 1 de enero: muchas veces solo se sabe el año"


def months_picture(spread: Spread, month: int) -> Picture:
    """Show the films of each month, one of them (1 to 12) marked."""
    names = [formats.month(value) for value in range(1, 13)]
    title = f"Estrenos por mes: {names[month - 1]}"
    return _counts("Películas estrenadas en cada mes", title, names, spread, month - 1)


def weekdays_picture(spread: Spread, weekday: int) -> Picture:
    """Show the films of each weekday, one of them (Monday is 0) marked."""
    names = [formats.weekday(value) for value in range(7)]
    title = f"Estrenos por día: {names[weekday]}"
    return _counts("Películas estrenadas en cada día de la semana", title, names, spread, weekday)


def days_picture(spread: Spread, day: int) -> Picture:
    """Show the films of each day of the month, one of them (1 to 31) marked."""
    names = [str(value) for value in range(1, 32)]
    chart = Bars(f"Estrenos por día del mes: {day}", _bars(names, spread, day - 1), _JANUARY)
    most, least = (pick(range(31), key=spread.films.__getitem__) for pick in (max, min))
    notes = {day - 1: ""} | {most: " (el que más)", least: " (el que menos)"}
    listed = "; ".join(
        f"el {place + 1}, {formats.number(spread.films[place])}{note}"
        for place, note in notes.items()
    )
    return Picture(chart, _caption("Películas estrenadas en cada día del mes", listed, spread))


def _counts(head: str, title: str, names: Sequence[str], spread: Spread, marked: int) -> Picture:
    listed = ", ".join(
        f"{name} {formats.number(films)}" for name, films in zip(names, spread.films, strict=True)
    )
    chart = Bars(title, _bars(names, spread, marked), _JANUARY)
    return Picture(chart, _caption(head, listed, spread))


def _bars(names: Sequence[str], spread: Spread, marked: int) -> tuple[Bar, ...]:
    rows = zip(names, spread.films, spread.on_first_january, strict=True)
    return tuple(
        Bar(name, films, formats.number(films), first, place == marked)
        for place, (name, films, first) in enumerate(rows)
    )


def _caption(head: str, listed: str, spread: Spread) -> str:
    first = formats.number(sum(spread.on_first_january))
    return f"<b>{head}:</b> {e(listed)}. A rayas, las {first} con fecha del 1 de enero."


def films_picture(name: str, films: Sequence[Film], which: str, left_out: int = 0) -> Picture:
    """Show somebody's films by date: their revenue or, where hardly any is known, their score.

    ``which`` says which films they are: «Películas que dirigió»; ``left_out`` films that the
    actor directed are not among them.
    """
    ordered = sorted(films, key=lambda film: film.date)
    earned = sum(film.plausible_revenue is not None for film in ordered)
    rated = sum(film.known_score is not None for film in ordered)
    note = f"No cuentan {formats.films(left_out)} que también dirigió." if left_out else ""
    if (earned >= FEW and earned >= PART * len(ordered)) or earned > rated:
        return _by_revenue(name, f"{which}: recaudación, en millones de US$", ordered, note)
    return _by_score(name, f"{which}: puntuación, de 0 a 10", ordered, note)


def franchise_picture(franchise: Franchise) -> Picture:
    """Show what each film of a franchise took in: bars, or a time line where there are many."""
    own = franchise.spanish_name or franchise.name.removesuffix(" Collection")
    measure = "Recaudación de cada película"
    if len(franchise.films) > MOST_BARS:
        return _by_revenue(own, f"{measure}, en millones de US$", franchise.films)
    bars = tuple(map(_film_bar, franchise.films))
    unit = MILLIONS if any(bar.text.endswith(" M") for bar in bars) else "US$"
    chart = FilmBars(own, f"{measure} ({unit})", bars)
    listed = "; ".join(f"{bar.title} ({bar.year}), {bar.text}" for bar in bars)
    return Picture(chart, f"<b>{e(own)}</b>. {e(chart.measure)}: {e(listed)}. {DOLLARS}.")


def _film_bar(film: Film) -> FilmBar:
    title, revenue = cut_title(film), film.plausible_revenue
    written = "sin dato" if revenue is None else formats.short_money(revenue)
    return FilmBar(title, film.year, revenue, written)


def _by_revenue(title: str, measure: str, films: Sequence[Film], note: str = "") -> Picture:
    def millions(film: Film) -> float | None:
        revenue = film.plausible_revenue
        return None if revenue is None else revenue / formats.MILLION

    def said(film: Film) -> str:
        return formats.short_money(film.revenue)

    best = "La que más recaudó", "Las que más recaudaron"
    lacking = "Sin dato de recaudación"
    notes = [f"{DOLLARS}.", *([note] if note else [])]
    return _timeline(title, measure, films, _Measure(millions, said, best, lacking), notes)


def _by_score(title: str, measure: str, films: Sequence[Film], note: str = "") -> Picture:
    def score(film: Film) -> float | None:
        return film.known_score

    def said(film: Film) -> str:
        return formats.decimal(film.score)

    best = "La mejor puntuada", "Las mejor puntuadas"
    shown = _Measure(score, said, best, "Sin puntuación", full=10.0)
    return _timeline(title, measure, films, shown, [note] if note else [])


@dataclass(frozen=True)
class _Measure:
    """What a time line shows of films: a value, how it is written, and the words around it."""

    value: Callable[[Film], float | None]
    said: Callable[[Film], str]
    best: tuple[str, str]
    lacking: str
    full: float = 0.0


def _timeline(
    title: str, measure: str, films: Sequence[Film], shown: _Measure, notes: Sequence[str]
) -> Picture:
    value = shown.value
    points = tuple(Point(cut_title(film), _when(film), value(film)) for film in films)
    known = sorted(
        (film for film in films if value(film) is not None), key=lambda film: -(value(film) or 0)
    )
    unknown = len(films) - len(known)
    lines = [f"<b>{e(title)}</b>, por fecha de estreno. {e(measure)}."]
    if known:
        listed = "; ".join(f"{formats.label(film)}, {shown.said(film)}" for film in known[:SAID])
        best = shown.best[len(known) > 1]
        lines.append(f"Con dato: {formats.films(len(known))}. {best}: {e(listed)}.")
    lacking = f"{shown.lacking}: {formats.films(unknown)}" if unknown else ""
    chart = Timeline(title, measure, points, lacking, shown.full)
    return Picture(chart, " ".join([*lines, *([f"{lacking}."] if lacking else []), *notes]))


def cut_title(film: Film) -> str:
    """Return a film's title as pictures have room for it."""
    title = formats.picture_title(film)
    return title if len(title) <= MAX_TITLE else f"{title[: MAX_TITLE - 1].rstrip()}…"


def _when(film: Film) -> float:
    return film.year + (film.date.timetuple().tm_yday - 1) / 366
