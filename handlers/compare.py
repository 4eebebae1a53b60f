"""/comparar: two films side by side, however their titles are put together.

Buttons carry film ids in hexadecimal: the two films, or the first one and what the second may be.
"""

from typing import Any

from telegram.ext import Application

from handlers import formats, render, texts
from handlers.answering import add_questions
from handlers.choices import MAX_KEY, MAX_OFFERED, did_you_mean
from handlers.questions import Question, card_row
from handlers.reply import Action, Button, Outcome, Reply, StaleError, unknown
from services import Services
from services.pairs import Side, find_pair
from services.results import Comparison

COMMAND = "comparar"


def compare(services: Services, text: str) -> Reply:
    """Answer /comparar for what was typed."""
    sides = find_pair(services.titles, text)
    if len(sides) == 1:
        return _alone(services, sides[0])
    if len(sides) > 2:
        return Reply(render.too_many_compared(len(sides)), outcome=Outcome.INVALID)
    for side in sides:
        if not side.found.candidates:
            return _missing(side)
    one, other = (side.found.film_id for side in sides)
    if one is not None and other is not None:
        return _versus(services, one, other)
    if one is None and other is None:
        return _ask_first(services, *sides)
    unsure = sides[1] if one is not None else sides[0]
    pairs = ((one, film) if one is not None else (film, other or 0) for film in _likely(unsure))
    offers = (_offer(services, pair, film=pair[one is not None]) for pair in pairs)
    return did_you_mean(COMMAND, offers, _unsure(unsure))


def about(services: Services, key: str, _page: int) -> Reply:
    """Answer a button: for two films, or with what the second may be."""
    first, *others = _films(services, key)
    if len(others) == 1:
        return _versus(services, first, others[0])
    offers = (_offer(services, (first, film), film) for film in others)
    return did_you_mean(COMMAND, offers, render.second_film(services.films[first]))


def _versus(services: Services, one: int, other: int) -> Reply:
    found = Comparison(*services.films.many((one, other)))
    if one == other:
        return Reply(render.same_film(found.one), outcome=Outcome.INVALID)
    cards = (card_row(found.one), card_row(found.other))
    picture = render.versus_picture(found)
    return Reply(render.comparison(found), cards, result=found, picture=picture)


def _alone(services: Services, side: Side) -> Reply:
    """Answer where only one title was typed."""
    if side.found.newer is not None:
        return unknown(render.too_new(side.found.newer))
    if side.found.film_id is not None:
        html = render.only_one(services.films[side.found.film_id])
    elif side.called_so:
        html = render.only_title(side.typed)
    else:
        html = render.not_two(side.typed)
    return Reply(html, outcome=Outcome.INVALID)


def _missing(side: Side) -> Reply:
    """Answer where the catalogue has no film for a title."""
    if side.found.newer is not None:
        return unknown(render.too_new(side.found.newer))
    return unknown(render.not_found("ninguna película", side.typed, texts.NO_LATER))


def _ask_first(services: Services, one: Side, other: Side) -> Reply:
    """Ask which the first film is; the buttons carry what the second may be."""
    offers = (
        _offer(services, (film, *([f for f in _likely(other) if f != film] or [film])), film)
        for film in _likely(one)
    )
    return did_you_mean(COMMAND, offers, _unsure(one))


def _likely(side: Side) -> list[int]:
    return [candidate.film_id for candidate in side.found.candidates[:MAX_OFFERED]]


def _unsure(side: Side) -> str:
    newer = side.found.newer
    return render.unsure_title(side.typed) if newer is None else render.too_new(newer, True)


def _offer(services: Services, films: tuple[int, ...], film: int) -> Button:
    return Button(formats.label(services.films[film]), Action(COMMAND, _key(films)))


def _key(films: tuple[int, ...]) -> str:
    """Return the button key of some films: as many as fit, and the first two always do."""
    parts = [f"{film:x}" for film in films]
    while len(".".join(parts)) > MAX_KEY:
        parts.pop()
    return ".".join(parts)


def _films(services: Services, key: str) -> list[int]:
    """Return the films that a button's key names.

    Raises:
        StaleError: The catalogue lacks one, or it is no key of ours.
    """
    try:
        films = [int(part, 16) for part in key.split(".")]
    except ValueError as error:
        raise StaleError(key) from error
    if len(films) < 2 or not all(film in services.films for film in films):
        raise StaleError(key)
    return films


QUESTIONS = (
    Question(
        COMMAND,
        "Dos películas, una al lado de la otra",
        "los títulos de dos películas, con una coma entre ellos",
        "/comparar titanic, avatar",
        compare,
        about,
        aliases=("compara", "versus"),
    ),
)


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Add the command of this family."""
    add_questions(app, QUESTIONS)
