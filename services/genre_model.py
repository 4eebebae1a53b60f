"""The genre model as it is kept in its file: tables of words, and a small network over them.

Only numpy is needed here: scikit-learn would cost 64 MB, and joblib is imported with the first
plot. ``data.build.genres`` trains and writes what is read here.
"""

import io
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.genre_spelling import meant
from services.genre_text import word_grams, word_pieces
from services.terms import Terms

GENRES: tuple[str, ...] = (
    "Action", "Adventure", "Animation", "Biography", "Comedy", "Crime", "Documentary", "Drama",
    "Family", "Fantasy", "Film-Noir", "History", "Horror", "Music", "Musical", "Mystery",
    "Romance", "Sci-Fi", "Short", "Sport", "Thriller", "War", "Western",
)  # fmt: skip
"""The 23 genres of MIAD's data, in the order of the model's columns."""

FAMILIES: dict[str, tuple[str, ...]] = {
    "Acción y aventura": ("Action", "Adventure", "Western"),
    "Comedia, romance y deporte": ("Comedy", "Musical", "Romance", "Sport"),
    "Crimen e intriga": ("Crime", "Film-Noir", "Mystery", "Thriller"),
    "Documental y música": ("Documentary", "Music", "Short"),
    "Drama e historia": ("Biography", "Drama", "History", "War"),
    "Familia y fantasía": ("Animation", "Family", "Fantasy"),
    "Terror y ciencia ficción": ("Horror", "Sci-Fi"),
}
"""The seven clusters of the labels that ``data.build.families`` finds; the names are ours."""

FORMAT = 2
"""Of the model file; a file with another number is refused."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class FeatureBlock:
    """One kind of feature: ``terms`` (n), their ``idf`` (n) and ``weights`` (n × k, int8)."""

    terms: Terms
    idf: Floats
    weights: NDArray[np.int8]

    def vector(self, grams: list[str]) -> tuple[NDArray[np.intp], Floats]:
        """Return rows and TF-IDF values of the grams that are known, as scikit-learn computes them.

        That is (1 + ln count) · idf, scaled to length 1; both arrays are empty if none is known.
        """
        counts = Counter(self.terms.rows(grams).tolist())
        rows = np.fromiter(counts.keys(), np.intp, len(counts))
        values = np.fromiter(counts.values(), np.float32, len(counts))
        values = (1 + np.log(values)) * self.idf[rows]
        length = float(np.sqrt(values @ values))
        return rows, values / length if length else values

    def score(self, grams: list[str]) -> Floats:
        """Return the sum of the grams' weights (k), in the units of the int8 weights."""
        rows, values = self.vector(grams)
        return values @ self.weights[rows].astype(np.float32)


@dataclass(frozen=True)
class WordNet:
    """One hidden layer over a plot's mean word vector: what words like those say of the genres.

    ``score = max(0, x · enter + shift) · leave + x · past`` where x (k) is the TF-IDF mean of the
    words' vectors, of length √k. The vectors come from MiniLM, Spanish words by their translation.
    """

    table: FeatureBlock  # weights: the words' vectors
    enter: Floats  # k × hidden
    shift: Floats  # hidden
    leave: Floats  # hidden × 23
    past: Floats  # k × 23

    def point(self, words: list[str]) -> Floats:
        """Return the plot's vector (k); zeros where no word is known."""
        mean = self.table.score(words)
        length = float(np.linalg.norm(mean))
        return np.asarray(mean * (np.sqrt(len(mean)) / length) if length else mean, np.float32)

    def score(self, words: list[str]) -> Floats:
        """Return what the network adds to the logit of each genre (23)."""
        point = self.point(words)
        hidden = np.maximum(point @ self.enter + self.shift, 0)
        return np.asarray(hidden @ self.leave + point @ self.past, np.float32)

    def slope(self, words: list[str], column: int) -> Floats:
        """Return how one genre's score grows with each direction of the word vectors (k)."""
        point = self.point(words)
        awake = (point @ self.enter + self.shift > 0) * self.leave[:, column]
        length = max(float(np.linalg.norm(self.table.score(words))), 1e-6)
        slope = (self.past[:, column] + self.enter @ awake) * np.sqrt(len(point)) / length
        return np.asarray(slope, np.float32)


@dataclass(frozen=True)
class GenreModel:
    """A trained model. Arrays of 23 follow :data:`GENRES`; probabilities are calibrated.

    With ``line = words.score · scale[0] + pieces.score · scale[1]``, the logit is ``line +
    net.score + bias + shortness · (line · short[0] + net.score · short[1] + short[2])``. A family's
    is ``logit · family_weights + family_bias``, in the order of :data:`FAMILIES`.
    """

    words: FeatureBlock
    pieces: FeatureBlock
    scale: Floats  # 2 × 23
    bias: Floats  # 23
    short: Floats  # 3 × 23: how a sentence's scores differ from a whole plot's
    thresholds: Floats  # probabilities from which a genre applies (23)
    family_weights: Floats  # 23 × 7
    family_bias: Floats  # 7
    net: WordNet | None = None  # None where it was trained without MiniLM's vectors

    def meant(self, words: list[str]) -> list[str]:
        """Return the folded words of a plot with slips mended and words of the street replaced."""
        return meant(words, self.rarity)

    def logits(self, words: list[str]) -> Floats:
        """Return the log odds of each genre (23) for a plot's words, within ±30."""
        line = self.scale[0] * self.words.score(word_grams(words))
        line = line + self.scale[1] * self.pieces.score(word_pieces(words))
        net = self.net.score(words) if self.net else np.zeros_like(line)
        short = line * self.short[0] + net * self.short[1] + self.short[2]
        score = line + net + self.bias + np.float32(shortness(len(words))) * short
        return np.asarray(np.clip(score, -30, 30), np.float32)

    def probabilities(self, words: list[str]) -> Floats:
        """Return the probability of each genre (23) for a plot's words."""
        return sigmoid(self.logits(words))

    def rarity(self, word: str) -> float | None:
        """Return the idf of a folded word in the training plots, None if it is not kept."""
        block = self.net.table if self.net else self.words
        row = block.terms.find(word)
        return None if row is None else float(block.idf[row])

    def families(self, logits: Floats) -> Floats:
        """Return the probability that a plot has a genre of each family (7).

        It is no less than that of any genre of the family.
        """
        own = np.clip(logits @ self.family_weights + self.family_bias, -30, 30)
        best = [max(logits[GENRES.index(genre)] for genre in part) for part in FAMILIES.values()]
        return sigmoid(np.maximum(own, np.array(best, np.float32)))

    @classmethod
    def from_bytes(cls, content: bytes) -> "GenreModel":
        """Return the model in the bytes of a file, which must come from a trusted place.

        Raises:
            ValueError: The file has another format or other genres.
        """
        import joblib  # late: only who asks for genres pays for it

        state: dict[str, Any] = joblib.load(io.BytesIO(content))
        if state.get("format") != FORMAT or tuple(state.get("genres", ())) != GENRES:
            raise ValueError("el modelo de géneros tiene otro formato")
        words, pieces = (_block(state, name) for name in ("word", "piece"))
        net = None
        if "enter" in state:
            layers = [state[name] for name in ("enter", "shift", "leave", "past")]
            net = WordNet(_block(state, "table"), *layers)
        return cls(
            words=words,
            pieces=pieces,
            scale=state["scale"],
            bias=state["bias"],
            short=state["short"],
            thresholds=state["thresholds"],
            family_weights=state["family_weights"],
            family_bias=state["family_bias"],
            net=net,
        )


def _block(state: dict[str, Any], name: str) -> FeatureBlock:
    terms = state[f"{name}_terms"]
    found = Terms(terms.split("\n") if terms else ())
    return FeatureBlock(found, state[f"{name}_idf"], state[f"{name}_weights"])


def shortness(words: int) -> float:
    """Return how short a plot is, by its number of words: 1 for none, 0.5 for 20, towards 0."""
    return 20 / (20 + words)


def sigmoid(logits: Floats) -> Floats:
    """Return probabilities for log odds."""
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)
