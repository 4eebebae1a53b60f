"""What a set of films earned back, and how far unit errors of the source move it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from services.catalogue import Catalogue
from services.results import SMALL_MONEY


@dataclass(frozen=True)
class Returns:
    """Sums over some films; ``known`` of them have budget and revenue, money in US dollars.

    ``unit_errors`` of the known films have a figure under :data:`SMALL_MONEY`.
    """

    films: int
    total: float
    known: int
    unit_errors: int
    total_without_errors: float

    @property
    def mean(self) -> float:
        """The mean return over all films, 0 where there are none."""
        return self.total / self.films if self.films else 0.0

    @property
    def mean_known(self) -> float:
        """The mean return over the films with both figures, 0 where there are none."""
        return self.total / self.known if self.known else 0.0


def returns_of(catalogue: Catalogue, film_ids: npt.NDArray[np.int32]) -> Returns:
    """Return the sums over the films with these ids."""
    rows = catalogue.films.index.get_indexer(pd.Index(film_ids))
    budget, revenue, earned = (
        catalogue.films[name].to_numpy()[rows] for name in ("budget", "revenue", "return")
    )
    known = (budget > 0) & (revenue > 0)
    wrong = known & ((budget < SMALL_MONEY) | (revenue < SMALL_MONEY))
    return Returns(
        films=len(rows),
        total=float(earned.sum()),
        known=int(known.sum()),
        unit_errors=int(wrong.sum()),
        total_without_errors=float(earned[known & ~wrong].sum()),
    )
