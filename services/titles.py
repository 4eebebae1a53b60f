"""Which film a typed title means: certain only where a person would agree at once."""

import re
from collections.abc import Sequence

import numpy as np

from services.catalogue import Catalogue
from services.names import Hit, Level, NameIndex
from services.results import Candidate, Resolution

OBSCURE = 60
"""Votes below which a film is known to few, so that a famous namesake may be meant."""

MAIN_PART = 0.45
"""Share of a title's letters that must be typed, unless it starts with what was typed."""

_LEAD = {Level.EXACT: 2, Level.TYPO: 2, Level.WORDS: 4, Level.NEAR_WORDS: 8}
_YEAR = re.compile(r"(?<!\d)(18[789]\d|19\d\d|20[0-4]\d)(?!\d)")


class Titles:
    """Finds films by English, original and Spanish title, loosely spelt, with or without a year.

    >>> titles.resolve("el padrino").film_id  # doctest: +SKIP
    238
    """

    def __init__(self, catalogue: Catalogue) -> None:
        films = catalogue.films
        self._ids: list[int] = films.index.tolist()
        self._years = films["year"].to_numpy()
        keys: list[str] = []
        entries: list[int] = []
        columns = [films[name] for name in ("title", "original_title", "title_es", "title_latam")]
        for entry, names in enumerate(zip(*columns, strict=True)):
            distinct = dict.fromkeys(name for name in names if isinstance(name, str) and name)
            keys.extend(distinct)
            entries.extend([entry] * len(distinct))
        votes = films["votes"].to_numpy().astype(np.int64)
        self._index = NameIndex(keys, np.array(entries, dtype=np.int32), votes)

    def resolve(self, typed: str, limit: int = 5) -> Resolution:
        """Return the film that is meant or, when that is not certain, the likely ones.

        A year is part of the title where a film is called so (``1917``, ``Blade Runner 2049``),
        else it says which of several films is meant.
        """
        whole = self._index.search(typed, limit=limit * 4)
        if whole and whole[0].level is Level.EXACT:
            return self._decide(whole, limit)
        year = _YEAR.search(typed)
        rest = _YEAR.sub(" ", typed, count=1).strip(" ()[],") if year else ""
        if not year or not rest:
            return self._decide(whole, limit)
        hits = self._index.search(rest, limit=200)
        return self._decide_with_year(hits, int(year[1]), limit)

    def _decide(self, hits: Sequence[Hit], limit: int) -> Resolution:
        return self._answer(hits, bool(hits) and self._leads(hits), limit)

    def _decide_with_year(self, hits: Sequence[Hit], year: int, limit: int) -> Resolution:
        same = [hit for hit in hits if self._years[hit.entry] == year]
        near = [hit for hit in hits if abs(int(self._years[hit.entry]) - year) == 1]
        if same:
            return self._answer([*same, *near], self._leads(same), limit)
        # A release may be dated a year apart in another country, but that is for the user to say.
        return self._answer([*near, *hits], False, limit)

    def _leads(self, hits: Sequence[Hit]) -> bool:
        best = hits[0]
        if best.level not in _LEAD or (best.level >= Level.WORDS and best.covered < MAIN_PART):
            return False
        fame = self._index.fame(best.entry)
        rivals = [
            self._index.fame(hit.entry)
            for hit in hits[1:]
            if hit.level is best.level and hit.edits <= best.edits
        ]
        if best.level is Level.EXACT and fame >= OBSCURE:
            return fame >= _LEAD[Level.EXACT] * max(rivals, default=0)
        if best.level is Level.TYPO:
            return fame >= OBSCURE and fame >= _LEAD[Level.TYPO] * max(rivals, default=0)
        others = [self._index.fame(hit.entry) for hit in hits[1:]]
        if best.level is Level.EXACT:
            # Few know this film: a famous one whose title goes on may be meant («it»).
            lonely = max(others, default=0) < max(10 * fame, OBSCURE * 10)
            return lonely and fame >= _LEAD[Level.EXACT] * max(rivals, default=0)
        return fame >= OBSCURE and fame >= _LEAD[best.level] * max(others, default=0)

    def _answer(self, hits: Sequence[Hit], certain: bool, limit: int) -> Resolution:
        films = dict.fromkeys(self._ids[hit.entry] for hit in hits)
        scores = {self._ids[hit.entry]: hit.score for hit in reversed(hits)}
        candidates = tuple(Candidate(film, scores[film]) for film in list(films)[:limit])
        return Resolution(candidates[0].film_id if certain else None, certain, candidates)
