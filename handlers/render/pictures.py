"""Results as pictures: what a chart shows, and a caption that says the same in words."""

from collections.abc import Callable, Sequence

from handlers import formats
from handlers.pictures.charts import (
    Bar,
    Bars,
    Facing,
    FilmBar,
    FilmBars,
    Picture,
    Point,
    Timeline,
    Versus,
)
from handlers.render.base import e
from handlers.render.compare import FACTS, missing
from services.results import Comparison, Film, Franchise, Spread

MOST_BARS = 10
"""Films of a franchise up to which each has a bar; more of them are marks on a time line."""
MAX_TITLE = 60
FEW = 3
"""Films with a known revenue from which a time line of revenues says something."""
SAID = 5
"""Films of a time line that its caption names."""
_M = "M: millones de US$"
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


def films_picture(name: str, films: Sequence[Film], which: str) -> Picture:
    """Show somebody's films by date: their revenue or, where hardly any is known, their score.

    ``which`` says which films they are: «Películas que dirigió».
    """
    ordered = sorted(films, key=lambda film: film.date)
    earned = sum(film.plausible_revenue is not None for film in ordered)
    rated = sum(film.votes > 0 for film in ordered)
    if earned >= FEW or earned > rated:
        return _by_revenue(name, f"{which}: recaudación, en millones de US$", ordered)
    return _by_score(name, f"{which}: puntuación, de 0 a 10", ordered)


def franchise_picture(franchise: Franchise) -> Picture:
    """Show what each film of a franchise took in: bars, or a time line where there are many."""
    own = franchise.spanish_name or franchise.name.removesuffix(" Collection")
    if len(franchise.films) > MOST_BARS:
        return _by_revenue(own, "Recaudación de cada película, en millones de US$", franchise.films)
    bars = tuple(map(_film_bar, franchise.films))
    chart = FilmBars(own, f"Recaudación de cada película ({_M})", bars)
    listed = "; ".join(f"{bar.title} ({bar.year}), {bar.text}" for bar in bars)
    return Picture(chart, f"<b>{e(own)}</b>. {e(chart.measure)}: {e(listed)}.")


def _film_bar(film: Film) -> FilmBar:
    title, revenue = _title(film), film.plausible_revenue
    written = "sin dato" if revenue is None else formats.short_money(revenue)
    return FilmBar(title, film.year, revenue, written)


def versus_picture(result: Comparison) -> Picture:
    """Show two films face to face."""
    one, other = result.one, result.other
    titles = (_title(one), _title(other))
    facts = []
    for fact in FACTS:
        values = fact.value(one), fact.value(other)
        written = [
            fact.short(film) if value is not None else missing(fact)
            for film, value in zip((one, other), values, strict=True)
        ]
        if fact.noted and values != (None, None):
            facts.append(Facing(fact.label, values, (written[0], written[1])))
    said = "; ".join(f"{fact.label.lower()}, {fact.texts[0]} y {fact.texts[1]}" for fact in facts)
    left, right = (
        f"<b>{e(title)}</b> ({film.year}" for title, film in zip(titles, (one, other), strict=True)
    )
    caption = f"{left}, a la izquierda) y {right}, a la derecha): {e(said)}. {_M}."
    return Picture(Versus(titles, (one.year, other.year), tuple(facts), _M), caption)


def _by_revenue(title: str, measure: str, films: Sequence[Film]) -> Picture:
    def millions(film: Film) -> float | None:
        revenue = film.plausible_revenue
        return None if revenue is None else revenue / formats.MILLION

    def said(film: Film) -> str:
        return formats.short_money(film.revenue)

    return _timeline(title, measure, films, millions, said, "Sin dato de recaudación")


def _by_score(title: str, measure: str, films: Sequence[Film]) -> Picture:
    def score(film: Film) -> float | None:
        return film.score if film.votes else None

    def said(film: Film) -> str:
        return formats.decimal(film.score)

    return _timeline(title, measure, films, score, said, "Sin votos")


def _timeline(
    title: str,
    measure: str,
    films: Sequence[Film],
    value: Callable[[Film], float | None],
    said: Callable[[Film], str],
    lacking: str,
) -> Picture:
    points = tuple(Point(_title(film), _when(film), value(film)) for film in films)
    known = sorted(
        (film for film in films if value(film) is not None), key=lambda film: -(value(film) or 0)
    )
    unknown = len(films) - len(known)
    lines = [f"<b>{e(title)}</b>, por fecha de estreno. {e(measure)}."]
    if known:
        listed = "; ".join(f"{formats.label(film)}, {said(film)}" for film in known[:SAID])
        lines.append(f"Con dato: {formats.films(len(known))}. Las más altas: {e(listed)}.")
    note = f"{lacking}: {formats.films(unknown)}" if unknown else ""
    return Picture(
        Timeline(title, measure, points, note), " ".join([*lines, *([f"{note}."] if note else [])])
    )


def _title(film: Film) -> str:
    title = formats.picture_title(film)
    return title if len(title) <= MAX_TITLE else f"{title[: MAX_TITLE - 1].rstrip()}…"


def _when(film: Film) -> float:
    return film.year + (film.date.timetuple().tm_yday - 1) / 366
