"""Fold text so that what people type meets what the data says."""

import re
import unicodedata

MAX_QUERY = 200
"""Characters of a query that are looked at: no title or name of the catalogue is longer."""

ARTICLES = frozenset(
    "el la los las lo un una unos unas the a an le les l il i gli der die das".split()
)
STOP_WORDS = ARTICLES | frozenset("de del of and en in on to al".split())

_ROMAN = {
    roman: str(number)
    for number, roman in enumerate(
        "ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(), start=2
    )
}
_SAME = {"y": "and", "e": "and", "et": "and", "und": "and"}
_APOSTROPHES = re.compile("['\u2019\u2018`\u00b4\u02bc]")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return text without case, accents or compatibility forms (``Ñandú №1`` -> ``nandu no1``)."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Return the folded words of a name or title, in order.

    Punctuation separates, apostrophes vanish; ``&``, ``y`` and ``and`` are one word, and roman
    numerals behind the first word are arabic ones.

    >>> words("Rocky IV: El guantelete & más")
    ['rocky', '4', 'el', 'guantelete', 'and', 'mas']
    """
    folded = _APOSTROPHES.sub("", fold(text[:MAX_QUERY])).replace("&", " and ")
    found = _WORD.findall(folded)
    # Not at the ends: «WALL·E» ends in a letter, not in a Spanish «and».
    inner = [_SAME.get(word, word) for word in found[1:-1]]
    return found[:1] + [_ROMAN.get(word, word) for word in inner + found[1:][-1:]]


def without_article(found: list[str]) -> list[str]:
    """Return the words without a leading article, unless nothing else is there."""
    return found[1:] if len(found) > 1 and found[0] in ARTICLES else found


def key(text: str) -> str:
    """Return what two spellings of one title share: its words, joined, no leading article.

    >>> key("The Spider-Man") == key("spiderman")
    True
    """
    return "".join(without_article(words(text)))


def typos_allowed(length: int) -> int:
    """Return how many edits a word or title of so many characters may be off."""
    if length < 4:
        return 0
    return 1 if length < 8 else 2
