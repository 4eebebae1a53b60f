"""Answers of /comparar: two films, fact by fact."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers import formats, texts
from handlers.render.base import e, minutes_of, money_note, name, typed
from services.results import Comparison, Film


@dataclass(frozen=True)
class Fact:
    """What is compared: its value (None where not known), as text and as short text.

    ``noted``: the larger value is worth a mark; of two dates neither is.
    """

    label: str
    value: Callable[[Film], float | None]
    write: Callable[[Film], str]
    short: Callable[[Film], str]
    noted: bool = True


def _money(label: str, value: Callable[[Film], int | None]) -> Fact:
    return Fact(
        label,
        value,
        lambda film: formats.money(value(film) or 0),
        lambda film: formats.short_money(value(film) or 0),
    )


def _score(film: Film) -> str:
    return formats.decimal(film.score)


def _return(film: Film) -> str:
    return formats.times(film.money_return)


FACTS = (
    Fact("Puntuación", lambda f: f.score if f.votes else None, _score, _score),
    Fact(
        "Votos",
        lambda f: f.votes,
        lambda f: formats.number(f.votes),
        lambda f: formats.number(f.votes),
    ),
    Fact(
        "Popularidad",
        lambda f: f.popularity,
        lambda f: formats.decimal(f.popularity),
        lambda f: formats.decimal(f.popularity),
    ),
    Fact(
        "Estreno",
        lambda f: f.date.toordinal(),
        lambda f: formats.date(f.date),
        lambda f: str(f.year),
        noted=False,
    ),
    Fact(
        "Duración",
        lambda f: f.runtime,
        lambda f: minutes_of(f.runtime or 0),
        lambda f: f"{f.runtime} min",
    ),
    _money("Presupuesto", lambda f: f.budget or None),
    _money("Recaudación", lambda f: f.revenue or None),
    _money("Ganancia", lambda f: f.profit),
    Fact("Retorno", lambda f: f.money_return if f.money_known else None, _return, _return),
)
UNKNOWN = "sin dato"
_NO_VOTES = "sin votos"
_EXAMPLE = "/comparar titanic, avatar"


def comparison(result: Comparison) -> str:
    """Answer /comparar: each fact of both films, the larger figure in bold."""
    one, other = result.one, result.other
    lines = [f"{name(one)} frente a {name(other)}", ""]
    lines += [f"{fact.label}: {' · '.join(_both(fact, one, other))}" for fact in FACTS]
    lines += [
        "",
        "<i>En cada línea, primero una y después la otra; en negrita, la cifra mayor.</i>",
    ]
    return "\n".join([*lines, *money_note(one.unit_error + other.unit_error)])


def _both(fact: Fact, one: Film, other: Film) -> list[str]:
    values = [fact.value(one), fact.value(other)]
    most = max((value for value in values if value is not None), default=None)
    written = []
    for film, value in zip((one, other), values, strict=True):
        text = e(fact.write(film) if value is not None else missing(fact))
        larger = fact.noted and value is not None and value == most and values[0] != values[1]
        written.append(f"<b>{text}</b>" if larger else text)
    return written


def missing(fact: Fact) -> str:
    """Return what is said where a film lacks a fact."""
    return _NO_VOTES if fact.label == "Puntuación" else UNKNOWN


def only_one(film: Film) -> str:
    """Say that a comparison needs a second film."""
    title = formats.picture_title(film)
    other = "Titanic" if title == "Avatar" else "Avatar"
    return (
        f"Solo veo una película: {name(film)}. Escribe también la otra, separada con una coma, "
        f"«y», «vs» o «|». Por ejemplo:\n<code>{e(f'/comparar {title} | {other}')}</code>"
    )


def not_two(text: str) -> str:
    """Say that two films cannot be told in what was typed."""
    return (
        f"No veo dos películas en {typed(text)}. Escribe dos títulos separados por una coma, «y», "
        f"«vs» o «|». Por ejemplo:\n<code>{e(_EXAMPLE)}</code>"
    )


def same_film(film: Film) -> str:
    """Say that both titles are the same film."""
    return (
        f"Las dos son la misma película: {name(film)}. Si buscas otra que se llama igual, añade "
        "el año a cada título."
    )


def too_many_compared(films: int) -> str:
    """Say that only two films are compared at once."""
    return f"Comparo dos películas cada vez, y aquí hay {films}. Quédate con dos."


def second_film(film: Film) -> str:
    """Ask which is the second film, the first being settled."""
    return f"Una es {name(film)}. ¿Y la otra? {texts.DID_YOU_MEAN}"
