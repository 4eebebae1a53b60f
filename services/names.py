"""Find a name among many: as typed, with typing errors, or by some of its words.

One index serves people, companies, franchises and titles. An *entry* is what is looked for (a
person, a film); a *key* is one of its names.
"""

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from services import text
from services.hits import WHOLE, Hit, Level
from services.spellings import Spellings
from services.word_index import WordIndex

MAX_WORDS = 12
"""Words of a query that are looked at."""
MIN_BEGIN = 2
"""Letters of a query from which it is completed."""
PARTICLES = frozenset("de di del da du la le von van mc mac o st".split())
LONG = 10
"""Letters from which a title stands up to a slip more."""
MAX_RANKED = 300
"""Keys compared with the query letter by letter; of more, the most famous."""

Rows = npt.NDArray[np.int32]
Fame = npt.NDArray[np.int64]


class NameIndex:
    """Names with the entries they stand for; read only once it is made.

    Args:
        keys: The names, any spelling; an entry may have several.
        entries: For each key, the entry it names; shape (keys,).
        fame: For each entry, what settles ties (votes); shape (entries,). Entries with a negative
            fame are never found.
        people: Whether the names are people's: these have no articles, and who is called otherwise
            by one letter may well be somebody else.
        main: For each key, whether it is only the main part of a name; shape (keys,).
    """

    def __init__(
        self,
        keys: Iterable[str],
        entries: Rows,
        fame: Fame,
        people: bool = False,
        main: npt.NDArray[np.bool_] | None = None,
    ) -> None:
        self._fame = fame
        self._join = "".join if people else text.joined
        self._people = people
        spellings: list[str] = []
        shapes, rows = array("h"), array("i")

        def words_of_keys() -> Iterator[list[str]]:
            for row, name in enumerate(keys):
                plain = text.words(name)
                forms = _distinct([plain, text.canonical(plain)])
                for form in forms:
                    shapes.append(_shape(form))
                    spellings.append(self._join(form))
                    rows.append(row)
                yield [word for form in forms for word in form] + _with_particles(plain)

        self._words = WordIndex(words_of_keys())
        self._row_entries = entries
        self._main = np.zeros(len(entries), dtype=bool) if main is None else main
        self._rows = np.frombuffer(rows, dtype=np.int32)  # of each spelling
        self._shapes = np.frombuffer(shapes, dtype=np.int16)
        self._spellings = Spellings(spellings)
        self._first = np.searchsorted(self._rows, np.arange(len(entries)))  # spelling of each row
        self._allowed = fame[entries] >= 0

    def for_role(self, fame: Fame) -> "NameIndex":
        """Return an index over the same names with another fame, sharing the rest."""
        other = copy(self)
        other._fame = fame
        other._allowed = fame[self._row_entries] >= 0
        return other

    def fame(self, entry: int) -> int:
        """Return the fame of an entry."""
        return int(self._fame[entry])

    def complete(self, query: str, limit: int) -> list[int]:
        """Return the entries with the words of a query that is still being typed, famous first."""
        found = text.words(query)[:MAX_WORDS]
        if len("".join(found)) < MIN_BEGIN:
            return []
        rows = self._words.completing(found, self._allowed)
        entries = np.unique(self._row_entries[rows])
        order = np.argsort(-self._fame[entries], kind="stable")
        return [int(entry) for entry in entries[order][:limit]]

    def fame_nearby(self, query: str) -> int:
        """Return the fame of the best-known entry that is one typing error away, 0 without any."""
        spelling = self._join(text.canonical(text.words(query)))
        near = self._near(spelling, False, max(0, text.typos_allowed(len(spelling)) - 1))
        return max((self.fame(hit.entry) for hit in near), default=0)

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """Return the best entries for a query, best first: by level, edits, likeness and fame."""
        plain = text.words(query)[:MAX_WORDS]
        split = text.words(text.split_numbers(query))[:MAX_WORDS]
        forms = _distinct([plain, text.canonical(plain), text.canonical(split)])
        hits = [hit for form in forms for hit in self._same(form, form is forms[0])]
        if not hits:
            # A numeral is no slip either: «star wars v» is not Star Wars.
            certain = forms[1:] if text.has_roman(plain) else forms
            hits = [hit for form in certain for hit in self._misspelt(form)]
        for form in forms:
            hits += self._by_words(form)
        best: dict[int, Hit] = {}
        for hit in sorted(hits, key=self._rank):
            best.setdefault(hit.entry, hit)
        return list(best.values())[:limit]

    def _rank(self, hit: Hit) -> tuple[int, int, bool, float, int, int]:
        whole = hit.covered >= WHOLE and not self._people
        return hit.level, hit.edits, not whole, -hit.score, -self.fame(hit.entry), hit.entry

    def _same(self, found: list[str], plain: bool) -> list[Hit]:
        if not found:
            return []
        shape, hits = _shape(found), []
        for spelling in dict.fromkeys((self._join(found), "".join(found))):
            for place in self._spellings.find(spelling):
                row = int(self._rows[place])
                entry = int(self._row_entries[row])
                same = plain and self._shapes[place] == shape
                level = Level.EXACT if same else Level.JOINED
                if self._fame[entry] >= 0:
                    hits.append(Hit(entry, Level.MAIN if self._main[row] else level, 1.0))
        return hits

    def _misspelt(self, found: list[str]) -> list[Hit]:
        """Return the keys that are the query but for slips, in the article or in the rest."""
        known = self._words.knows(found)
        hits = self._near(self._join(found), known, 0)
        slip = text.article_slip(found)
        if slip and (slip == 1 or not self._words.knows(found[:1])):
            spelling = "".join(found[1:])
            hits += self._near(spelling, known, slip)
            for place in self._spellings.find(spelling):
                hits += self._slip(spelling, spelling, place, Level.SLIP, slip)
        return hits

    def _near(self, query: str, known: bool, edits: int) -> list[Hit]:
        hits = []
        spent = edits if len(query) < LONG else 0  # a slip in the article of a long title is free
        near = self._spellings.near(query, text.typos_allowed(len(query)) - spent)
        for spelling, more, place in near:
            # Of a long title with one letter wrong, nobody doubts what is meant.
            long = len(query) >= (8, 8, 12, 20)[min(3, more + edits)]
            doubtful = known and (self._people or not long)
            level = Level.OTHER_WORDS if doubtful else Level.SLIP
            hits += self._slip(query, spelling, place, level, more + edits)
        return hits

    def _slip(self, query: str, spelling: str, place: int, level: Level, edits: int) -> list[Hit]:
        row = int(self._rows[place])
        entry = int(self._row_entries[row])
        # Another number is another film, not a slip: «gladiator 2» is not Gladiator.
        if self._fame[entry] < 0 or self._main[row] or _digits(query) != _digits(spelling):
            return []
        return [Hit(entry, level, self._score(query, spelling, entry, 0.6), edits)]

    def _by_words(self, found: list[str]) -> list[Hit]:
        stop = frozenset() if self._people else text.STOP_WORDS
        wanted = [word for word in found if word not in stop] or found
        rows, level = self._words.containing(wanted, self._allowed)
        if rows.size > MAX_RANKED:
            fame = self._fame[self._row_entries[rows]]
            rows = rows[np.argsort(-fame, kind="stable")[:MAX_RANKED]]
        query, letters = self._join(found), sum(map(len, wanted))
        # Someone who types only a part of a name means somebody that many know.
        weight = 0.45 if level is not Level.WORDS else 0.1 if self._people else 0.3
        hits = []
        for row in rows:
            entry = int(self._row_entries[row])
            spelling = self._spellings[int(self._first[row])]
            covered = min(1.0, letters / len(spelling))
            score = self._score(query, spelling, entry, weight)
            hits.append(Hit(entry, level, score, 0, covered))
        return hits

    def _score(self, query: str, spelling: str, entry: int, weight: float) -> float:
        known = min(1.0, math.log10(1 + self.fame(entry)) / 5)
        return round(weight * fuzz.ratio(query, spelling) / 100 + (1 - weight) * known, 4)


def _shape(found: Sequence[str]) -> int:
    """Return a number for what joining words loses: how many they are and their article."""
    article = text.article_of(list(found))
    return len(found) * 32 + (text.ARTICLES.index(article) + 1 if article else 0)


def _with_particles(found: list[str]) -> list[str]:
    """Return names with their particle joined («deniro» for De Niro)."""
    return [one + other for one, other in pairwise(found) if one in PARTICLES]


def _distinct(forms: Iterable[list[str]]) -> list[list[str]]:
    return [list(form) for form in dict.fromkeys(tuple(form) for form in forms)]


def _digits(spelling: str) -> str:
    return "".join(char for char in spelling if char.isdigit())
