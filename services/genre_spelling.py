"""Words of the street and slips of the finger, as the plots that a model learnt from have them."""

import string

from services.genre_street import PHRASES, STREET, Rarity, plain

MIN_LETTERS, MAX_LETTERS = 5, 18
"""Shortest and longest word that is taken for a slip: trying all slips takes the square of it."""
MAX_RARITY = 8.5
"""Highest idf of what was meant: in 40 of 77,000 plots."""

MAX_SLIPS = 10
"""Slips of a plot that are mended: each costs some 0.2 ms."""


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
    found, slips, last = [], 0, ""
    for word in words:
        idf = rarity(word)
        street = STREET.get(word) if idf is None or idf > MAX_RARITY else None
        said = PHRASES.get((last, word)) or street
        said = said or (plain(word, rarity) if idf is None else None)
        if said is None and idf is None and _may_be_slip(word) and slips < MAX_SLIPS:
            slips += 1
            said = _intended(word, rarity)
        found.append(said or word)
        last = word
    return found


def _may_be_slip(word: str) -> bool:
    return MIN_LETTERS <= len(word) <= MAX_LETTERS and word.isascii()


def _intended(word: str, rarity: Rarity) -> str:
    near = [(idf, other) for other in edits(word) if (idf := rarity(other)) is not None]
    idf, other = min(near, default=(MAX_RARITY + 1, word))
    return other if idf <= MAX_RARITY else word
