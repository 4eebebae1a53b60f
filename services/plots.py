"""Find films by what happens in them: «la del pibe que ve gente muerta»."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from services.films import Films
from services.genres import GenreClassifier
from services.lazy import Lazy
from services.manifest import DataError

FORMAT = 3
"""Of the model file; a file with another number is refused."""

MIN_WORDS, MIN_TELLING = 5, 3
"""Words, and words among them that tell something, from which a text can be a plot."""

MAX_FOUND = 20

FAME = 0.03
"""What ``log(1 + votes)`` adds to the cosine. On first sentences of Spanish synopses 0.02 finds
most; people who ask have better known films in mind."""

_ROWS = 4096
"""Films compared at once: the vectors stay int8 in memory, a part at a time is widened."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class PlotModel:
    """The films' plots as vectors.

    Attributes:
        ids: TMDB ids; shape (films,).
        vectors: Unit vectors in steps of ``step``; shape (films, dimensions).
        step: What 1 in ``vectors`` stands for.
        centre: What is taken from a plot's vector before it is compared; shape (dimensions,).
        bridge: From plots as people tell them to films' vectors; shape (dimensions, dimensions).
        words: Fingerprint of the word vectors that these are means of.
    """

    ids: npt.NDArray[np.int32]
    vectors: npt.NDArray[np.int8]
    step: float
    centre: Floats
    bridge: Floats
    words: str = ""

    @classmethod
    def from_bytes(cls, content: bytes) -> "PlotModel":
        """Return the model in the bytes of a file, which must come from a trusted place.

        Raises:
            ValueError: The file has another format.
        """
        import joblib  # late: only who looks for a plot pays for it

        state: dict[str, Any] = joblib.load(io.BytesIO(content))
        if state.get("format") != FORMAT:
            raise ValueError("el modelo de tramas tiene otro formato")
        numbers = (state["ids"], state["vectors"], float(state["step"]))
        return cls(*numbers, state["centre"], state["bridge"], state["words"])

    def cosines(self, plot: Floats) -> Floats:
        """Return the cosine of every film's plot with one; shape (films,)."""
        vector = unit(np.asarray((plot - self.centre) @ self.bridge, np.float32))
        parts = [
            np.einsum("ij,j->i", self.vectors[start : start + _ROWS].astype(np.float32), vector)
            for start in range(0, len(self.ids), _ROWS)
        ]
        return np.concatenate(parts) * np.float32(self.step)


class PlotSearch:
    """Finds films by a plot in Spanish or English; loads its model with the first one."""

    def __init__(self, source: Callable[[], bytes], genres: GenreClassifier, films: Films) -> None:
        """``source`` is called once, at first use, and returns the verified bytes of the model."""
        self._genres = genres
        self._model = Lazy(lambda: _load(source, genres, films))

    def find(self, plot: str, n: int = 5) -> tuple[int, ...]:
        """Return the ids of the ``n`` films whose plots are most like one, best first.

        There are none where the text is too short or in no words that are known, and where the
        model was built without word vectors.

        Raises:
            ValueError: ``n`` is not between 1 and :data:`MAX_FOUND`, or a model has another format.
            DataError: The plots' vectors were made with the words of another genre model.
        """
        if not 1 <= n <= MAX_FOUND:
            raise ValueError(f"n must be between 1 and {MAX_FOUND}, not {n}")
        look = self._genres.look(plot)
        few = look.words < MIN_WORDS or look.telling < MIN_TELLING
        if few or look.unsure or look.point is None:
            return ()
        model, fame = self._model()
        if not len(model.ids):
            return ()
        scores = model.cosines(look.point) + FAME * fame
        best = np.argsort(-scores, kind="stable")[:n]
        return tuple(int(model.ids[row]) for row in best)


def _load(
    source: Callable[[], bytes], genres: GenreClassifier, films: Films
) -> tuple[PlotModel, Floats]:
    """Return the model with the films that the catalogue has, and ``log(1 + votes)`` of each.

    Raises:
        DataError: The model was built with another one of genres.
    """
    model = PlotModel.from_bytes(source())
    if model.words != genres.fingerprint():
        raise DataError(
            "models/plots.joblib se construyó con otro models/genres.joblib: hay que "
            "construir los dos a la vez (python -m data.build)."
        )
    return _known(model, films)


def _known(model: PlotModel, films: Films) -> tuple[PlotModel, Floats]:
    """Return the films of a model that the catalogue has, and ``log(1 + votes)`` of each."""
    rows = [row for row, film_id in enumerate(model.ids.tolist()) if film_id in films]
    ids = model.ids[rows]
    known = replace(model, ids=ids, vectors=model.vectors[rows])
    return known, np.log1p(films.vote_counts(ids.tolist())).astype(np.float32)


def unit(vectors: Floats) -> Floats:
    """Return vectors of length 1 (along the last axis); zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
