"""Which words of a plot weighed most for a genre."""

from collections import Counter

import numpy as np

from services.genre_blocks import Block
from services.genre_language import STOP_WORDS
from services.genre_model import GenreModel, shortness
from services.genre_text import word_pairs, word_pieces

REASONS = 3
"""Words that are named at most."""

LONGEST = 25
"""Letters of the longest word that is named: no word of a plot has more."""


def reasons(
    model: GenreModel, typed: dict[str, str], words: list[str], column: int
) -> tuple[str, ...]:
    """Return up to three words, as typed, that spoke most for a genre; neighbours together.

    A word's share of the logit is its own weight, half of that of the pairs that it is in, those
    of its pieces, and what the network makes of its vector. Words that speak against the genre and
    words that carry no meaning (``STOP_WORDS``) are never named.

    Args:
        model: Read the words.
        typed: How the plot spells each word.
        words: The plot's words as the model read them, in order.
        column: Of the genre.
    """
    shares = _shares(model, words, column)
    best = [
        word
        for word, share in sorted(shares.items(), key=lambda item: (-item[1], item[0]))
        if share > 0 and word in typed and word not in STOP_WORDS and len(word) <= LONGEST
    ][:REASONS]
    named: list[str] = []
    while best:
        word = best.pop(0)
        pair = next((p for p in word_pairs(words) if _joins(p, word, best)), word)
        for part in pair.split(" "):
            if part in best:
                best.remove(part)
        named.append(" ".join(typed[part] for part in pair.split(" ")))
    return tuple(named)


def _joins(pair: str, word: str, others: list[str]) -> bool:
    first, second = pair.split(" ")
    return (first == word and second in others) or (second == word and first in others)


def _shares(model: GenreModel, words: list[str], column: int) -> dict[str, float]:
    """Return each distinct word's share of a genre's logit."""
    distinct = list(dict.fromkeys(words))
    shares = dict.fromkeys(distinct, 0.0)
    pairs = word_pairs(words)
    all_pieces = word_pieces(words)
    counts, runs = Counter(words), Counter(all_pieces)
    line, net = (1 + shortness(len(words)) * model.short[:2, column]).tolist()
    scales = (line * model.scale[:, column]).tolist()
    grams = _weights(model.words, words + pairs, column, scales[0])
    pieces = _weights(model.pieces, all_pieces, column, scales[1])
    for word in distinct:
        inside = sum(pieces.get(piece, 0.0) / runs[piece] for piece in word_pieces([word]))
        shares[word] += grams.get(word, 0.0) + inside * counts[word]
    for pair in set(pairs):
        for word in pair.split(" "):
            shares[word] += grams.get(pair, 0.0) / 2
    if model.net:
        rows, values = model.net.table.vector(words)
        each = values * (model.net.table.weights[rows] @ model.net.slope(words, column))
        terms = model.net.table.named(words)
        for row, share in zip(rows.tolist(), each.tolist(), strict=True):
            shares[terms[row]] += net * share
    return shares


def _weights(block: Block, grams: list[str], column: int, scale: float) -> dict[str, float]:
    """Return what each known gram adds to a genre's logit."""
    rows, values = block.vector(grams)
    total = values * block.weights[rows, column].astype(np.float32) * scale
    terms = block.named(grams)
    return {terms[row]: each for row, each in zip(rows.tolist(), total.tolist(), strict=True)}
