"""Answers of /genero."""

from collections.abc import Iterator, Sequence

from handlers import formats, texts
from handlers.render.base import e, name
from services.genres import FAMILIES, GenreReading
from services.results import FilmCard

_BAR = 8
_FAMILIES = 2
_FAMILY_FROM = 0.4
_MEMBERS, _MEMBER_FROM = 2, 0.2
"""Probability from which a family is named, and how many of its genres must have which: a family
of which one genre alone is likely says what the next line denies."""


def genres(reading: GenreReading) -> str:
    """Answer /genero: families, the genres that apply and why, then all 23."""
    applies = reading.applies or tuple(reading.probabilities)[:1]
    lines = list(_families(reading))
    lines.append(texts.GENRES_SURE if reading.applies else texts.GENRES_UNSURE)
    lines += [_with_bar(reading, one) for one in applies]
    if reading.reasons:
        lines.append(f"<i>Por: {e(', '.join(reading.reasons))}</i>")
    every = "\n".join(_genre(reading, one) for one in reading.probabilities)
    return "\n".join([*lines, f"<blockquote expandable>Los 23 géneros:\n{every}</blockquote>"])


def film_genres(card: FilmCard) -> str:
    """Say which genres a film has, for who typed its title instead of a plot."""
    listed = ", ".join(formats.genre(one) for one in card.genres)
    what = "su género es" if len(card.genres) == 1 else "sus géneros son:"
    return f"Si hablas de {name(card.film)}, {what} <b>{e(listed or 'sin dato')}</b>."


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
    return texts.UNSURE


def parts(some: Sequence[str]) -> str:
    """Put answers one below the other."""
    return "\n\n".join(some)


def _families(reading: GenreReading) -> Iterator[str]:
    """Yield a line with the families that the plot sounds like, likeliest first, if any."""
    likely = {one for one, given in reading.probabilities.items() if given >= _MEMBER_FROM}
    named = [
        family.lower()
        for family, given in reading.families.items()
        if given >= _FAMILY_FROM and len(likely.intersection(FAMILIES[family])) >= _MEMBERS
    ]
    if named:
        yield f"Suena a <b>{e(' · '.join(named[:_FAMILIES]))}</b>."


def _with_bar(reading: GenreReading, one: str) -> str:
    full = round(reading.probabilities[one] * _BAR)
    return f"{'▰' * full}{'▱' * (_BAR - full)} <b>{_genre(reading, one)}</b>"


def _genre(reading: GenreReading, one: str) -> str:
    return f"{formats.genre(one)}: {formats.percent(reading.probabilities[one])}"
