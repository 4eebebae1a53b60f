"""The parts of the training: calibration, families, word vectors, translation, MiniLM."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from data.build.calibration import best_threshold, calibrate
from data.build.families import family_labels, find_families
from data.build.genre_counts import count_grams, count_pieces, count_words
from data.build.genre_net import fit_net
from data.build.genre_rows import parts, training_rows, with_translations
from data.build.genre_talk import FEWEST, MOST, mended, talk
from data.build.genre_vectors import align, spellings
from data.build.helpers import Helpers
from data.build.minilm import HEADS, LAYERS, SIZE, MiniLM
from data.build.plots import NO, UNKNOWN, YES
from data.build.translate import Translator
from services.genres import FAMILIES, GENRES, plot_words, word_grams, word_pieces
from tests.tiny_genres import FakeTranslator, labelled, tiny_plots


def test_calibrated_probabilities_are_shares() -> None:
    chance = np.random.default_rng(1)
    truth = chance.normal(size=(4000, 1))
    labels = np.full((4000, len(GENRES)), UNKNOWN, np.int8)
    labels[:, 0] = chance.random(4000) < 1 / (1 + np.exp(-truth[:, 0]))
    labels[:, 1] = NO
    scores = np.repeat((3 * truth + 1)[:, :, None], len(GENRES), axis=1)
    noise = -chance.normal(size=scores.shape) - 0.3 * truth[:, :, None]  # turned round
    short = np.where(np.arange(4000) % 2, 0.7, 0.1)
    scores[short > 0.5] *= 2  # sentences shout
    found = calibrate(np.concatenate([scores, noise], axis=2), labels, np.ones(4000), short)
    assert found.mix.shape == found.short.shape == (len(GENRES), 2)
    assert found.offset.shape == found.thresholds.shape == (len(GENRES),)
    assert (found.mix >= 0).all()
    logits = found.logits(np.concatenate([scores, noise], axis=2), short)
    given = 1 / (1 + np.exp(-logits[:, 0]))
    for rows in (short > 0.5, short < 0.5):
        high = rows & (given > 0.7)
        assert labels[high, 0].mean() == pytest.approx(given[high].mean(), abs=0.05)
    assert found.thresholds[1] == 0.5  # nothing to choose by


def test_the_best_threshold() -> None:
    yes = np.array([True, True, False, False])
    assert best_threshold(yes, np.array([0.9, 0.6, 0.5, 0.1])) == 0.6


def test_families_are_clusters_of_labels() -> None:
    labels = np.zeros((400, len(GENRES)), np.int8)
    number = np.arange(400) % len(FAMILIES)
    for family, members in enumerate(FAMILIES.values()):
        for genre in members:
            labels[number == family, GENRES.index(genre)] = 1
    assert find_families(labels) == {frozenset(members) for members in FAMILIES.values()}
    some = family_labels(labels)
    assert some.shape == (400, len(FAMILIES))
    assert (some.argmax(axis=1) == number).all()
    labels[:, GENRES.index("Sport")] = UNKNOWN
    families = list(FAMILIES)
    told = (family_labels(labels) != UNKNOWN).all(axis=0).tolist()
    assert told == ["Sport" not in FAMILIES[family] for family in families]


def test_translations_stand_behind_and_keep_their_labels() -> None:
    plots = [labelled("a ghost", "x", "Horror"), labelled("un perro", "y", source="synopsis")]
    found = with_translations(plots, FakeTranslator())
    assert [(p.plot, p.source, p.film) for p in found[2:]] == [("a fantasma", "miad-es", "x")]
    assert found[2].labels == plots[0].labels
    assert with_translations(plots, None) == plots


def test_parts_and_keywords_stand_behind_whole_plots() -> None:
    long = "Un lobo cruza solo la nieve alta. Una loba lo espera en el monte. Los dos se van lejos."
    plots = [labelled(long, "x", "Drama"), labelled("wolf. snow. love", "x", source="keywords")]
    rows, whole = training_rows(plots, FakeTranslator())
    assert [row.source for row in rows[:whole]] == ["miad", "miad-es"]
    behind = ["keywords", "keywords-es", "part", "part", "talk"]
    assert [row.source for row in rows[whole:]] == behind
    assert rows == training_rows(plots, FakeTranslator())[0]
    assert training_rows(plots, FakeTranslator(), with_parts=False)[0] == rows[:whole]
    (part,) = parts(plots)
    assert part.plot in long
    assert part.plot != long
    assert part.labels == plots[0].labels
    assert len(parts([labelled("palabra " * 60 + ". " + "otra " * 60, "y")])[0].plot.split()) <= 45


@pytest.mark.parametrize("grams", [list, word_grams, word_pieces])
def test_counts_weigh_as_scikit_learn_does(grams: Callable[[list[str]], list[str]]) -> None:
    read = [plot_words(plot.plot) for plot in tiny_plots()] + [["de", "de", "boxeador", "nuevo"]]
    words = count_words(read)
    counts = {list: words, word_grams: count_grams(read, words), word_pieces: count_pieces(words)}
    matrix, terms, idf = counts[grams].tfidf(len(read) - 1, 2, 100_000)
    theirs = TfidfVectorizer(analyzer=grams, sublinear_tf=True, min_df=2).fit(read[:-1])
    assert terms == tuple(theirs.get_feature_names_out())
    np.testing.assert_allclose(idf, theirs.idf_, rtol=1e-6)
    np.testing.assert_allclose(matrix.toarray(), theirs.transform(read).toarray(), atol=1e-6)


def test_aligned_vectors_agree_across_languages() -> None:
    theirs = sparse.csr_matrix(np.array([[1.0, 0, 0, 0], [0, 1, 0, 0]] * 40, np.float32))
    ours = sparse.csr_matrix(np.array([[0, 0, 1.0, 0], [0, 0, 0, 1]] * 40, np.float32))
    vectors = np.array([[1, 0], [0, 1], [0.2, 0.9], [0.8, 0]], np.float32)  # the wrong way round
    moved = align(vectors, theirs, ours)
    np.testing.assert_allclose(moved[:2], vectors[:2], atol=1e-5)
    np.testing.assert_allclose(moved[2:], vectors[:2], atol=0.05)


def test_the_network_learns_what_is_not_linear() -> None:
    chance = np.random.default_rng(0)
    has = chance.random((6000, 2)) < 0.5  # two words: the genre is either alone, not both
    words = sparse.csr_matrix(np.hstack([has, np.ones((6000, 1))]).astype(np.float32))
    labels = np.full((6000, len(GENRES)), UNKNOWN, np.int8)
    labels[:, 3] = np.where(has[:, 0] != has[:, 1], YES, NO)
    net = fit_net(words, np.eye(3, 8, dtype=np.float32), labels, np.ones(6000))
    logits = net.logits(words)
    assert ((logits[:, 3] > 0) == (labels[:, 3] == YES)).mean() > 0.85
    assert np.isfinite(logits).all()


def test_the_network_learns_which_words_to_heed() -> None:
    chance = np.random.default_rng(0)
    has = chance.random((6000, 12)) < 0.4
    words = sparse.csr_matrix(has.astype(np.float32))
    labels = np.full((6000, len(GENRES)), UNKNOWN, np.int8)
    labels[:, 3] = np.where(has[:, 0], YES, NO)  # the other eleven say nothing
    vectors = chance.normal(size=(12, 8)).astype(np.float32)
    net = fit_net(words, vectors, labels, np.ones(6000))
    heed = net.layers[5]
    assert heed[0] > heed[1:].max()
    weights, packed = net.packed(np.ones(12, np.float32))
    mean = words @ (weights[:, None] * packed)
    length = np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-9)
    point, _ = net.points(words)
    np.testing.assert_allclose(mean * np.sqrt(8) / length, point, atol=0.1)


def test_talk_is_short_and_has_the_plot_s_labels() -> None:
    text = "Un lobo cruza solo la nieve alta y una loba lo espera en el monte desde hace años."
    synopsis, english = (labelled(text, "x", "Drama", source=s) for s in ("synopsis", "miad"))
    found = talk([synopsis, english])
    assert found == talk([synopsis, english])
    assert len(found) == 2  # English is not talked here, and a synopsis is told twice
    for row in found:
        assert (row.labels, row.film, row.source) == (synopsis.labels, "x", "talk")
        assert FEWEST / 2 < len(row.plot.split()) < MOST + 20
        assert "nieve" in row.plot or "monte" in row.plot


def test_plots_as_people_tell_them_are_read_as_the_bot_reads() -> None:
    whole = [*tiny_plots(), *[labelled("El policía busca al niño", "x")] * 5]
    told = labelled("la yuta busca al boxeadro y a un pibe", "y", "Crime", source="told")
    rows, count = training_rows([told, *whole], None)
    assert rows[:count] == [*whole, *mended([told], whole)]
    assert training_rows([told, *whole], None, with_told=False)[1] == count - 1
    (row,) = mended([told], whole)
    assert row.plot == "la policia busca al boxeador un chico"
    assert (row.labels, row.film, row.source) == (told.labels, "y", "told")


def test_words_are_spelt_as_the_synopses_do() -> None:
    plots = [labelled("El árbol, el Árbol y el arbol", "x", source="synopsis"), *tiny_plots()]
    assert spellings(["arbol", "boxer"], plots) == ["árbol", "boxer"]


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(MiniLM, "find", classmethod(lambda cls: None))
    lines: list[str] = []
    assert Helpers.find(lines.append) == Helpers()
    assert ["apertium" in line for line in lines] == [True, False]
    assert "requirements-build.txt" in lines[1]


def fake_apertium(folder: Path, answer: str) -> Translator | None:
    program = folder / "apertium"
    program.write_text(f'#!/bin/sh\nif [ "$1" = -l ]; then echo eng-spa spa-eng; else {answer}; fi')
    program.chmod(0o755)
    return Translator.find()


def test_a_translator_asks_once_and_counts_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    translator = fake_apertium(tmp_path, f"echo x >> {tmp_path}/calls; tr a-z A-Z")
    assert translator
    assert translator.translate(["un\nperro", "", "gato", "gato"], "spa-eng") == [
        "UN PERRO",
        "",
        "GATO",
        "GATO",
    ]
    assert translator.translate(["gato"], "spa-eng") == ["GATO"]
    assert (tmp_path / "calls").read_text() == "x\n"
    broken = fake_apertium(tmp_path, "echo one; echo two")
    assert broken
    with pytest.raises(OSError, match="2 líneas por 1"):
        broken.translate(["hola"], "spa-eng")


def write_minilm(folder: Path) -> None:
    chance = np.random.default_rng(0)
    shapes: dict[str, tuple[int, ...]] = {
        f"embeddings.{name}_embeddings.weight": (rows, SIZE)
        for name, rows in (("word", 6), ("position", 32), ("token_type", 2))
    }
    shapes |= {"embeddings.LayerNorm.weight": (SIZE,), "embeddings.LayerNorm.bias": (SIZE,)}
    for layer in range(LAYERS):
        for part, out, into in (
            *((f"attention.self.{name}", SIZE, SIZE) for name in ("query", "key", "value")),
            ("attention.output.dense", SIZE, SIZE),
            ("intermediate.dense", 4 * SIZE, SIZE),
            ("output.dense", SIZE, 4 * SIZE),
        ):
            shapes[f"encoder.layer.{layer}.{part}.weight"] = (out, into)
            shapes[f"encoder.layer.{layer}.{part}.bias"] = (out,)
        for part in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes[f"encoder.layer.{layer}.{part}.weight"] = (SIZE,)
            shapes[f"encoder.layer.{layer}.{part}.bias"] = (SIZE,)
    header, body = {}, b""
    for name, shape in shapes.items():
        content = (chance.normal(size=shape) / 20).astype(np.float32).tobytes()
        offsets = [len(body), len(body) + len(content)]
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": offsets}
        body += content
    text = json.dumps(header).encode()
    (folder / "model.safetensors").write_bytes(len(text).to_bytes(8, "little") + text + body)
    (folder / "vocab.txt").write_text("[UNK]\n[CLS]\n[SEP]\nbox\n##er\nghost")


def test_minilm_gives_vectors_of_length_one(tmp_path: Path) -> None:
    assert SIZE % HEADS == 0
    write_minilm(tmp_path)
    model = MiniLM(tmp_path)
    vectors = model.vectors(["boxer", "ghost", "boxer ghost", "boxer"])
    assert vectors.shape == (4, SIZE)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    np.testing.assert_array_equal(vectors[0], vectors[3])
    assert not np.allclose(vectors[0], vectors[1])
    np.testing.assert_allclose(model.vectors(["zzz"]), model.vectors(["qqq"]))  # both unknown
