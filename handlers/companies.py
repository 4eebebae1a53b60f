"""/productora and /franquicia: what companies and franchises took in."""

from dataclasses import replace
from typing import Any

from telegram.ext import Application

from handlers import render, texts
from handlers.answering import add_questions
from handlers.choices import did_you_mean, name_key, name_of
from handlers.pictures.charts import Picture
from handlers.questions import Drawing, Question
from handlers.reply import Action, Button, Reply, StaleError, unknown
from services import Services

PICTURE = "dibujosaga"
"""What the button for a picture asks."""
MIN_BARS = 2
"""Films with a known revenue from which a picture says more than the text."""


def company(services: Services, text: str) -> Reply:
    """Answer /productora for a typed name."""
    match = services.companies.find(text)
    if match.name is not None:
        return _company(services, match.name)
    if not match.candidates:
        return unknown(render.not_found("ninguna productora", text))
    offers = _offers(services, match.candidates)
    return did_you_mean("productora", offers, render.unsure_name(text))


def company_by_key(services: Services, key: str, _page: int) -> Reply:
    """Answer a button for a company."""
    return _company(services, name_of(key, services.companies.names.__getitem__))


def _company(services: Services, name: str) -> Reply:
    found = services.companies.company(name)
    buttons = tuple((button,) for button in _offers(services, found.variants))
    return Reply(render.company(found), buttons, result=found)


def _offers(services: Services, names: tuple[str, ...]) -> list[Button]:
    rows = ((services.companies.names.row(name), name) for name in names)
    return [Button(name, Action("productora", name_key(row, name))) for row, name in rows]


def franchise(services: Services, text: str) -> Reply:
    """Answer /franquicia for a typed name, with the others that it may mean beside it."""
    certain, found = services.franchises.find(text)
    if certain is not None:
        others = tuple((button,) for button in _franchises(services, found, certain))
        answer = _franchise(services, certain)
        return replace(answer, buttons=(*answer.buttons, *others))
    if not found:
        return unknown(render.not_found("ninguna franquicia", text))
    return did_you_mean("franquicia", _franchises(services, found), render.unsure_name(text))


def franchise_by_key(services: Services, key: str, _page: int) -> Reply:
    """Answer a button for a franchise."""
    return _franchise(services, _collection(services, key))


def draw_franchise(services: Services, key: str) -> Picture:
    """Return what the films of a franchise took in, as a picture."""
    return render.franchise_picture(services.franchises.franchise(_collection(services, key)))


def _collection(services: Services, key: str) -> int:
    """Return the id of the collection that a button's key names.

    Raises:
        StaleError: The catalogue has no such collection.
    """
    try:
        services.franchises.name(int(key))
    except (ValueError, KeyError) as error:
        raise StaleError(key) from error
    return int(key)


def _franchise(services: Services, collection_id: int) -> Reply:
    found = services.franchises.franchise(collection_id)
    enough = sum(film.plausible_revenue is not None for film in found.films) >= MIN_BARS
    button = Button(texts.PICTURE, Action(PICTURE, str(collection_id)), picture=True)
    return Reply(render.franchise(found), ((button,),) if enough else (), result=found)


def _franchises(services: Services, found: tuple[int, ...], but: int | None = None) -> list[Button]:
    return [
        Button(services.franchises.name(one), Action("franquicia", str(one)))
        for one in found
        if one != but
    ]


DRAWINGS: dict[str, Drawing] = {PICTURE: draw_franchise}
QUESTIONS = (
    Question(
        "productora",
        "Cuántas hizo una productora y cuánto recaudaron",
        "el nombre de una productora",
        "/productora el deseo",
        company,
        company_by_key,
    ),
    Question(
        "franquicia",
        "Cuánto recaudó una franquicia",
        "el nombre de una franquicia o saga",
        "/franquicia toy story",
        franchise,
        franchise_by_key,
        aliases=("saga",),
    ),
)


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Add the commands of this family."""
    add_questions(app, QUESTIONS)
