"""Words that people type for months, weekdays, languages and countries, through Babel's CLDR.

CLDR gives the names in Spanish and English; ``code_names`` adds those that it does not hold.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from enum import Enum, auto
from functools import cached_property

from babel import Locale
from rapidfuzz.distance import OSA

from services.code_names import (
    COUNTRY_ALIASES,
    COUNTRY_NAMES,
    LANGUAGE_ALIASES,
    LANGUAGE_NAMES,
)
from services.text import MAX_QUERY, NUMBER_WORDS, fold, typos_allowed, words

_FILLERS = frozenset("de del en el la los las mes dia dias idioma pais lengua".split())


class NotUnderstood(ValueError):  # noqa: N818 - it is an answer, not a fault
    """A month, weekday, language or country that nobody can make out.

    Attributes:
        kind: ``month``, ``day``, ``language`` or ``country``.
        typed: What was typed.
        suggestions: What is near, best first: (code, Spanish name).
    """

    def __init__(self, kind: str, typed: str, suggestions: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(f"{kind}: {typed!r}")
        self.kind, self.typed, self.suggestions = kind, typed, tuple(suggestions)


class Match(Enum):
    """How a typed name was found: in full, by its beginning, by a word of it, or misspelt."""

    NAME = auto()
    BEGIN = auto()
    WORD = auto()
    SLIP = auto()


def squeeze(text: str) -> str:
    """Return the folded words of a text, joined by one space, without filler words."""
    found = words(text[:MAX_QUERY].replace(".", ""))  # EE.UU., U.S.A.
    return " ".join([word for word in found if word not in _FILLERS] or found)


def pick(names: Mapping[str, str], text: str) -> tuple[list[str], Match]:
    """Return the codes that a typed name can mean, and how they were found.

    A name typed in full wins, then names that begin so or have it as a word (three letters or
    more), then the nearest within the edits that its length allows.
    """
    typed = squeeze(text)
    if typed in names:
        return [names[typed]], Match.NAME
    if len(typed) >= 3:
        begun = [code for name, code in names.items() if name.startswith(typed)]
        inside = [code for name, code in names.items() if typed in name.split()]
        if begun or inside:
            return list(dict.fromkeys(begun or inside)), Match.BEGIN if begun else Match.WORD
    allowed = typos_allowed(len(typed))
    distances = [(OSA.distance(typed, name), code) for name, code in names.items() if len(name) > 3]
    nearest = min(distances, default=(99, ""))[0]
    if not allowed or nearest > allowed:
        return [], Match.SLIP
    return list(dict.fromkeys(code for off, code in distances if off == nearest)), Match.SLIP


class Vocabulary:
    """The names of months, weekdays, languages and countries; made on first use, then kept."""

    def month(self, text: str) -> int:
        """Return the month (1 to 12) that a name, abbreviation or number means.

        Raises:
            NotUnderstood: It is none, or could be several.
        """
        number = _number(text)
        if number is not None:
            if 1 <= number <= 12:
                return number
            raise NotUnderstood("month", text)
        return int(self._one("month", text, self._months))

    def day(self, text: str) -> tuple[str, int]:
        """Return ("weekday", 0 to 6 from Monday) or ("day", 1 to 31) for what was typed.

        Raises:
            NotUnderstood: It is neither, or could be several weekdays.
        """
        number = _number(text)
        if number is not None:
            if 1 <= number <= 31:
                return "day", number
            raise NotUnderstood("day", text)
        return "weekday", int(self._one("day", text, self._weekdays))

    def language(self, text: str, known: Collection[str] = ()) -> str:
        """Return the code of the language that a name or code means.

        Of several that it may mean, the ``known`` codes come first.

        Raises:
            NotUnderstood: It is none, or could be several.
        """
        return self._one("language", text, self._languages, known)

    def country(self, text: str, known: Collection[str] = ()) -> str:
        """Return the code of the country that a name or code means.

        Of several that it may mean, the ``known`` codes come first.

        Raises:
            NotUnderstood: It is none, or could be several.
        """
        return self._one("country", text, self._countries, known)

    def month_name(self, month: int) -> str:
        """Return the Spanish name of a month (1 to 12)."""
        return str(_ES.months["stand-alone"]["wide"][month])

    def weekday_name(self, weekday: int) -> str:
        """Return the Spanish name of a weekday (Monday is 0)."""
        return str(_ES.days["stand-alone"]["wide"][weekday])

    def language_name(self, code: str) -> str:
        """Return the Spanish name of a language, or the code where there is none."""
        return LANGUAGE_NAMES.get(code) or _ES.languages.get(code, code)

    def country_name(self, code: str) -> str:
        """Return the Spanish name of a country, or the code where there is none."""
        return COUNTRY_NAMES.get(code) or _ES.territories.get(code, code)

    def _one(
        self, kind: str, text: str, names: Mapping[str, str], known: Collection[str] = ()
    ) -> str:
        found, match = pick(names, text)
        if known and match is not Match.NAME:
            found = [code for code in found if code in known]
        if len(found) == 1 and match is not Match.WORD:  # «áfrica» is not South Africa
            return found[0]
        name: dict[str, Callable[[str], str]] = {
            "month": lambda code: self.month_name(int(code)),
            "day": lambda code: self.weekday_name(int(code)),
            "language": self.language_name,
            "country": self.country_name,
        }
        raise NotUnderstood(kind, text, [(code, name[kind](code)) for code in found[:5]])

    @cached_property
    def _months(self) -> dict[str, str]:
        # Peru's Spanish is where CLDR keeps «setiembre».
        return _calendar_names(("es_PE", "en", "es"), "months")

    @cached_property
    def _weekdays(self) -> dict[str, str]:
        names = _calendar_names(("en", "es"), "days")
        plural = {f"{name}s": day for name, day in names.items() if name in ("sabado", "domingo")}
        return names | plural

    @cached_property
    def _languages(self) -> dict[str, str]:
        names = {squeeze(name): code for code, name in LANGUAGE_NAMES.items()}
        for locale in (_EN, _ES):
            for code, name in locale.languages.items():
                if "_" not in code and code not in LANGUAGE_NAMES and code not in ("yue", "fil"):
                    names[squeeze(name)] = code
        for code, aliases in LANGUAGE_ALIASES.items():
            names |= {squeeze(alias): code for alias in aliases.split()}
        codes = [code for code in map(str, _ES.languages) if len(code) == 2]
        return {code: code for code in [*codes, *LANGUAGE_NAMES]} | names

    @cached_property
    def _countries(self) -> dict[str, str]:
        names = {squeeze(name): code for code, name in COUNTRY_NAMES.items()}
        for locale in (_EN, _ES):
            for code, name in locale.territories.items():
                if len(code) == 2:
                    names[squeeze(name)] = code
        for code, aliases in COUNTRY_ALIASES.items():
            names |= {squeeze(alias): code for alias in aliases.split("|") if alias}
        codes = [code for code in map(str, _ES.territories) if len(code) == 2]
        return {code.lower(): code for code in [*codes, *COUNTRY_NAMES]} | names


_ES, _EN = Locale("es"), Locale("en")
_NUMBER = re.compile(r"(?:el |dia |mes |el dia |el mes )?(-?\d{1,6}) ?[ºªoa]?")


def _calendar_names(locales: Iterable[str], kind: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for identifier in locales:
        for widths in getattr(Locale.parse(identifier), kind).values():
            for width in ("abbreviated", "wide"):
                for number, name in widths.get(width, {}).items():
                    names[squeeze(name)] = str(number)
    return names


def _number(text: str) -> int | None:
    """Return a whole number typed in any script's digits (``05``, ``1º``, ``٣``), or None."""
    folded = fold(text[:MAX_QUERY]).strip(" .#")
    match = _NUMBER.fullmatch(NUMBER_WORDS.get(squeeze(text), folded))
    return int(match[1]) if match else None
