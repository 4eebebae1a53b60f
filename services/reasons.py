"""Why two films are alike: the facts that both have, strongest first."""

from collections.abc import Iterator

import numpy as np

from services.catalogue import Catalogue
from services.likeness import Likeness
from services.lookups import NO_GENRES
from services.suggestions import Reason

_COLLECTION_FIRST = 10.0
_AUDIENCE = 3
"""Viewers who like both films from whom on that is a reason, where it is more than chance."""
_NEAR_YEARS = 3
_USUAL_LANGUAGE = "en"
_TALKIES = 1930
_GENRE_SHARE = 3.0
"""Rarity (in nats) from which a shared genre counts in full."""
_LANGUAGE_SHARE = 0.3
"""Of what a shared language counts, what it counts as a reason: subjects say more."""


class Reasons:
    """Finds the shared facts of two films.

    Names and subjects are as strong as they counted in the likeness; a saga comes first, and genres
    and languages count by a rule of thumb, so that the particular goes before the general.
    """

    def __init__(self, catalogue: Catalogue, likeness: Likeness) -> None:
        self._catalogue = catalogue
        self._likeness = likeness
        self._people = catalogue.people["name"]
        self._keywords = catalogue.keywords["es"].fillna("").to_numpy()
        genres = catalogue.genres["genre"]
        self._genre_names = list(genres.cat.categories)
        self._genre_codes = genres.cat.codes.to_numpy()
        counts = np.bincount(self._genre_codes, minlength=len(self._genre_names))
        self._genre_rarity = np.log(max(2, len(catalogue.films)) / np.maximum(1, counts))
        self._years = catalogue.films["year"].to_numpy()
        self._languages = catalogue.films["language"]
        self._collections = catalogue.films["collection"].to_numpy()

    def because(self, row: int, other: int) -> tuple[Reason, ...]:
        """Return what the films at two rows share, strongest first; audience and period last."""
        found = [
            *self._saga(row, other),
            *self._names(row, other),
            *self._genres(row, other),
            *self._language(row, other),
        ]
        found.sort(key=lambda pair: -pair[0])
        reasons = [reason for _, reason in found]
        if self._liked_by_the_same(row, other):
            reasons.append(Reason("audience", ""))
        if abs(int(self._years[row]) - int(self._years[other])) <= _NEAR_YEARS:
            reasons.append(Reason("period", ""))
        return tuple(reasons)

    def _saga(self, row: int, other: int) -> Iterator[tuple[float, Reason]]:
        if self._collections[row] == self._collections[other]:  # NaN, for none, is never equal
            names = self._catalogue.collections["name"]
            yield _COLLECTION_FIRST, Reason("collection", str(names[self._collections[row]]))

    def _names(self, row: int, other: int) -> Iterator[tuple[float, Reason]]:
        for kind, postings in self._likeness.postings.items():
            weight = self._likeness.model.weights.get(kind, 0.0)
            if kind == "company" or (kind == "cast" and self._documentary(other)):
                continue  # a big company tells nothing; nobody plays in a documentary
            for fact, strength in postings.shared(row, other):
                name = self._keywords[fact] if kind == "keyword" else self._people.iloc[fact]
                if name:
                    yield weight * strength, Reason(kind, str(name))

    def _documentary(self, row: int) -> bool:
        starts = self._catalogue.starts["genres"]
        codes = self._genre_codes[starts[row] : starts[row + 1]]
        return any(self._genre_names[code] == "Documentary" for code in codes)

    def _genres(self, row: int, other: int) -> Iterator[tuple[float, Reason]]:
        starts = self._catalogue.starts["genres"]
        own, theirs = (self._genre_codes[starts[r] : starts[r + 1]] for r in (row, other))
        weight = self._likeness.model.weights.get("genres", 0.0) / max(len(own), len(theirs), 1)
        for genre in own:
            if genre in theirs and self._genre_names[genre] not in NO_GENRES:
                strength = weight * self._genre_rarity[genre] / _GENRE_SHARE
                yield float(strength), Reason("genre", str(self._genre_names[genre]))

    def _liked_by_the_same(self, row: int, other: int) -> bool:
        model = self._likeness.model
        others, counts = model.together(row)
        place = np.flatnonzero(others == other)
        if not place.size:
            return False
        expected = model.likers[row] * model.likers[other] / model.users
        count = int(counts[place[0]])
        return count >= _AUDIENCE and count > expected

    def _language(self, row: int, other: int) -> Iterator[tuple[float, Reason]]:
        """Yield the language of both, unless it is nearly everybody's or one of them is silent."""
        language = str(self._languages.iloc[row])
        silent = min(self._years[row], self._years[other]) < _TALKIES
        same = language == self._languages.iloc[other]
        if silent or not same or language in ("", _USUAL_LANGUAGE):
            return
        weight = self._likeness.model.weights.get("language", 0.0)
        yield _LANGUAGE_SHARE * weight, Reason("language", language)
