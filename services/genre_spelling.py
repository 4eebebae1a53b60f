"""Words of the street and slips of the finger, as the plots that a model learnt from have them."""

import string
from collections.abc import Callable

from services.text import fold

MIN_LETTERS, MAX_LETTERS = 5, 18
"""Shortest and longest word that is taken for a slip: trying all slips takes the square of it."""
MAX_RARITY = 8.5
"""Highest idf of what was meant: in 40 of 77,000 plots."""

MAX_SLIPS = 10
"""Slips of a plot that are mended: each costs some 0.2 ms."""

Rarity = Callable[[str], float | None]

_STREET = {
    "niño": "crio cria nene nena escuincle escuincla chamaco chamaca chavala chavalin morrito",
    "chico": "pibe chavo chaval morro guey wey vato pive",
    "chica": "piba chava morra minita",
    "amigos": "cuates colegas compas parceros",
    "amigo": "cuate compa parcero",
    "policia": "poli yuta madero pasma",
    "policias": "polis maderos",
    "ladron": "chorro ratero caco choro",
    "ladrones": "chorros rateros cacos choros",
    "dinero": "guita lana pasta biyuya",
    "trabajo": "laburo curro chamba",
    "trabaja": "labura curra chambea",
    "colegio": "cole",
    "instituto": "insti prepa",
    "universidad": "uni facu",
    "familia": "flia",
    "coche": "carro",
    "extraterrestre": "marciano alien",
    "extraterrestres": "marcianos aliens",
    "pistola": "fierro fusca cuete",
    "carcel": "trullo bote",
    "fiesta": "pachanga joda",
    "futbol": "fulbo fut",
}
"""What is meant, and how it is said in Spain, Mexico and Argentina."""

STREET = {fold(said): fold(word) for word, ways in _STREET.items() for said in ways.split()}


def edits(word: str) -> set[str]:
    """Return the words that are one slip away, all with the same first letter."""
    halves = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    dropped = {a + b[1:] for a, b in halves if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    letters = string.ascii_lowercase
    changed = {a + letter + b[1:] for a, b in halves if b for letter in letters}
    added = {a + letter + b for a, b in halves for letter in letters}
    return dropped | swapped | changed | added


def meant(words: list[str], rarity: Rarity) -> list[str]:
    """Return what folded words stand for: themselves where they are known, or like no other.

    A word of the street is only looked up where the model hardly knows it.

    Args:
        words: As typed, folded, in order.
        rarity: Returns the idf of a word, None for one that is not known.
    """
    found, slips = [], 0
    for word in words:
        idf = rarity(word)
        if (idf is None or idf > MAX_RARITY) and word in STREET:
            word = STREET[word]
        elif idf is None and _may_be_slip(word) and slips < MAX_SLIPS:
            slips += 1
            word = _intended(word, rarity)
        found.append(word)
    return found


def _may_be_slip(word: str) -> bool:
    return MIN_LETTERS <= len(word) <= MAX_LETTERS and word.isascii()


def _intended(word: str, rarity: Rarity) -> str:
    near = [(idf, other) for other in edits(word) if (idf := rarity(other)) is not None]
    idf, other = min(near, default=(MAX_RARITY + 1, word))
    return other if idf <= MAX_RARITY else word
