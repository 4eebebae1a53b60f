"""/recomendar: five films like one, or like several (``Matrix + Amélie``).

Buttons carry which films were liked: an id, or ``m`` and up to five ids in hexadecimal. So they
work on any machine and after any restart.
"""

import re
from collections.abc import Iterable
from functools import partial
from itertools import product
from typing import Any

from telegram.ext import Application

from handlers import formats, render
from handlers.answering import add_questions
from handlers.choices import MAX_OFFERED, did_you_mean
from handlers.questions import (
    Question,
    card_row,
    film_id,
    films_by_plot,
    offer_films,
    offer_titles,
)
from handlers.reply import Action, Button, Outcome, Reply, StaleError
from services import Services
from services.matches import Resolution
from services.recommender import MAX_LIKED
from services.suggestions import Recommended, Suggestions, Wish

COMMANDS = {
    Wish.ANY: "recomendar",
    Wish.LESSER: "menosfamosas",
    Wish.NO_SAGAS: "sinsagas",
    Wish.SAGA: "delasaga",
}
_LABELS = {
    Wish.ANY: "Todas",
    Wish.LESSER: "Menos famosas",
    Wish.NO_SAGAS: "Sin sagas",
    Wish.SAGA: "Más de la saga",
}
_EXAMPLE = "el laberinto del fauno"
_NEEDS = "el título de una película, o varios con + entre ellos"
_PLUS = re.compile(r"\s*[+＋]\s*")
_OTHERWISE = re.compile(r"\s*[,;/&]\s*|\s+(?:y|e|más)\s+", re.IGNORECASE)
"""What may stand between titles for ``+``, where each of them is a film's whole title."""

Liked = tuple[int, ...]


def recommend(services: Services, liked: Liked, page: int = 0, wish: Wish = Wish.ANY) -> Reply:
    """Answer with a page of five, each film one tap from its card.

    Raises:
        StaleError: There is no such page.
    """
    found = services.recommender.suggest(liked, page, wish)
    if page and not found.films:
        raise StaleError(str(page))
    films = services.films.many(one.film_id for one in found.films)
    result = Recommended(services.films.many(liked), films, found)
    html = render.recommendations(result, page, wish)
    cards = (card_row(film) for film in films)
    own = ((Button("Ver su ficha", Action("pelicula", str(liked[0]))),),) if len(liked) == 1 else ()
    ways_on = _ways_on(liked_key(liked), page, wish, found)
    return Reply(html, (*cards, *ways_on, *own), result=result)


def _ways_on(key: str, page: int, wish: Wish, found: Suggestions) -> tuple[tuple[Button, ...], ...]:
    """Return the rows that lead to other pages and to other kinds of films."""
    here = COMMANDS[wish]
    pages = [Button("◀ Anteriores", Action(here, key, page - 1))] if page else []
    if found.more:
        pages.append(Button("Otras 5 ▶", Action(here, key, page + 1)))
    wishes = [one for one in Wish if one is not wish and (found.saga or one is not Wish.SAGA)]
    kinds = [Button(_LABELS[one], Action(COMMANDS[one], key)) for one in wishes]
    rows = [pages, kinds[:2], kinds[2:]]
    return tuple(tuple(row) for row in rows if row)


def liked_key(liked: Liked) -> str:
    """Return the button key of some films."""
    if len(liked) == 1:
        return str(liked[0])
    return "m" + ".".join(f"{one:x}" for one in liked)


def liked_films(services: Services, key: str) -> Liked:
    """Return the films that a button's key names.

    Raises:
        StaleError: The catalogue lacks one, or it is no key of ours.
    """
    if not key.startswith("m"):
        return (film_id(services, key),)
    try:
        liked = tuple(int(one, 16) for one in key[1:].split("."))
    except ValueError as error:
        raise StaleError(key) from error
    if not 1 < len(liked) <= MAX_LIKED or not all(one in services.films for one in liked):
        raise StaleError(key)
    return liked


def about(services: Services, key: str, page: int, wish: Wish) -> Reply:
    """Answer a button."""
    return recommend(services, liked_films(services, key), page, wish)


def ask(services: Services, text: str, wish: Wish) -> Reply:
    """Answer what was typed: one title, or several with ``+`` between them."""
    text = " ".join(text.split())  # for the patterns: a long row of spaces takes them long
    found = services.titles.resolve(text)
    parts = [part for part in _PLUS.split(text) if part]
    if len(parts) > 1 and not _called_so(found):
        return _ask_several(services, parts, wish)
    if found.certain and found.film_id is not None:
        return recommend(services, (found.film_id,), wish=wish)
    parts = _OTHERWISE.split(text)
    if 1 < len(parts) <= MAX_LIKED:
        listed = [services.titles.resolve(part) for part in parts]
        if all(_called_so(one) for one in listed):
            return recommend(services, _distinct(one.film_id for one in listed), wish=wish)
    if plot_like := films_by_plot(services, text, found):
        cards = tuple(card_row(film) for film in plot_like)
        return Reply(render.by_plot(plot_like), cards, outcome=Outcome.UNCLEAR)
    return offer_titles(services, text, COMMANDS[wish], found)


def _called_so(found: Resolution) -> bool:
    """Say whether a film is called just what was typed («Romeo + Julieta»)."""
    return found.certain and found.called_so


def _ask_several(services: Services, parts: list[str], wish: Wish) -> Reply:
    """Answer for several titles; where one is not clear, ask which film it is."""
    if len(parts) > MAX_LIKED:
        return Reply(render.too_many_liked(MAX_LIKED), outcome=Outcome.INVALID)
    found = [services.titles.resolve(part) for part in parts]
    sure = _distinct(one.film_id for one in found if one.certain)
    unsure = [part for part, one in zip(parts, found, strict=True) if not one.certain]
    if not unsure:
        return recommend(services, sure, wish=wish)
    for part, one in zip(parts, found, strict=True):
        if not one.certain and one.newer is not None and sure:
            going_on = Button("Seguir con las demás", Action(COMMANDS[wish], liked_key(sure)))
            return Reply(render.without_newer(one.newer), ((going_on,),), outcome=Outcome.UNCLEAR)
        if not one.certain and not one.candidates:
            return offer_films(services, part, COMMANDS[wish], one)
    offers = (
        Button(_together(services, liked), Action(COMMANDS[wish], liked_key(liked)))
        for liked in _choices(found, MAX_OFFERED if len(unsure) == 1 else 2)
    )
    html = render.unsure_title(unsure[0]) if len(unsure) == 1 else render.unsure_titles(unsure)
    return did_you_mean(COMMANDS[wish], offers, html)


def _choices(found: list[Resolution], each: int) -> list[Liked]:
    """Return what several titles may mean together, likeliest first.

    A clear title is its film; of an unclear one the ``each`` likeliest are tried.
    """
    options = [
        [one.film_id] if one.certain else [c.film_id for c in one.candidates[:each]]
        for one in found
    ]
    return list(dict.fromkeys(_distinct(choice) for choice in product(*options)))


def _together(services: Services, liked: Liked) -> str:
    return " + ".join(formats.label(film, 60 // len(liked)) for film in services.films.many(liked))


def _distinct(film_ids: Iterable[int | None]) -> Liked:
    return tuple(dict.fromkeys(one for one in film_ids if one is not None))


def _question(wish: Wish, menu: str = "", aliases: tuple[str, ...] = ()) -> Question:
    return Question(
        command=COMMANDS[wish],
        menu=menu,
        needs=_NEEDS,
        example=f"/{COMMANDS[wish]} {_EXAMPLE}",
        ask=partial(ask, wish=wish),
        about=partial(about, wish=wish),
        aliases=aliases,
        film=True,
    )


QUESTIONS = (
    _question(Wish.ANY, "Cinco películas parecidas a una o a varias", ("parecidas",)),
    _question(Wish.LESSER),
    _question(Wish.NO_SAGAS),
    _question(Wish.SAGA),
)


def register(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Add the commands of this family."""
    add_questions(app, QUESTIONS)
