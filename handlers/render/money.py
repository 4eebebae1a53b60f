"""Answers about people, companies and franchises: what their films earned."""

from collections.abc import Iterable

from handlers import formats
from handlers.render.base import count_of, e, money_note, name, return_note
from services.results import Actor, Company, Director, Film, Franchise

FILMS_OF_FRANCHISE = 25


def actor(result: Actor) -> str:
    """Answer /actor."""
    if not result.films:
        return (
            f"<b>{e(result.name)}</b> solo actúa en {formats.films(result.directed)} que también "
            "dirigió, y esas no se cuentan aquí."
        )
    head = f"<b>{e(result.name)}</b> actúa en {count_of(result.films)}"
    if result.directed:
        head += f" (sin contar {formats.films(result.directed)} que también dirigió)"
    lines = [
        f"{head}.",
        f"Retorno total: <b>{formats.times(result.total_return)}</b> · "
        f"promedio por película: <b>{formats.times(result.mean_return)}</b>",
        f"Con presupuesto y recaudación conocidos: {formats.films(result.known)}, "
        f"promedio {formats.times(result.mean_known)}",
        *return_note(result.unit_errors, result.return_without_errors),
    ]
    return "\n".join(lines)


def director(result: Director, shown: Iterable[Film]) -> str:
    """Answer /director: the total, then some of the films."""
    lines = [
        f"<b>{e(result.name)}</b> dirigió {count_of(len(result.films))}.",
        f"Retorno total: <b>{formats.times(result.total_return)}</b>",
        *return_note(result.unit_errors, result.return_without_errors),
    ]
    return "\n".join(lines) + "".join(f"\n\n{_directed(film)}" for film in shown)


def company(result: Company) -> str:
    """Answer /productora."""
    lines = [
        f"<b>{e(result.name)}</b> produjo {count_of(result.films)}.",
        f"Recaudación total: <b>{formats.known_money(result.revenue)}</b> "
        f"(se conoce la de {formats.films(result.known)})",
        *money_note(result.unit_errors),
    ]
    if result.variants:
        lines.append("Cuento solo ese nombre exacto; otras que se llaman parecido:")
    return "\n".join(lines)


def franchise(result: Franchise) -> str:
    """Answer /franquicia."""
    own = f"<b>{e(result.name)}</b>"
    head = f"<b>{e(result.spanish_name)}</b> ({e(result.name)})" if result.spanish_name else own
    lines = [
        f"{head}: {count_of(len(result.films))}.",
        f"Recaudación total: <b>{formats.known_money(result.revenue)}</b> "
        f"(se conoce la de {formats.films(result.earned)})",
    ]
    if result.earned:
        lines.append(f"Promedio por película: <b>{formats.money(result.mean_revenue)}</b>")
    if result.known:
        lines.append(
            f"Ganancia (recaudación menos presupuesto): <b>{formats.money(result.profit)}</b>, "
            f"con los dos datos en {formats.films(result.known)}"
        )
    lines += [
        *money_note(result.unit_errors),
        "",
        *(
            f"• {name(film)}: {formats.known_money(film.revenue)}"
            for film in result.films[:FILMS_OF_FRANCHISE]
        ),
    ]
    if len(result.films) > FILMS_OF_FRANCHISE:
        lines.append(f"… y {formats.films(len(result.films) - FILMS_OF_FRANCHISE)} más")
    return "\n".join(lines)


def _directed(film: Film) -> str:
    profit = "sin dato" if film.profit is None else formats.money(film.profit)
    back = formats.times(film.money_return) if film.money_known else "sin dato"
    return (
        f"{name(film)}\n{formats.date(film.date)} · retorno {back}\n"
        f"costo {formats.known_money(film.budget)} · recaudación "
        f"{formats.known_money(film.revenue)} · ganancia {profit}"
    )
