"""Production companies: which one is meant, and what its films took in."""

import numpy as np

from services.catalogue import Catalogue
from services.hits import Level
from services.matches import NameMatch
from services.name_table import NameTable
from services.named import OFFERED, fame_of, match_name
from services.names import NameIndex
from services.results import SMALL_MONEY, Company
from services.text import STOP_WORDS, words


class Companies:
    """The companies of the catalogue; a name counts exactly the films that carry it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.names = NameTable(catalogue.companies["name"])
        fame = fame_of(catalogue, "film_companies", "company", len(self.names))
        entries = np.arange(len(self.names), dtype=np.int32)
        self._index = NameIndex(self.names, entries, fame)

    def find(self, typed: str) -> NameMatch:
        """Return which company is meant."""
        return match_name(self._index, self.names, typed)

    def company(self, name: str) -> Company:
        """Return the films of exactly this company and their revenue, in US dollars.

        Raises:
            KeyError: No company is called so.
        """
        film_ids = self._catalogue.linked("film_companies", "company", self.names.row(name))
        revenue = self._catalogue.films.loc[film_ids, "revenue"].to_numpy()
        return Company(
            name=name,
            films=len(film_ids),
            revenue=int(revenue.sum()),
            known=int((revenue > 0).sum()),
            unit_errors=int(((revenue > 0) & (revenue < SMALL_MONEY)).sum()),
            variants=self._variants(name),
        )

    def _variants(self, name: str) -> tuple[str, ...]:
        """Return other companies whose names hold every word of this one."""
        hits = self._index.search(name, limit=OFFERED * 2)
        others = [hit for hit in hits if hit.level in (Level.EXACT, Level.JOINED, Level.WORDS)]
        found = [self.names[hit.entry] for hit in others]
        own = {word for word in words(name) if word not in STOP_WORDS}
        return tuple(o for o in found if o != name and own <= set(words(o)))[:OFFERED]
