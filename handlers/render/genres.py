"""Answers of /genero."""

from handlers import formats, texts
from handlers.render.base import e
from services.genres import GenreReading


def genres(reading: GenreReading) -> str:
    """Answer /genero: the genres that apply, then all of them."""
    applies = reading.applies or tuple(reading.probabilities)[:1]
    sure = "Por la trama, diría que es:" if reading.applies else "No lo tengo claro; quizá:"
    lines = [sure, *(f"• <b>{_genre(reading, one)}</b>" for one in applies)]
    every = "\n".join(_genre(reading, one) for one in reading.probabilities)
    return "\n".join(lines) + f"\n<blockquote expandable>Los 23 géneros:\n{every}</blockquote>"


def too_short(example: str) -> str:
    """Say that a plot is too short to tell its genres."""
    return (
        "Cuéntame un poco más: con tan pocas palabras no puedo adivinar los géneros. Por ejemplo:\n"
        f"<code>{e(example)}</code>"
    )


def unsure_plot(reading: GenreReading) -> str:
    """Say that too few words of a plot are known."""
    return texts.UNSURE.format(known=reading.known_words, words=reading.words)


def _genre(reading: GenreReading, one: str) -> str:
    return f"{formats.genre(one)}: {formats.percent(reading.probabilities[one])}"
