"""Which film a typed title means: certain only where a person would agree at once."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from services.catalogue import Catalogue
from services.certainty import MAIN_PART, OBSCURE, Certainty
from services.hits import Hit, Level
from services.matches import Candidate, NewerFilm, Resolution
from services.names import NameIndex
from services.sequels import Sequels
from services.text import CHATTER, MAX_QUERY, STOP_WORDS, key, words

NEWER_FAME = 150
"""Votes that a film counts for which is newer than the catalogue, as a rival of its namesakes."""

_YEAR = re.compile(r"(?<!\d)(18[789]\d|19\d\d|20[0-4]\d)(?!\d)")
_FILM = "(?:peli|pel[ií]cula|film|filme|movie)"
_CHAT = re.compile(
    rf"^\W*(?:la |el |una )?{_FILM}s? (?:(?:de|del|llamada|titulada) )?"
    rf"|[ ,]+(?:la |el )?{_FILM} completa\W*$|, (?:la |el )?{_FILM}\W*$",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(r"^\W*(?:la|el|una|uno) del? ", re.IGNORECASE)  # «la de los dinosaurios»
_ARTICLE_BEHIND = re.compile(r"^(.+), (the|an?|el|la|los|las|un|una)$", re.IGNORECASE)
_MAIN = re.compile(r"(.{3,}?)\s*(?::|\(| [-–—] )")
_EDGES = " ()[]{}.,;:-–—¿?¡!\"'«»"


class Titles:
    """Finds films by English, original and Spanish title, loosely spelt, with or without a year.

    >>> titles.resolve("el padrino").film_id  # doctest: +SKIP
    238
    """

    def __init__(self, catalogue: Catalogue, sequels: Sequels) -> None:
        films = catalogue.films
        self._ids: list[int] = films.index.tolist()
        self._newer = [
            NewerFilm(title, spain, latam, int(year))
            for title, spain, latam, year in zip(
                *(catalogue.newer[name] for name in ("title", "title_es", "title_latam", "year")),
                strict=True,
            )
        ]
        self._years = np.concatenate([films["year"], catalogue.newer["year"]]).astype(np.int32)
        columns = [films[name] for name in ("title", "original_title", "title_es", "title_latam")]
        groups = [list(names) for names in zip(*columns, strict=True)]
        self._row = catalogue.row
        for film_id, alias in zip(*(catalogue.aliases[n] for n in ("film", "title")), strict=True):
            groups[self._row(film_id)].append(alias)
        groups += [list(film.titles) for film in self._newer]
        common = frozenset(catalogue.words["word"])
        keys, entries, main = _keys(groups, len(films), common)
        votes = np.concatenate([films["votes"], np.full(len(self._newer), NEWER_FAME)])
        fame = votes.astype(np.int64)
        self._index = NameIndex(
            keys, np.array(entries, dtype=np.int32), fame, main=np.array(main, dtype=bool)
        )
        self._certainty = Certainty(self._index, len(self._ids), common)
        self._sequels = sequels

    def resolve(self, typed: str, limit: int = 5) -> Resolution:
        """Return the film that is meant or, when that is not certain, the likely ones.

        A year is part of the title where a film is called so (``1917``, ``Blade Runner 2049``),
        else it says which of several films is meant.
        """
        typed = _ARTICLE_BEHIND.sub(r"\2 \1", typed.strip()[:MAX_QUERY])
        hits = self._search(typed, limit)
        if hits and hits[0].level <= Level.JOINED:
            return self._named(typed, [*hits, *self._beside(typed, hits, limit)], limit)
        year = _YEAR.search(typed)
        rest = re.sub(r"\s(?:de|del|from|of)\s*$", "", _cut(typed, year)) if year else ""
        if year and rest:
            dated = self._in_year(rest, int(year[1]), limit)
            slip = hits and hits[0].level is Level.SLIP and self._certainty.leads(hits, typed)
            if dated.certain or not slip:  # «2001: a spcee odyssey» is no film of 2001
                return dated
        return self._otherwise(typed, hits, limit)

    def _search(self, typed: str, limit: int) -> list[Hit]:
        hits = self._index.search(typed, max(20, limit * 4))
        bare = _CHAT.sub("", typed)
        if bare and bare != typed and not (hits and hits[0].level is Level.EXACT):
            return self._index.search(bare, max(20, limit * 4))
        return hits

    def complete(self, typed: str, found: Resolution, limit: int) -> tuple[int, ...]:
        """Return the ids of the films that a title, perhaps still being typed, may mean.

        First the film that is surely meant, then those that are called so or go on with the last
        word, famous ones first, then the rest of ``found``, which is what :meth:`resolve` offers.
        """
        offered = [candidate.film_id for candidate in found.candidates]
        called = [candidate.film_id for candidate in found.candidates if candidate.called_so]
        entries = self._index.complete(typed[:MAX_QUERY], limit)
        begun = [self._ids[entry] for entry in entries if entry < len(self._ids)]
        likely = sorted({*called, *begun}, key=lambda film: -self._index.fame(self._row(film)))
        return tuple(dict.fromkeys([*offered[: int(found.certain)], *likely, *offered]))[:limit]

    def _beside(self, typed: str, hits: Sequence[Hit], limit: int) -> list[Hit]:
        """Return what to offer where only a newer film is called so: «gladiator» for its sequel."""
        if any(hit.entry < len(self._ids) for hit in hits):
            return []
        if all(word in STOP_WORDS for word in words(typed)[:-1]):
            return []
        return self._shorter(typed, Level.WORDS, limit)

    def _named(self, typed: str, hits: Sequence[Hit], limit: int) -> Resolution:
        """Decide where films are called just so."""
        certain = self._certainty.leads(hits, typed) and key(typed) not in CHATTER
        fame = self._index.fame(hits[0].entry)
        if certain and fame < OBSCURE:
            # Few know this film: a letter may be missing in the name of one that many do («span»).
            certain = self._index.fame_nearby(typed) < max(10 * fame, 5 * OBSCURE)
            sequel = self._sequel(typed)  # «rocky 6» is no short film of that name
            if sequel is not None and sequel.entry != hits[0].entry:
                return self._answer([hits[0], sequel, *hits[1:]], False, limit)
        if not certain:  # «django»: what goes on may be far better known
            likely = [hit for hit in hits[1:] if hit.level <= Level.WORDS]
            likely.sort(key=lambda hit: -self._index.fame(hit.entry))
            hits = [hits[0], *likely, *hits[1:]]
        return self._answer(hits, certain, limit)

    def _otherwise(self, typed: str, hits: Sequence[Hit], limit: int) -> Resolution:
        """Decide where no title is just so: a sequel by its number, or the best hit if it leads."""
        sequel = self._sequel(_CHAT.sub("", typed))
        known = hits and hits[0].level <= Level.SLIP and self._index.fame(hits[0].entry) >= OBSCURE
        if sequel is not None and not known:
            return self._answer([sequel, *hits], True, limit)
        described = _DESCRIBED.match(typed) is not None
        asks = described or key(typed) in CHATTER or self._sequels.is_franchise(typed)
        certain = self._certainty.leads(hits, typed) and not asks
        if certain and hits[0].level is not Level.SLIP:
            certain = not self._sequels.begins_several(self._ids[hits[0].entry], typed)
        if not certain and words(typed)[-1:] and words(typed)[-1].isdecimal():
            hits = [*self._shorter(typed, Level.MAIN, limit), *hits]  # «kingsman 2»: the first
        return self._answer(hits, certain, limit)

    def _shorter(self, typed: str, worst: Level, limit: int) -> list[Hit]:
        """Return the films that a title without its last word finds, down to a level."""
        found = self._index.search(" ".join(words(typed)[:-1]), limit)
        return [h for h in found if h.level <= worst and h.entry < len(self._ids)]

    def _sequel(self, typed: str) -> Hit | None:
        film = self._sequels.find(typed)
        return None if film is None else Hit(self._row(film), Level.WORDS, 0.9)

    def _in_year(self, rest: str, year: int, limit: int) -> Resolution:
        hits = self._search(rest, 200)
        same = [hit for hit in hits if self._years[hit.entry] == year]
        near = [
            hit
            for hit in hits
            if abs(int(self._years[hit.entry]) - year) == 1 and hit.level <= Level.WORDS
        ]
        called = [hit for hit in near if hit.level <= Level.JOINED]
        if called and same and same[0].level > Level.JOINED:
            return self._answer([*called, *same], False, limit)
        if same and same[0].entry < len(self._ids):
            only = same[0].level <= Level.WORDS and len(same) == 1 and same[0].covered >= MAIN_PART
            known = self._index.fame(same[0].entry) >= OBSCURE
            certain = (only and known) or self._certainty.leads(same, rest)
            return self._answer([*same, *near], certain, limit)
        # A release may be dated a year apart in another country, but that is for the user to say.
        return self._answer([*same, *near, *hits], False, limit)

    def _answer(self, hits: Sequence[Hit], certain: bool, limit: int) -> Resolution:
        count = len(self._ids)
        found: dict[int, Candidate] = {}
        for hit in hits:
            if hit.entry < count and (film := self._ids[hit.entry]) not in found:
                found[film] = Candidate(film, hit.score, hit.level <= Level.JOINED)
                if len(found) == limit:
                    break
        candidates = tuple(found.values())
        newer = None
        if not certain and hits and hits[0].level <= Level.JOINED:
            same = [h.entry for h in hits if h.level == hits[0].level and h.entry >= count]
            newer = self._newer[same[0] - count] if same else None
        return Resolution(candidates[0].film_id if certain else None, certain, candidates, newer)


def _keys(
    groups: Iterable[Iterable[object]], films: int, common: frozenset[str]
) -> tuple[list[str], list[int], list[bool]]:
    """Return all titles, the film of each, and whether it is only a title's main part.

    A newer film, behind the catalogue's ``films``, is known by its subtitle too («endgame»),
    unless that is made of ``common`` words («la película»).
    """
    keys: list[str] = []
    entries: list[int] = []
    main: list[bool] = []
    for entry, names in enumerate(groups):
        titles = dict.fromkeys(name for name in names if isinstance(name, str) and name)
        parts = dict.fromkeys(m[1] for m in map(_MAIN.match, titles) if m and entry < films)
        if entry >= films:
            subtitles = [title.split(": ", 1)[1] for title in titles if ": " in title]
            titles |= dict.fromkeys(t for t in subtitles if not common.issuperset(words(t)))
        keys += [*titles, *parts]
        entries += [entry] * (len(titles) + len(parts))
        main += [False] * len(titles) + [True] * len(parts)
    return keys, entries, main


def _cut(typed: str, match: re.Match[str]) -> str:
    """Return a text without a match, and without what is left of brackets around it."""
    return f"{typed[: match.start()].rstrip(_EDGES)} {typed[match.end() :].lstrip(_EDGES)}".strip()
