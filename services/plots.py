"""Find films by what happens in them: «la del pibe que ve gente muerta»."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from services.film_words import FilmWords, FilmWordSearch
from services.films import Films
from services.genre_blocks import split_terms
from services.genres import GenreClassifier
from services.lazy import Lazy
from services.manifest import DataError

FORMAT = 3
"""Of the model file; a file with another number is refused."""

MIN_WORDS, MIN_TELLING = 5, 3
"""Words, and words among them that tell something, from which a text can be a plot."""

FEWEST_WORDS, FEWEST_TELLING, SAID = 3, 2, 0.1
"""The same of a text with less to go by, if the film that is found is told with some of its words:
what they must add."""

SURE, SURE_OF_FEW = 0.43, 0.6
"""What vectors and words must say together for the first film, of a plot and of such a short one.
Below 0.43 lie 1 % of the development plots whose film is found, and half of small talk."""

MAX_FOUND = 20

FAME = 0.03
"""What ``log(1 + votes)`` adds to the cosine; with 0.02 and 0.04 about as many are found."""

TOLD, TITLES, PEOPLE = "told", "titles", "people"
SHARES = {TOLD: 1.0, TITLES: 0.5, PEOPLE: 1.0}
"""How much words count beside the vectors: those that a film is told with, and those of its titles
and of the names of who made it."""

CHANCE = 0.1
"""Cosine of words up to which they say nothing. Without it, films that nobody told were hardly ever
found."""

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
        indexes: Of the films' words, by the kinds of :data:`SHARES`; some may be missing.
        words: Fingerprint of the word vectors that these are means of.
    """

    ids: npt.NDArray[np.int32]
    vectors: npt.NDArray[np.int8]
    step: float
    centre: Floats
    bridge: Floats
    indexes: dict[str, FilmWords]
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
        indexes = {
            name: FilmWords(**(one | {"terms": split_terms(one["terms"])}))
            for name, one in state["indexes"].items()
        }
        return cls(*numbers, state["centre"], state["bridge"], indexes, state["words"])

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
        self._index = Lazy(lambda: _Index.load(source, genres, films))

    def find(self, plot: str, n: int = 5) -> tuple[int, ...]:
        """Return the ids of the ``n`` films whose plots are most like one, best first.

        There are none where the text is too short or in no words that are known, where it is like
        no film's, and where the model was built without word vectors.

        Raises:
            ValueError: ``n`` is not between 1 and :data:`MAX_FOUND`.
            DataError: The model has another format, or was made with the words of another genre
                model.
        """
        if not 1 <= n <= MAX_FOUND:
            raise ValueError(f"n must be between 1 and {MAX_FOUND}, not {n}")
        look = self._genres.look(plot)
        none = look.words < FEWEST_WORDS or look.telling < FEWEST_TELLING
        if none or look.unsure or look.point is None:
            return ()
        index = self._index()
        if not len(index.model.ids):
            return ()
        words = index.words(look.said)
        alike = words + index.model.cosines(look.point)
        scores = alike + index.fame
        best = np.argsort(-scores, kind="stable")[:n]
        few = look.words < MIN_WORDS or look.telling < MIN_TELLING
        if (few and words[best[0]] < SAID) or alike[best[0]] < (SURE_OF_FEW if few else SURE):
            return ()
        return tuple(int(index.model.ids[row]) for row in best if np.isfinite(scores[row]))


@dataclass(frozen=True)
class _Index:
    """What a search needs: the model, what fame adds to each film (films,), and their words."""

    model: PlotModel
    fame: Floats
    searches: dict[str, FilmWordSearch]

    @classmethod
    def load(cls, source: Callable[[], bytes], genres: GenreClassifier, films: Films) -> "_Index":
        """Return the index; films that the catalogue lacks are never found.

        Raises:
            DataError: The model has another format, or was built with another one of genres.
        """
        try:
            model = PlotModel.from_bytes(source())
        except ValueError as error:
            raise DataError(f"models/plots.joblib: {error}. {_REBUILD}") from error
        if model.words != genres.fingerprint():
            raise DataError(
                f"models/plots.joblib se construyó con otro models/genres.joblib. {_REBUILD}"
            )
        ids = model.ids.tolist()
        known = [film_id for film_id in ids if film_id in films]
        votes = dict(zip(known, films.vote_counts(known), strict=True))
        fame = FAME * np.log1p([votes.get(film_id, 0) for film_id in ids])
        fame[[film_id not in votes for film_id in ids]] = -np.inf
        searches = {name: FilmWordSearch(one) for name, one in model.indexes.items()}
        vectors = replace(model, indexes={})  # their strings are not needed any more
        return cls(vectors, np.asarray(fame, np.float32), searches)

    def words(self, words: Sequence[str]) -> Floats:
        """Return what folded words add to each film that has some of them; shape (films,)."""
        found = np.zeros(len(self.model.ids), np.float32)
        for name, search in self.searches.items():
            cosines = search.cosines(words, len(found))
            found += SHARES[name] * np.maximum(cosines - CHANCE, 0)
        return found


_REBUILD = "Hay que construir los dos a la vez (python -m data.build)."


def unit(vectors: Floats) -> Floats:
    """Return vectors of length 1 (along the last axis); zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
