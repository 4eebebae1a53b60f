"""How alike films are: one column of numbers per kind of likeness, and their weighted sum.

The weights are learned from what viewers liked (``data/build/ranking.py``), which reads the same
columns as the bot: what is learned is what is answered.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from services.catalogue import Catalogue
from services.lookups import fame, lookups, quality
from services.postings import Postings
from services.recommender_model import RecommenderModel

Floats = npt.NDArray[np.float32]

FROM_RATINGS = ("taste", "lift", "together")
"""The columns that need ratings; the others come from the catalogue."""

PRIOR = ("fame", "fame_squared", "buzz", "quality", "takings", "recent")
"""What counts for a film whatever it is compared with."""

# Pseudo-counts that draw the lift of rare pairs to 1, and DESIGN's shrinkage of co-likes.
_LIFT_PRIOR, SHRINK = 2.0, 20.0


class Likeness:
    """Compares the films of a catalogue; all arrays are in the order of its films.

    Args:
        catalogue: The tables.
        model: The trained arrays, aligned with the catalogue.
    """

    def __init__(self, catalogue: Catalogue, model: RecommenderModel) -> None:
        self.model = model
        self.postings = {
            "keyword": _postings(catalogue, "film_keywords", "keyword", _subjects(catalogue)),
            "cast": _postings(catalogue, "cast", "person", _by_billing(catalogue)),
            "director": _postings(catalogue, "directors", "person"),
            "company": _postings(catalogue, "film_companies", "company"),
        }
        self._about = model.about.astype(np.float32) / 127
        self._taste = model.taste.astype(np.float32) / 127
        self._lookups = lookups(catalogue)
        self._collection = catalogue.films["collection"].to_numpy()
        self._prior = _prior_columns(catalogue)

    def prior(self, weights: Mapping[str, float]) -> Floats:
        """Return what each film brings by itself; shape (films,)."""
        vector = np.array([weights.get(name, 0.0) for name in PRIOR], dtype=np.float32)
        return self._prior @ vector

    def score(self, row: int, weights: Mapping[str, float]) -> Floats:
        """Return the weighted likeness of every film to the one at ``row``; no prior in it."""
        scores = np.zeros(len(self._prior), dtype=np.float32)
        for lookup in self._lookups:
            vector = np.array([weights.get(name, 0.0) for name in lookup.names], dtype=np.float32)
            scores += (lookup.compare(int(lookup.levels[row])) @ vector)[lookup.levels]
        for name, column in self._columns(row, weights):
            scores += np.float32(weights[name]) * column
        self._add_together(row, weights, scores)
        return scores

    def columns(self, row: int) -> dict[str, Floats]:
        """Return every column by name, for training; each of shape (films,)."""
        found = {name: self._prior[:, place] for place, name in enumerate(PRIOR)}
        for lookup in self._lookups:
            table = lookup.compare(int(lookup.levels[row]))
            found |= {
                name: table[:, place][lookup.levels] for place, name in enumerate(lookup.names)
            }
        found |= dict(self._columns(row, None))
        for name in ("lift", "together"):
            found[name] = np.zeros(len(self._prior), dtype=np.float32)
            self._add_together(row, {name: 1.0}, found[name])
        return found

    def _columns(
        self, row: int, weights: Mapping[str, float] | None
    ) -> Iterator[tuple[str, Floats]]:
        """Yield the columns over all films; those of no weight are left out."""
        for name, vectors in (("about", self._about), ("taste", self._taste)):
            if weights is None or weights.get(name):
                # Not ``@``: BLAS would share so small a product among threads, and waiting for
                # them on a busy machine takes twenty times as long.
                yield name, np.einsum("ij,j->i", vectors, vectors[row])
        for name, postings in self.postings.items():
            if weights is None or weights.get(name):
                yield name, postings.cosine(row)
        if weights is None or weights.get("collection"):
            yield "collection", (self._collection == self._collection[row]).astype(np.float32)

    def _add_together(self, row: int, weights: Mapping[str, float], scores: Floats) -> None:
        """Add what the films that were liked together with ``row`` get for that."""
        others, count = self.model.together(row)
        if not len(others):
            return
        likers, users = self.model.likers, self.model.users
        expected = likers[row] * likers[others] / users
        lift = np.log((count + _LIFT_PRIOR) / (expected + _LIFT_PRIOR))
        share = np.sqrt(count / expected * count / (count + SHRINK))
        gain = weights.get("lift", 0.0) * lift + weights.get("together", 0.0) * share
        scores[others] += gain.astype(np.float32)


def _postings(
    catalogue: Catalogue, link: str, column: str, strength: Floats | None = None
) -> Postings:
    facts = getattr(catalogue, link)[column].to_numpy().astype(np.int32)
    if strength is None:
        strength = np.ones(len(facts), dtype=np.float32)
    return Postings.of(catalogue.starts[link], facts, strength)


def _by_billing(catalogue: Catalogue) -> Floats:
    """Return how much each name of the cast counts: less and less down the bill."""
    starts = catalogue.starts["cast"]
    place = np.arange(starts[-1]) - np.repeat(starts[:-1], np.diff(starts))
    return (1 / np.sqrt(1 + place / 2)).astype(np.float32)


def _subjects(catalogue: Catalogue) -> Floats:
    """Return 1 for each keyword of a film that may be shown, 0 for the others.

    What is never shown («a scene behind the titles», «woman director») is not what films are about.
    """
    shown = (catalogue.keywords["es"] != "").fillna(True).to_numpy(dtype=np.float32)
    return np.asarray(shown[catalogue.film_keywords["keyword"].to_numpy()], dtype=np.float32)


def _prior_columns(catalogue: Catalogue) -> Floats:
    films = catalogue.films
    known = fame(films)
    columns = (
        known,
        known**2 / 10,
        np.log1p(films["popularity"].to_numpy()),
        quality(films),
        np.log1p(films["revenue"].to_numpy()) / 10,
        (films["year"].to_numpy() - 1990) / 20,
    )
    return np.stack(columns, axis=1).astype(np.float32)
