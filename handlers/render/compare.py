"""Answers of /comparar: two films, fact by fact."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers import formats, texts
from handlers.render.base import e, minutes_of, money_note, name, typed
from services.results import SMALL_MONEY, Comparison, Film


@dataclass(frozen=True)
class Fact:
    """What is compared: its value (None where not known), as text and as short text.

    ``noted``: the larger value is worth a mark; of two dates neither is. ``doubtful``: whether a
    film's value comes from a unit error. ``full``: the most that it can be, 0 where nothing is.
    """

    label: str
    value: Callable[[Film], float | None]
    write: Callable[[Film], str]
    short: Callable[[Film], str]
    noted: bool = True
    doubtful: Callable[[Film], bool] = lambda _: False
    full: float = 0.0
    missing: Callable[[Film], str] = lambda _: UNKNOWN

    def sound(self, film: Film) -> float | None:
        """Return the value, None where it is not known or not to be believed."""
        return None if self.doubtful(film) else self.value(film)

    def text(self, film: Film) -> str:
        """Return the value as text, or that there is none."""
        return self.missing(film) if self.value(film) is None else self.write(film)

    def larger(self, one: Film, other: Film) -> tuple[bool, bool]:
        """Say which value is the larger one as it is written, where both are known."""
        left, right = self.sound(one), self.sound(other)
        if not self.noted or left is None or right is None or self.text(one) == self.text(other):
            return False, False
        return left > right, right > left


def _money(
    label: str, value: Callable[[Film], int | None], doubtful: Callable[[Film], bool]
) -> Fact:
    return Fact(
        label,
        value,
        lambda film: formats.money(value(film) or 0).replace("-", "−"),
        lambda film: formats.short_money(value(film) or 0).replace("-", "−"),
        doubtful=doubtful,
    )


def _score(film: Film) -> str:
    return formats.decimal(film.score)


def _return(film: Film) -> str:
    return formats.times(film.money_return)


def _unit_error(film: Film) -> bool:
    return film.unit_error


UNKNOWN = "sin dato"
FACTS = (
    Fact(
        "Puntuación",
        lambda f: f.known_score,
        _score,
        _score,
        full=10.0,
        missing=lambda f: UNKNOWN if f.votes else "sin votos",
    ),
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
    _money("Presupuesto", lambda f: f.budget or None, lambda f: 0 < f.budget < SMALL_MONEY),
    _money("Recaudación", lambda f: f.revenue or None, lambda f: 0 < f.revenue < SMALL_MONEY),
    _money("Ganancia", lambda f: f.profit, _unit_error),
    Fact(
        "Retorno",
        lambda f: f.money_return if f.money_known else None,
        _return,
        _return,
        doubtful=_unit_error,
    ),
)
_EXAMPLE = "/comparar titanic, avatar"
_HOW = "En cada línea, primero una y después la otra; en negrita, la cifra mayor."
_DOLLARS = "El dinero, en US$ de la época, sin descontar la inflación."


def comparison(result: Comparison) -> str:
    """Answer /comparar: each fact of both films, the larger figure in bold."""
    one, other = result.one, result.other
    lines = [f"{name(one)} frente a {name(other)}", ""]
    lines += [f"{fact.label}: {' · '.join(_both(fact, one, other))}" for fact in FACTS]
    money = any(film.budget or film.revenue for film in (one, other))
    lines += ["", f"<i>{_HOW}{f' {_DOLLARS}' if money else ''}</i>"]
    return "\n".join([*lines, *money_note(one.unit_error + other.unit_error)])


def _both(fact: Fact, one: Film, other: Film) -> list[str]:
    texts = [e(fact.text(film)) for film in (one, other)]
    larger = fact.larger(one, other)
    return [f"<b>{text}</b>" if more else text for text, more in zip(texts, larger, strict=True)]


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


def only_title(text: str) -> str:
    """Say that what was typed is one title, of which there are several films."""
    return (
        f"{typed(text)} es un solo título, y puede ser el de varias películas. Escribe también la "
        "otra, separada con una coma, «y», «vs» o «|». Por ejemplo:\n"
        f"<code>{e(_EXAMPLE)}</code>"
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
