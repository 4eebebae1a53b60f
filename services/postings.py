"""Facts that films share, as weighted links: cosine similarity without a dense matrix."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Postings:
    """Films and facts of one kind, both ways.

    Attributes:
        starts: Where each film's links start in ``facts``; shape (films + 1,).
        facts: The fact of each link, film by film; shape (links,).
        weights: The link's part in the film's unit vector; shape (links,).
        fact_starts: Where each fact's links start in ``films``; shape (facts + 1,).
        films: The film row of each link, fact by fact; shape (links,).
        fact_weights: ``weights`` in the order of ``films``.
    """

    starts: Rows
    facts: Rows
    weights: Floats
    fact_starts: Rows
    films: Rows
    fact_weights: Floats

    @classmethod
    def of(cls, starts: Rows, facts: Rows, strength: Floats) -> "Postings":
        """Weigh links by strength and rarity, each film's to length 1 (TF-IDF).

        The rarity of a fact is ``log(films / films that have it)``. What only one film has says
        nothing about likeness and weighs nothing.
        """
        films = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
        counts = np.bincount(facts, minlength=1)
        rarity = np.where(counts > 1, np.log(max(2, len(starts) - 1) / np.maximum(1, counts)), 0)
        raw = strength * rarity[facts]
        length = np.sqrt(np.bincount(films, raw * raw, minlength=len(starts) - 1))
        weights = (raw / np.maximum(length[films], 1e-9)).astype(np.float32)
        order = np.argsort(facts, kind="stable")
        ends = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        return cls(starts, facts, weights, ends, films[order], weights[order])

    def cosine(self, row: int) -> Floats:
        """Return the cosine of every film with the one at ``row``; shape (films,)."""
        cosine = np.zeros(len(self.starts) - 1, dtype=np.float32)
        for link in range(self.starts[row], self.starts[row + 1]):
            if weight := self.weights[link]:
                fact = self.facts[link]
                have = slice(self.fact_starts[fact], self.fact_starts[fact + 1])
                cosine[self.films[have]] += weight * self.fact_weights[have]
        return cosine

    def shared(self, row: int, other: int) -> list[tuple[int, float]]:
        """Return the facts that two films share, each with its part in their cosine."""
        theirs = dict(zip(*self._links(other), strict=True))
        own = zip(*self._links(row), strict=True)
        return [(fact, weight * theirs[fact]) for fact, weight in own if fact in theirs]

    def _links(self, row: int) -> tuple[list[int], list[float]]:
        links = slice(self.starts[row], self.starts[row + 1])
        return self.facts[links].tolist(), self.weights[links].tolist()
