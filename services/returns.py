"""What a set of films earned back, and how far unit errors of the source move it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

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
    films = catalogue.films.loc[film_ids]
    known = films[(films["budget"] > 0) & (films["revenue"] > 0)]
    wrong = (known["budget"] < SMALL_MONEY) | (known["revenue"] < SMALL_MONEY)
    return Returns(
        films=len(films),
        total=float(films["return"].sum()),
        known=len(known),
        unit_errors=int(wrong.sum()),
        total_without_errors=float(known.loc[~wrong, "return"].sum()),
    )
