"""Answers about one film, and films that are like it."""

from collections.abc import Sequence

from handlers import formats
from handlers.render.base import e, minutes_of, money_note, name, score_of
from services.results import (
    MIN_VOTES,
    Film,
    FilmCard,
    Runtime,
    Score,
    Votes,
)

CAST_ON_CARD = 6
COMPANIES_ON_CARD = 3


def score(result: Score) -> str:
    """Answer /score."""
    return "\n".join(
        [
            name(result.film),
            score_of(result.score, result.film.votes),
            f"Popularidad: {formats.decimal(result.popularity)}",
        ]
    )


def votes(result: Votes) -> str:
    """Answer /votos; below the minimum there is no value at all."""
    if result.mean is None:
        return (
            f"{name(result.film)} tiene menos de {formats.number(MIN_VOTES)} votos, "
            "así que no doy su promedio."
        )
    return (
        f"{name(result.film)}\nVotos: <b>{formats.number(result.votes)}</b>\n"
        f"Promedio: <b>{formats.decimal(result.mean)}</b> de 10"
    )


def runtime(result: Runtime) -> str:
    """Answer /duracion."""
    if result.minutes is None:
        return f"{name(result.film)}\nLa fuente no dice cuánto dura."
    return f"{name(result.film)}\nDuración: <b>{minutes_of(result.minutes)}</b>"


def card(result: FilmCard) -> str:
    """Answer /pelicula."""
    film = result.film
    lines = [name(film), score_of(film.score, film.votes)]
    facts = [
        ("Géneros", ", ".join(formats.genre(genre) for genre in result.genres)),
        ("Duración", minutes_of(film.runtime) if film.runtime else ""),
        ("Estreno", formats.date(film.date)),
        ("País", ", ".join(formats.country(code) for code in result.countries)),
        ("Idioma", formats.language(film.language) if film.language else ""),
        ("Dirección", ", ".join(result.directors)),
        ("Reparto", ", ".join(result.cast[:CAST_ON_CARD])),
        ("Producción", ", ".join(result.companies[:COMPANIES_ON_CARD])),
        ("Saga", (result.collection or "").removesuffix(" Collection")),
        ("Título original", formats.original_title(film) or ""),
        ("En España", (film.title_es or "") if len(film.titles_es) > 1 else ""),
        ("En Hispanoamérica", (film.title_latam or "") if len(film.titles_es) > 1 else ""),
    ]
    facts.append(("Popularidad", formats.decimal(film.popularity)))
    lines += [f"{label}: {e(value)}" for label, value in facts if value]
    if film.budget or film.revenue:
        lines.append(_money(film))
    lines.append(_links(film))
    return "\n".join(lines)


def cast(film: Film, names: Sequence[str]) -> str:
    """List who acts in a film."""
    return _people(film, "Reparto", names)


def directors(film: Film, names: Sequence[str]) -> str:
    """List who directs a film."""
    return _people(film, "Dirección", names)


def _money(film: Film) -> str:
    text = (
        f"Presupuesto: {formats.known_money(film.budget)} · "
        f"recaudación: {formats.known_money(film.revenue)}"
    )
    if film.money_known:
        text += f" · retorno: {formats.times(film.money_return)}"
    return "\n".join([text, *money_note(int(film.unit_error))])


def _links(film: Film) -> str:
    tmdb = f'<a href="https://www.themoviedb.org/movie/{film.id}?language=es">TMDB</a>'
    if not film.imdb_id:
        return f"Más: {tmdb}"
    return f'Más: {tmdb} · <a href="https://www.imdb.com/title/{e(film.imdb_id)}/">IMDb</a>'


def _people(film: Film, what: str, names: Sequence[str]) -> str:
    return f"{name(film)}\n{what}: {e(', '.join(names) or 'la fuente no lo dice')}"
