"""The genre model as it is kept in its file; ``data.build.genres`` trains and writes it.

joblib is imported with the first plot, scikit-learn never.
"""

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.genre_blocks import Block, FeatureBlock, Floats, HashedBlock, WordNet, split_terms
from services.genre_spelling import meant
from services.genre_text import word_grams, word_pieces

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

FORMAT = 3
"""Of the model file; a file with another number is refused."""


@dataclass(frozen=True)
class GenreModel:
    """A trained model. Arrays of 23 follow :data:`GENRES`; probabilities are calibrated.

    With ``line = words.score · scale[0] + pieces.score · scale[1]``, the logit is ``line +
    net.score + bias + shortness · (line · short[0] + net.score · short[1] + short[2])``. A family's
    is ``logit · family_weights + family_bias``, in the order of :data:`FAMILIES`.
    """

    words: Block
    pieces: Block
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
        if self.net is not None:
            row = self.net.table.position.get(word)
            return None if row is None else float(self.net.rarity[row])
        (found,) = self.words.rows([word]).tolist()
        return float(self.words.idf[found]) if found >= 0 else None

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
        words, pieces = (HashedBlock.of(*_block(state, name)) for name in ("word", "piece"))
        net = None
        if "enter" in state:
            layers = [state[name] for name in ("rarity", "enter", "shift", "leave", "past")]
            terms, idf, vectors = _block(state, "table")
            net = WordNet(FeatureBlock(idf, vectors, terms), *layers)
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


def _block(state: dict[str, Any], name: str) -> tuple[tuple[str, ...], Floats, NDArray[np.int8]]:
    """Return terms, idf and weights of a block."""
    listed = split_terms(state[f"{name}_terms"])
    return listed, state[f"{name}_idf"], state[f"{name}_weights"]


def shortness(words: int) -> float:
    """Return how short a plot is, by its number of words: 1 for none, 0.5 for 20, towards 0."""
    return 20 / (20 + words)


def sigmoid(logits: Floats) -> Floats:
    """Return probabilities for log odds."""
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)
