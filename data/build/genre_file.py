"""Write the genre model's file, which ``services.genre_model`` reads."""

from pathlib import Path
from typing import Any

import joblib

from services.genre_blocks import Block, FeatureBlock
from services.genre_model import FORMAT, GENRES, GenreModel


def save(model: GenreModel, path: Path) -> None:
    """Write the model: plain text and arrays, so that no version of a library matters.

    Raises:
        TypeError: The model was read from a file: it does not know its terms.
    """
    blocks: dict[str, Block] = {"word": model.words, "piece": model.pieces}
    arrays: tuple[str, ...] = (
        "scale", "bias", "short", "thresholds", "family_weights", "family_bias",
    )  # fmt: skip
    state: dict[str, Any] = {"format": FORMAT, "genres": list(GENRES)}
    state |= {name: getattr(model, name) for name in arrays}
    if model.net:
        blocks["table"] = model.net.table
        state |= {
            name: getattr(model.net, name) for name in ("rarity", "enter", "shift", "leave", "past")
        }
    for name, block in blocks.items():
        if not isinstance(block, FeatureBlock):
            raise TypeError(f"{name}: no terms")
        state[f"{name}_terms"] = "\n".join(block.terms)
        state[f"{name}_idf"], state[f"{name}_weights"] = block.idf, block.weights
    path.parent.mkdir(parents=True, exist_ok=True)
    joblib.dump(state, path, compress=("zlib", 6))
