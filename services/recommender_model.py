"""What ``data.build`` trains for the recommender: arrays by film, weights, and nothing else."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

FORMAT = 2
"""Of the model file; a file with another number is refused."""

Vectors = npt.NDArray[np.int8]
Rows = npt.NDArray[np.int32]


@dataclass(frozen=True)
class RecommenderModel:
    """A trained model; every array is in the order of ``ids``.

    Attributes:
        ids: TMDB ids; shape (films,).
        about: What a film is about: unit vectors as int8 (127 is 1.0); shape (films, dimensions).
        taste: Whom it pleases: the same, of other dimensions; all 0 where no ratings were at hand.
        works: A number for each work: copies and cuts of one film have the same; shape (films,).
        thin: Whether hardly anything is known of the film; shape (films,).
        users: Viewers whose ratings were read.
        likers: How many of them liked each film; shape (films,).
        starts: Where each film's entries start in ``others``; shape (films + 1,).
        others: Rows of the films most liked together with it; shape (entries,).
        counts: How many viewers liked both; shape (entries,).
        weights: What each column of :class:`services.likeness.Likeness` counts.
    """

    ids: Rows
    about: Vectors
    taste: Vectors
    works: Rows
    thin: npt.NDArray[np.bool_]
    users: int
    likers: Rows
    starts: Rows
    others: Rows
    counts: npt.NDArray[np.uint16]
    weights: dict[str, float]

    @classmethod
    def of(cls, state: dict[str, Any]) -> "RecommenderModel":
        """Return the model in what a model file holds.

        Raises:
            ValueError: The file has another format, or lacks something.
        """
        if state.get("format") != FORMAT:
            raise ValueError("el modelo de recomendaciones tiene otro formato")
        try:
            return cls(**{name: state[name] for name in cls.__dataclass_fields__})
        except KeyError as error:
            raise ValueError(f"al modelo de recomendaciones le falta {error}") from error

    def together(self, row: int) -> tuple[Rows, npt.NDArray[np.uint16]]:
        """Return the rows most liked together with a film, and how many viewers liked both."""
        entries = slice(self.starts[row], self.starts[row + 1])
        return self.others[entries], self.counts[entries]

    def aligned(self, index: "pd.Index[int]") -> "RecommenderModel":
        """Return the model for the films of ``index``, in that order; films it lacks are blank.

        A catalogue that was built with ``--keep-models`` may have other films than its model.
        """
        if np.array_equal(self.ids, index.to_numpy()):
            return self
        rows = pd.Index(self.ids).get_indexer(index)
        old, some = rows[rows >= 0], rows >= 0
        new_row = np.full(len(self.ids) + 1, -1, dtype=np.int32)
        new_row[old] = np.flatnonzero(some)
        owner = new_row[np.repeat(np.arange(len(self.ids)), np.diff(self.starts))]
        others = new_row[self.others]
        kept = np.flatnonzero((owner >= 0) & (others >= 0))
        kept = kept[np.argsort(owner[kept], kind="stable")]
        blank = {"works": self.works.max(initial=0) + 1 + np.arange(len(index), dtype=np.int32)}
        return RecommenderModel(
            ids=index.to_numpy().astype(np.int32),
            about=_taken(self.about, rows),
            taste=_taken(self.taste, rows),
            works=np.where(some, self.works[rows], blank["works"]).astype(np.int32),
            thin=np.where(some, self.thin[rows], True),
            users=self.users,
            likers=_taken(self.likers, rows),
            starts=np.searchsorted(owner[kept], np.arange(len(index) + 1)).astype(np.int32),
            others=others[kept],
            counts=self.counts[kept],
            weights=self.weights,
        )


def _taken(values: npt.NDArray[Any], rows: npt.NDArray[np.intp]) -> npt.NDArray[Any]:
    taken = values[rows]
    taken[rows < 0] = 0
    return taken
