"""Answers of /genero."""

from collections.abc import Sequence

from handlers import formats, texts
from handlers.render.base import e, name
from services.genres import GenreReading
from services.results import FilmCard

_BAR = 8
_FAMILIES = 2
_FAMILY_FROM = 0.4
"""Probability from which a family is named; the first one always is."""


def genres(reading: GenreReading) -> str:
    """Answer /genero: families, the genres that apply and why, then all 23."""
    applies = reading.applies or tuple(reading.probabilities)[:1]
    lines = [_families(reading)]
    lines.append(texts.GENRES_SURE if reading.applies else texts.GENRES_UNSURE)
    lines += [_with_bar(reading, one) for one in applies]
    if reading.reasons:
        lines.append(f"<i>Por: {e(', '.join(reading.reasons))}</i>")
    every = "\n".join(_genre(reading, one) for one in reading.probabilities)
    return "\n".join([*lines, f"<blockquote expandable>Los 23 géneros:\n{every}</blockquote>"])


def film_genres(card: FilmCard) -> str:
    """Say which genres a film has, for who typed its title instead of a plot."""
    listed = ", ".join(formats.genre(one) for one in card.genres)
    return f"Si hablas de {name(card.film)}, sus géneros son: <b>{e(listed or 'sin dato')}</b>."


def too_short(example: str) -> str:
    """Say that a plot is too short to tell its genres."""
    return (
        "Cuéntame un poco más: con tan pocas palabras no puedo adivinar los géneros. Por ejemplo:\n"
        f"<code>{e(example)}</code>"
    )


def unsure_plot(reading: GenreReading) -> str:
    """Say that the plot is in few words that the classifier knows, or in another language's."""
    if reading.known_words > reading.words / 2:
        return texts.UNSURE_LANGUAGE
    return texts.UNSURE.format(known=reading.known_words, words=reading.words)


def parts(some: Sequence[str]) -> str:
    """Put answers one below the other."""
    return "\n\n".join(some)


def _families(reading: GenreReading) -> str:
    """Name the families that the plot sounds like, likeliest first."""
    first, *others = reading.families
    named = [first, *(one for one in others if reading.families[one] >= _FAMILY_FROM)][:_FAMILIES]
    return f"Suena a <b>{e(' · '.join(one.lower() for one in named))}</b>."


def _with_bar(reading: GenreReading, one: str) -> str:
    full = round(reading.probabilities[one] * _BAR)
    return f"{'▰' * full}{'▱' * (_BAR - full)} <b>{_genre(reading, one)}</b>"


def _genre(reading: GenreReading, one: str) -> str:
    return f"{formats.genre(one)}: {formats.percent(reading.probabilities[one])}"
