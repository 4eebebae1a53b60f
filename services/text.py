"""Fold text so that what people type meets what the data says."""

import re
import unicodedata

from rapidfuzz.distance import OSA

MAX_QUERY = 200
"""Characters of a query that are looked at: no title or name of the catalogue is longer."""

ARTICLES = ("el", "la", "los", "las", "lo", "un", "una", "unos", "unas", "the", "a", "an", "le",
            "les", "il", "gli", "der", "die", "das")  # fmt: skip
STOP_WORDS = frozenset(ARTICLES) | frozenset("l de del of and en in on to al du da do".split())

_SAME = {"y": "and", "e": "and", "et": "and", "und": "and", "bros": "brothers"} | dict.fromkeys(
    "parte episode episodio chapter capitulo vol volume volumen".split(), "part"
)
CHATTER = frozenset(
    "hola buenas buenosdias buenastardes buenasnoches quetal quepasa comoestas gracias adios chau "
    "bye hello thanks ok vale si no ayuda help start test prueba holaquetal holacomoestas "
    "buenosdiasquetal muchasgracias jaja jajaja quehaces quieneres estoyaburrido ayudame comandos "
    "quepuedeshacer quesabeshacer comofunciona comofuncionas comofuncionaestebot".split()
)
"""What people say to a bot, as :func:`key` folds it; films are called so, too."""

_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_SPANISH = (
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres "
    "veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve treinta"
).split()
NUMBER_WORDS = {
    word: str(number)
    for names in (_ENGLISH, _SPANISH)
    for number, word in enumerate(names, start=1)
} | {"primero": "1", "twentieth": "20th"}
# «I» is a word of its own in too many titles to be a number.
_ROMAN_NUMBERS = {roman: str(number) for number, roman in enumerate(_ROMAN, start=1)}
del _ROMAN_NUMBERS["i"]

_DIGITS_BEHIND = re.compile(r"(?<=[^\W\d_])(?=\d+\b)")
_APOSTROPHES = re.compile("['\u2019\u2018`\u00b4\u02bc]")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return text without case, accents or compatibility forms (``Ñandú №1`` -> ``nandu no1``)."""
    if text.isascii():
        return text.lower()
    # No script decomposes into more than that: only ligatures of whole sentences do («ﷺ»).
    decomposed = unicodedata.normalize("NFKD", text.casefold())[: 4 * len(text)]
    return "".join(
        [
            str(unicodedata.digit(char, char))  # any script's digits
            for char in decomposed
            if not unicodedata.combining(char)
        ]
    )


def words(text: str) -> list[str]:
    """Return the folded words of a name or title, in order.

    Punctuation separates, apostrophes vanish, and ``&`` and ``+`` are ``and``.

    >>> words("Ocean's & más")
    ['oceans', 'and', 'mas']
    """
    folded = fold(text[:MAX_QUERY])
    folded = folded.replace("&", " and ").replace(" + ", " and ")
    return _WORD.findall(_APOSTROPHES.sub("", folded))


def canonical(found: list[str]) -> list[str]:
    """Return words with one word for all that mean the same, and numbers as digits.

    >>> canonical(["rocky", "iv"]), canonical(["doce", "monos", "y", "medio"])
    (['rocky', '4'], ['12', 'monos', 'and', 'medio'])
    """
    first = [NUMBER_WORDS.get(word, word) for word in found[:1]]
    # Not at the end: «WALL·E» ends in a letter, not in a Spanish «and».
    inner = [_SAME.get(word, word) for word in found[1:-1]]
    last = [_SAME.get(word, word) if len(word) > 1 else word for word in found[1:][-1:]]
    rest = inner + last
    return first + [NUMBER_WORDS.get(word) or _ROMAN_NUMBERS.get(word, word) for word in rest]


def has_roman(found: list[str]) -> bool:
    """Say whether a word behind the first is a roman numeral."""
    return any(word in _ROMAN_NUMBERS for word in found[1:])


def split_numbers(typed: str) -> str:
    """Return text with a space before digits that end a word (``terminator2``)."""
    return _DIGITS_BEHIND.sub(" ", typed)


def article_slip(found: list[str]) -> int:
    """Return by how many edits (1 or 2) the first word misses an article («teh»), 0 if it is none.

    Two edits are a slip only in a word of four letters or more («toohe»), and before a number
    («no 2012») nothing is.
    """
    rest = "".join(found[1:])
    if len(rest) < 3 or rest.isdecimal() or len(found[0]) > 5 or found[0] in ARTICLES:
        return 0
    off = min(OSA.distance(found[0], article) for article in ARTICLES if len(article) > 1)
    return off if off <= (2 if len(found[0]) > 3 else 1) else 0


def article_of(found: list[str]) -> str:
    """Return the article that words begin with, "" where they have none or nothing else."""
    return found[0] if len(found) > 1 and found[0] in ARTICLES else ""


def joined(found: list[str]) -> str:
    """Return words as one, without a leading article: what two spellings of a title share."""
    return "".join(found[1:] if article_of(found) else found)


def key(text: str) -> str:
    """Return the :func:`joined` :func:`canonical` words of a text.

    >>> key("The Spider-Man") == key("spiderman"), key("Rocky IV") == key("rocky cuatro")
    (True, True)
    """
    return joined(canonical(words(text)))


def typos_allowed(length: int) -> int:
    """Return how many edits a word or title of so many characters may be off."""
    return 0 if length < 4 else 1 if length < 8 else 2 if length < 20 else 3
