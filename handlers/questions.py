"""A question that the bot answers: one description serves the chat, buttons and inline mode."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from handlers import formats, render, texts
from handlers.choices import did_you_mean
from handlers.pictures.charts import Picture
from handlers.reply import Action, Button, Reply, StaleError, unknown
from services import Services
from services.matches import Resolution
from services.results import Film

_LIKE_A_TITLE = 0.7
"""Score from which what was typed is taken for a title with slips, not for a plot."""

Ask = Callable[[Services, str], Reply]
About = Callable[[Services, str, int], Reply]
Drawing = Callable[[Services, str], Picture]
"""What a button's key stands for, as a picture; raises StaleError."""


@dataclass(frozen=True)
class Question:
    """A command and how it is answered.

    Attributes:
        command: Its name, also the question's name in button data.
        menu: One line for the command menu; empty where the menu leaves it out.
        needs: What to type behind it, in words.
        example: A whole line that works.
        ask: Answers what was typed behind the command.
        about: Answers about the thing that a button's key names, at a page; raises StaleError.
        aliases: Other names of the command.
        film: Whether its keys are film ids.
    """

    command: str
    menu: str
    needs: str
    example: str
    ask: Ask
    about: About
    aliases: tuple[str, ...] = ()
    film: bool = False

    def usage(self) -> Reply:
        """Return what the command wants, with an example."""
        return Reply(render.usage(self.command, self.needs, self.example))


def no_buttons(_services: Services, key: str, _page: int) -> Reply:
    """Refuse a button for a question that has none."""
    raise StaleError(key)


def film_question(
    command: str,
    menu: str,
    example: str,
    answer: Callable[[Services, int], Reply],
    aliases: tuple[str, ...] = (),
) -> Question:
    """Return a question about one film, which is found by its title."""

    def about(services: Services, key: str, _page: int) -> Reply:
        return answer(services, film_id(services, key))

    def ask(services: Services, text: str) -> Reply:
        found = services.titles.resolve(text)
        if found.certain and found.film_id is not None:
            return answer(services, found.film_id)
        return offer_films(services, text, command, found)

    needs = "el título de una película"
    return Question(command, menu, needs, example, ask, about, aliases, film=True)


def film_id(services: Services, key: str) -> int:
    """Return the film id in a button's key.

    Raises:
        StaleError: The catalogue has no such film.
    """
    if not key.isdecimal() or int(key) not in services.films:
        raise StaleError(key)
    return int(key)


def card_row(film: Film) -> tuple[Button, ...]:
    """Return the row of a button, with the film's name, that leads to its card."""
    return (Button(formats.label(film), Action("pelicula", str(film.id))),)


def offer_films(services: Services, text: str, command: str, found: Resolution) -> Reply:
    """Return «¿Quisiste decir…?» over films, by plot or title, or that there is no such film."""
    by_plot = films_by_plot(services, text, found)
    if by_plot:
        return did_you_mean(command, _choices(by_plot, command), texts.BY_PLOT)
    return offer_titles(services, text, command, found)


def offer_titles(services: Services, text: str, command: str, found: Resolution) -> Reply:
    """Return «¿Quisiste decir…?» over films by title, or that there is no such film."""
    films = services.films.many(candidate.film_id for candidate in found.candidates)
    if not films and found.newer is not None:
        return unknown(render.too_new(found.newer))
    if not films:
        return unknown(render.not_found("ninguna película", text, texts.NO_LATER))
    unsure = render.unsure_title(text) if found.newer is None else render.too_new(found.newer, True)
    return did_you_mean(command, _choices(films, command), unsure)


def _choices(films: Iterable[Film], command: str) -> Iterator[Button]:
    return (Button(formats.label(film), Action(command, str(film.id))) for film in films)


def films_by_plot(services: Services, text: str, found: Resolution) -> tuple[Film, ...]:
    """Return films with the plot that was typed where a title would be; none for a title."""
    alike = any(one.score >= _LIKE_A_TITLE for one in found.candidates[:1])
    if found.called_so or alike or found.newer is not None:
        return ()
    return services.films.many(services.plots.find(text))
