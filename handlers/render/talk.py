"""What the bot says when it asks, explains itself, or does not know."""

from collections.abc import Iterable

from handlers import texts
from handlers.render.base import e, typed
from services.matches import NewerFilm


def usage(command: str, needs: str, example: str) -> str:
    """Say what a command wants, with an example to copy."""
    return f"Escribe detrás de /{command} {needs}. Por ejemplo:\n<code>{e(example)}</code>"


def none_chosen(needs: str, example: str) -> str:
    """Say how to ask again after «Ninguna de estas»."""
    film = " También puedes añadir el año, o contar más de la trama." if "película" in needs else ""
    return f"Vale, ninguna. Escribe {needs} de otra forma, como <code>{e(example)}</code>.{film}"


def not_found(what: str, text: str, note: str = "") -> str:
    """Say that nothing is called so."""
    return f"No encuentro {what} que se llame {typed(text)}." + (f" {note}" if note else "")


def too_new(film: NewerFilm, offers: bool = False) -> str:
    """Say that a film came out after the catalogue was closed."""
    name = " / ".join(dict.fromkeys((film.title_es, film.title_latam)))
    text = f"<b>{e(name)}</b> ({film.year}) es más nueva que mi catálogo, que llega hasta "
    return text + "mediados de 2017." + (" ¿Quisiste decir otra?" if offers else "")


def unsure_title(text: str) -> str:
    """Ask which film is meant."""
    return f"No estoy seguro de qué película es {typed(text)}. {texts.DID_YOU_MEAN}"


def unsure_name(text: str) -> str:
    """Ask which person, company or franchise is meant."""
    return f"No estoy seguro de qué nombre es {typed(text)}. {texts.DID_YOU_MEAN}"


def other_role(text: str, command: str, instead: str) -> str:
    """Say that a person is known for the other role, with the command to copy."""
    role = "el reparto" if command == "actor" else "la dirección"
    return (
        f"No encuentro a {typed(text)} en {role} de ninguna película. "
        f"Prueba con <code>{e(instead)}</code>."
    )


def help_text(rows: Iterable[tuple[str, str]]) -> str:
    """Answer /ayuda: what can be asked (what it gives, an example to copy)."""
    lines = [f"{e(what)}\n<code>{e(example)}</code>" for what, example in rows]
    return "\n".join([texts.HELP_HEAD, "", *lines, "", texts.HELP_FOOT])
