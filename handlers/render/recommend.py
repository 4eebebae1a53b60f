"""Answers of /recomendar: films, and in words why."""

from collections.abc import Iterator, Sequence

from handlers import formats, texts
from handlers.render.base import e, name, plain, score_of, typed
from handlers.render.talk import too_new
from services.matches import NewerFilm
from services.recommender import PAGE
from services.results import Film
from services.suggestions import Reason, Recommended, Wish
from services.text import key

REASONS = 4
_NAMES = 2
_FILLERS = {"audience": "gusta al mismo público", "period": "de los mismos años"}
"""What is said where little else can be."""

_HEADS = {
    Wish.ANY: "",
    Wish.LESSER: ", menos famosas",
    Wish.NO_SAGAS: ", sin sagas",
    Wish.SAGA: ", de la misma saga",
}
_SAGAS = ", de sus sagas"
_NONE_FOUND = {
    Wish.ANY: "No encuentro ninguna parecida.",
    Wish.LESSER: "No encuentro ninguna menos famosa que se parezca.",
    Wish.NO_SAGAS: "No encuentro ninguna fuera de una saga.",
    Wish.SAGA: "No tengo más películas de su saga.",
}


def recommendations(found: Recommended, page: int, wish: Wish) -> str:
    """Answer /recomendar: a page of films, each with its score and why it is there."""
    names = _listed([name(film) for film in found.liked])
    one = len(found.liked) == 1
    head = _SAGAS if wish is Wish.SAGA and not one else _HEADS[wish]
    head = f"Si te {'gustó' if one else 'gustaron'} {names}{head}:"
    lines = [head]
    if found.why.thin:
        lines.append(f"<i>{texts.THIN}</i>")
    pairs = zip(found.films, found.why.films, strict=True)
    for place, (other, why) in enumerate(pairs, start=page * PAGE + 1):
        lines.append(f"{place}. {name(other)} · {score_of(other.score, other.votes)}")
        lines.append(f"    <i>{because(why.because)}</i>")
    return "\n".join(lines if found.films else [*lines, _NONE_FOUND[wish]])


def by_plot(films: Sequence[Film]) -> str:
    """Answer /recomendar for a plot: films in which something like it happens."""
    lines = [texts.SAME_PLOT]
    for place, film in enumerate(films, start=1):
        lines.append(f"{place}. {name(film)} · {score_of(film.score, film.votes)}")
    return "\n".join(lines)


def because(reasons: Sequence[Reason]) -> str:
    """Say in Spanish what two films share, strongest first."""
    words = list(dict.fromkeys(_words(reasons)))
    kinds = {one.kind for one in reasons}
    fillers = [words_of for kind, words_of in _FILLERS.items() if kind in kinds]
    words += fillers[: max(0, _NAMES - len(words))]
    return e(" · ".join(words[:REASONS]) or "un estilo parecido")


def too_many_liked(most: int) -> str:
    """Say how many films a recommendation may start from."""
    return f"Puedo partir de {most} películas como mucho. Quita alguna y prueba otra vez."


def unsure_titles(parts: Sequence[str]) -> str:
    """Ask which films several unclear titles mean; buttons give the likeliest of each, together."""
    listed = _listed([typed(part) for part in parts])
    return (
        f"No estoy seguro de qué películas son {listed}. {texts.DID_YOU_MEAN} Si no está la que "
        "buscas, escribe cada título con su año:\n"
        "<code>/recomendar Matrix 1999 + Amélie 2001</code>"
    )


def without_newer(newer: NewerFilm) -> str:
    """Say that one of several films is newer than the catalogue, and offer to go on without it."""
    return f"{too_new(newer)} Puedo seguir con las demás."


def _words(reasons: Sequence[Reason]) -> Iterator[str]:
    """Yield what each shared fact is called; people of one kind stand together."""
    people = {
        kind: list({key(one.name): one.name for one in reasons if one.kind == kind}.values())
        for kind in ("director", "cast")
    }
    for one in reasons:
        if one.kind == "collection":
            yield "de la misma saga"
        elif one.kind == "director":
            yield f"también de {_listed(people['director'][:_NAMES])}"
        elif one.kind == "cast":
            yield f"con {_listed(people['cast'][:_NAMES])}"
        elif one.kind == "genre":
            yield formats.genre(one.name)
        elif one.kind == "keyword":
            yield one.name
        elif one.kind == "language":
            yield f"en {formats.language(one.name)}"


def _listed(names: Sequence[str]) -> str:
    """Join names as Spanish does; «y» is «e» before the sound i."""
    if len(names) < 2:
        return "".join(names)
    first = key(plain(names[-1]))
    sounds_i = first.startswith(("i", "hi")) and not first.startswith(("hie", "hia", "ia", "ie"))
    last = "e" if sounds_i else "y"
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
