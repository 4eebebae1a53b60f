"""/actor and /director: what somebody's films earned back."""

from typing import Any

from telegram.ext import Application

from handlers import render, texts
from handlers.answering import add_questions
from handlers.choices import did_you_mean, name_key, name_of, pager
from handlers.pictures.charts import Picture
from handlers.questions import Drawing, Question
from handlers.reply import Action, Button, Reply, StaleError, unknown
from services import Services
from services.matches import NameMatch

FILMS_PER_PAGE = 6
MIN_MARKS = 2
"""Films from which a picture says more than the text."""
PICTURE_OF = {"actor": "dibujoactor", "director": "dibujodirect"}
"""What the buttons for a picture ask."""


def actor(services: Services, text: str) -> Reply:
    """Answer /actor for a typed name."""
    match = services.people.find_actor(text)
    other = None if match.exact else services.people.find_director(text)
    if other is not None and _other_is_meant(match, other):
        return unknown(render.other_role(text, "actor", f"/director {other.name}"))
    if match.name is None:
        return _offer(services, "actor", text, match)
    return _actor(services, match.name)


def actor_by_key(services: Services, key: str, _page: int) -> Reply:
    """Answer a button for an actor."""
    return _actor(services, name_of(key, services.people.names.__getitem__))


def _actor(services: Services, name: str) -> Reply:
    found = services.people.actor(name)
    if not found.films and not found.directed:
        raise StaleError(f"{name} does not act")
    enough = max(found.earned, found.rated) >= MIN_MARKS
    button = _picture_button("actor", services, name) if enough else ()
    return Reply(render.actor(found), button, result=found)


def draw_actor(services: Services, key: str) -> Picture:
    """Return an actor's films as a picture."""
    name = name_of(key, services.people.names.__getitem__)
    directed = services.people.actor(name).directed
    films = services.people.acted(name)
    if not directed:
        return render.films_picture(name, films, "Películas en que actúa")
    return render.films_picture(name, films, "Películas en que actúa y no dirigió", directed)


def director(services: Services, text: str) -> Reply:
    """Answer /director for a typed name."""
    match = services.people.find_director(text)
    other = None if match.exact else services.people.find_actor(text)
    if other is not None and _other_is_meant(match, other):
        return unknown(render.other_role(text, "director", f"/actor {other.name}"))
    if match.name is None:
        return _offer(services, "director", text, match)
    return _director(services, match.name, 0)


def director_by_key(services: Services, key: str, page: int) -> Reply:
    """Answer a button for a director, at a page of the list of films."""
    return _director(services, name_of(key, services.people.names.__getitem__), page)


def _director(services: Services, name: str, page: int) -> Reply:
    found = services.people.director(name)
    pages = -(-len(found.films) // FILMS_PER_PAGE)
    if page >= max(1, pages):
        raise StaleError(f"{name}: page {page}")
    key = person_key(services, name)
    shown = found.films[page * FILMS_PER_PAGE :][:FILMS_PER_PAGE]
    enough = max(found.earned, found.rated) >= MIN_MARKS
    button = _picture_button("director", services, name) if enough else ()
    buttons = (*pager("director", key, page, pages), *button)
    return Reply(render.director(found, shown), buttons, result=found)


def draw_director(services: Services, key: str) -> Picture:
    """Return a director's films as a picture."""
    name = name_of(key, services.people.names.__getitem__)
    films = services.people.director(name).films
    return render.films_picture(name, films, "Películas que dirigió")


def _picture_button(command: str, services: Services, name: str) -> tuple[tuple[Button, ...], ...]:
    action = Action(PICTURE_OF[command], person_key(services, name))
    return ((Button(texts.PICTURE, action, picture=True),),)


def person_key(services: Services, name: str) -> str:
    """Return the key of a person's buttons."""
    return name_key(services.people.names.row(name), name)


def _other_is_meant(match: NameMatch, other: NameMatch) -> bool:
    """Say whether only the other role knows somebody of just this name."""
    better = other.exact and not match.exact
    return other.name is not None and (better or match.partial or not match.candidates)


def _offer(services: Services, command: str, text: str, match: NameMatch) -> Reply:
    """Return the names that may be meant."""
    if not match.candidates:
        return unknown(render.not_found("a nadie", text))
    offers = (
        Button(name, Action(command, person_key(services, name))) for name in match.candidates
    )
    return did_you_mean(command, offers, render.unsure_name(text))


DRAWINGS: dict[str, Drawing] = {
    PICTURE_OF["actor"]: draw_actor,
    PICTURE_OF["director"]: draw_director,
}
QUESTIONS = (
    Question(
        "actor",
        "Cuánto rindieron las películas de un actor o una actriz",
        "el nombre de un actor o una actriz",
        "/actor ricardo darín",
        actor,
        actor_by_key,
        aliases=("actriz",),
    ),
    Question(
        "director",
        "Cuánto rindieron las de un director o una directora",
        "el nombre de un director o una directora",
        "/director pedro almodóvar",
        director,
        director_by_key,
        aliases=("directora",),
    ),
)


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Add the commands of this family."""
    add_questions(app, QUESTIONS)
