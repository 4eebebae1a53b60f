"""When a typed title surely means one film: the thresholds that make the bot answer or ask.

They were set on the sets of ``python -m data.evaluate titles``.
"""

from collections.abc import Iterable, Sequence

from services.hits import LEAD, WHOLE, Hit, Level
from services.names import NameIndex
from services.text import STOP_WORDS, key, words

OBSCURE = 60
"""Votes below which a film is known to few, so that a famous namesake may be meant."""
KNOWN = 5 * OBSCURE
"""Votes from which two words of a long title are enough to mean it."""
FAMOUS = 1000
"""Votes from which a film is meant by a title that one letter makes other words."""

MAIN_PART = 0.45
"""Share of a title's letters that must be typed."""
FEW_WORDS = 0.12
"""That share where two words or more are typed that no other title has together."""

LONG_TITLE = 14
"""Letters from which one slip leaves no doubt, whatever words it makes."""
TWO_SLIPS = 8
"""Letters from which a title with two slips is still that title («vaquilla» is not Vanilla)."""
EVERYDAY = 60
"""Votes below which one word of every day is not sure to mean the film that is called so."""
OVERSHADOWED = 50
"""A title in full is not meant where one that goes on is so many times better known."""
_ARTICLE_LEAD = 10
"""«Mask» is the film of that name unless «The Mask» is so many times better known."""
_FARTHER_LEAD = 20
"""A film that fewer letters miss is meant unless one that more miss is so much better known."""
# Letters of a title from which one or two slips leave no doubt, however few know the film.
_LONG = (0, 9, 15, 20)


class Certainty:
    """Decides whether a person would agree at once that the best hit is meant.

    Args:
        index: The titles; the fame of an entry is its votes.
        films: Entries below this number are films of the catalogue, the rest newer ones.
        common: Folded words of every day: what is made of them may be no title at all.
    """

    def __init__(self, index: NameIndex, films: int, common: frozenset[str]) -> None:
        self._index = index
        self._films = films
        self._common = common

    def leads(self, hits: Sequence[Hit], typed: str) -> bool:
        """Say whether the first hit leads the others clearly enough."""
        if not hits or hits[0].level not in LEAD or hits[0].entry >= self._films:
            return False
        best, others = hits[0], hits[1:]
        content = [word for word in words(typed) if word not in STOP_WORDS]
        everyday = all(word in self._common for word in content)
        if best.level <= Level.JOINED:
            return self._by_name(best, others, everyday and len(content) == 1)
        if best.level is Level.MAIN:
            rivals = self._most(hit for hit in others if hit.level <= Level.WORDS)
            return self._fame(best) >= max(OBSCURE, LEAD[Level.MAIN] * rivals)
        if best.level in (Level.SLIP, Level.OTHER_WORDS):
            letters = len(key(typed))
            # Words of every day are no slips, but in a title as long as this nobody types others.
            slip = not everyday or (best.edits == 1 and letters >= LONG_TITLE)
            return slip and self._by_letters(best, others, letters)
        if sum(map(len, content)) < 3 or (everyday and best.covered < WHOLE):
            return False
        return self._by_words(best, others, len(content))

    def _by_name(self, best: Hit, others: Sequence[Hit], everyday: bool) -> bool:
        fame = self._fame(best)
        longer = self._most(hit for hit in others if hit.level <= Level.WORDS)
        if OVERSHADOWED * fame < longer or (everyday and fame < EVERYDAY):
            return False  # «django» is rather Django Unchained, and «tren» may be anything
        if fame < LEAD[best.level] * self._most(h for h in others if h.level is best.level):
            return False
        if fame < OBSCURE:
            # Few know this film: a famous one whose title goes on may be meant («it»).
            return self._most(others) < max(10 * fame, 10 * OBSCURE)
        return fame * _ARTICLE_LEAD >= self._most(h for h in others if h.level <= Level.MAIN)

    def _by_letters(self, best: Hit, others: Sequence[Hit], letters: int) -> bool:
        fame = self._fame(best)
        alike = [hit for hit in others if hit.level is best.level]
        rivals = self._most(hit for hit in alike if hit.edits <= best.edits)
        leads = fame >= LEAD[best.level] * rivals
        leads = leads and _FARTHER_LEAD * max(1, fame) >= self._most(alike)
        if best.level is Level.OTHER_WORDS:
            return leads and fame >= FAMOUS
        if best.edits > 1 and letters < TWO_SLIPS:
            return False
        long = letters >= _LONG[min(best.edits, len(_LONG) - 1)]
        return leads and (fame >= OBSCURE or long)

    def _by_words(self, best: Hit, others: Sequence[Hit], content: int) -> bool:
        fame = self._fame(best)
        few = best.level is Level.WORDS and content > 1 and fame >= KNOWN
        if fame < OBSCURE or best.covered < (FEW_WORDS if few else MAIN_PART):
            return False
        rivals = (
            hit
            for hit in others
            if hit.level < Level.SOME_WORDS and (best.covered < WHOLE or hit.covered >= WHOLE)
        )
        return fame >= LEAD[best.level] * self._most(rivals)

    def _fame(self, hit: Hit) -> int:
        return self._index.fame(hit.entry)

    def _most(self, hits: Iterable[Hit]) -> int:
        return max((self._fame(hit) for hit in hits), default=0)
