"""The genre classifier, on a tiny training set of our own."""

import math
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from data.build.genre_rows import sentences
from data.build.genres import Helpers, save, train
from data.build.plots import NO, UNKNOWN, YES, read_plots, title_key
from data.build.raw import RawDataError
from services.genres import (
    GENRES,
    FeatureBlock,
    GenreClassifier,
    GenreModel,
    HashedBlock,
    plot_words,
    word_grams,
    word_pieces,
)
from tests.tiny_genres import BOXERS, PLACES, labelled, tiny_plots

ALONE = Helpers()
"""No translation, no word vectors: whether they are installed is of no matter to these tests."""


@pytest.fixture(scope="module")
def model() -> GenreModel:
    return train(tiny_plots(), helpers=ALONE, min_df=1, folds=2)


@pytest.fixture(scope="module")
def classifier(model: GenreModel, tmp_path_factory: pytest.TempPathFactory) -> GenreClassifier:
    path = tmp_path_factory.mktemp("models") / "new" / "genres.joblib"
    save(model, path)
    return GenreClassifier.load(path)


def test_a_saved_model_reads_plots(classifier: GenreClassifier) -> None:
    boxer = classifier.read("una boxeadora pelea")
    assert set(boxer.probabilities) == set(GENRES)
    assert len(GENRES) == 23
    assert list(boxer.probabilities.values()) == sorted(boxer.probabilities.values(), reverse=True)
    assert boxer.probabilities["Sport"] > 0.5 > boxer.probabilities["Horror"]
    assert {"Sport", "Drama"} <= set(boxer.applies)
    assert "Horror" not in boxer.applies
    assert list(boxer.applies) == [g for g in boxer.probabilities if g in boxer.applies]
    ghost = classifier.predict("the ghost of a mansion")
    assert ghost["Horror"] > 0.5 > ghost["Sport"]
    assert ghost["Western"] < 0.1  # no plot has it


def test_accents_and_case_do_not_matter(classifier: GenreClassifier) -> None:
    assert classifier.read("última MANSIÓN, Jaén") == classifier.read("ULTIMA mansion jaen")


@pytest.mark.parametrize("plot", ["", "   ", "🎬 !!", "xqzwv kkjjh", "Ω"])
def test_what_is_no_plot_has_no_known_words(classifier: GenreClassifier, plot: str) -> None:
    reading = classifier.read(plot)
    assert reading.known_words == 0
    assert reading.words == len(plot_words(plot))
    assert all(0 <= p <= 1 for p in reading.probabilities.values())


def test_known_words_are_counted(classifier: GenreClassifier) -> None:
    reading = classifier.read("El boxeador y la zzyzx")
    assert (reading.known_words, reading.words) == (2, 4)  # boxeador, la


@given(plot=st.text(max_size=300))
def test_any_text_gives_probabilities(classifier: GenreClassifier, plot: str) -> None:
    reading = classifier.read(plot)
    assert set(reading.probabilities) == set(GENRES)
    assert all(math.isfinite(p) and 0 <= p <= 1 for p in reading.probabilities.values())
    assert 0 <= reading.known_words <= reading.words


def test_unannotated_rows_do_not_count() -> None:
    silent = [
        labelled(f"{plot} {place} {number}", f"{place}{number}", "Drama", unknown=("Sport",))
        for plot in BOXERS
        for place in PLACES
        for number in range(4)
    ]
    plot = plot_words(BOXERS[0])
    column = GENRES.index("Sport")
    told = train(tiny_plots(), helpers=ALONE, min_df=1, folds=2).probabilities(plot)[column]
    masked = train(tiny_plots() + silent, helpers=ALONE, min_df=1, folds=2).probabilities(plot)[
        column
    ]
    as_no = [labelled(row.plot, row.film, "Drama") for row in silent]
    counted = train(tiny_plots() + as_no, helpers=ALONE, min_df=1, folds=2).probabilities(plot)[
        column
    ]
    assert masked == pytest.approx(told, abs=0.1)
    assert counted < masked - 0.2


def test_the_same_plots_give_the_same_bytes(model: GenreModel, tmp_path: Path) -> None:
    save(model, tmp_path / "one")
    save(train(tiny_plots(), helpers=ALONE, min_df=1, folds=2), tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_model_keeps_no_plot(model: GenreModel) -> None:
    rare = train(tiny_plots(), helpers=ALONE, min_df=5, folds=2)  # Lugo is in four plots
    words, pieces, common = model.words, model.pieces, rare.words
    assert isinstance(words, FeatureBlock) and isinstance(pieces, FeatureBlock)
    assert max(len(term.split()) for term in words.terms) == 2
    assert max(map(len, pieces.terms)) == 5
    assert words.rows(["lugo"]) >= 0
    assert common.rows(["lugo"]) == -1


def test_hashes_find_what_a_dictionary_finds(model: GenreModel, tmp_path: Path) -> None:
    save(model, tmp_path / "model")
    read = GenreModel.from_bytes((tmp_path / "model").read_bytes())
    assert isinstance(model.words, FeatureBlock) and isinstance(read.words, HashedBlock)
    grams = [*model.words.terms, "ninguna", "", "boxeador boxeador boxeador"]
    assert read.words.rows(grams).tolist() == model.words.rows(grams).tolist()
    assert read.words.rows([]).shape == (0,)
    with pytest.raises(TypeError):
        save(read, tmp_path / "again")


def test_a_block_without_terms_knows_nothing() -> None:
    empty = HashedBlock.of((), np.zeros(0, np.float32), np.zeros((0, 23), np.int8))
    assert empty.rows(["a", "b"]).tolist() == [-1, -1]
    assert not empty.score(["a"]).any()


@pytest.mark.parametrize("grams", [word_grams, word_pieces])
def test_vectors_equal_those_of_scikit_learn(grams: object) -> None:
    corpus = [plot_words(row.plot) for row in tiny_plots()]
    vectorizer = TfidfVectorizer(analyzer=grams, sublinear_tf=True, min_df=2).fit(corpus)
    terms = tuple(vectorizer.get_feature_names_out().tolist())
    idf = vectorizer.idf_.astype(np.float32)
    block = FeatureBlock(idf, np.zeros((len(terms), 23), np.int8), terms)
    words = plot_words("El boxeador, el fantasma y la mansión del boxeador: a boxer, de noche")
    for typed in (words, []):
        rows, values = block.vector(
            word_grams(typed) if grams is word_grams else word_pieces(typed)
        )
        ours = np.zeros(len(terms))
        ours[rows] = values
        np.testing.assert_allclose(ours, vectorizer.transform([typed]).toarray()[0], atol=1e-6)


def test_pieces_are_those_of_char_wb() -> None:
    analyze = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).build_analyzer()
    words = plot_words("De tal palo, tal astilla: el ñandú")
    assert sorted(word_pieces(words)) == sorted(analyze(" ".join(words)))


def test_the_model_is_loaded_once_and_late(model: GenreModel, tmp_path: Path) -> None:
    save(model, tmp_path / "genres.joblib")
    calls = []

    def source() -> bytes:
        calls.append(1)
        return (tmp_path / "genres.joblib").read_bytes()

    classifier = GenreClassifier(source)
    assert calls == []
    with ThreadPoolExecutor(8) as pool:
        readings = list(pool.map(classifier.read, ["a boxer fights"] * 32))
    assert calls == [1]
    assert all(reading == readings[0] for reading in readings)


def test_a_file_of_another_format_is_refused(model: GenreModel, tmp_path: Path) -> None:
    import joblib

    joblib.dump({"format": 0}, tmp_path / "old.joblib")
    with pytest.raises(ValueError, match="formato"):
        GenreClassifier.load(tmp_path / "old.joblib").predict("a boxer")


def test_reading_needs_no_scikit_learn(model: GenreModel, tmp_path: Path) -> None:
    save(model, tmp_path / "genres.joblib")
    code = (
        "import sys, pathlib; from services.genres import GenreClassifier;"
        "c = GenreClassifier.load(pathlib.Path(sys.argv[1])); assert 'joblib' not in sys.modules;"
        "c.predict('a boxer'); assert not {'sklearn', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "genres.joblib")], check=True)


@pytest.fixture
def films() -> pd.DataFrame:
    rows = [
        (1, "El Último Asalto", 1999, "A boxer comes back.", ("Drama", "Science Fiction")),
        (2, "Otra cosa", 2001, "", ("Comedy",)),
        (3, "Sin género", 2002, "Nobody knows.", ("Foreign",)),
        (4, "El último asalto", 2010, "A remake of it.", ("Action",)),
    ]
    return pd.DataFrame(rows, columns=["id", "title", "year", "overview", "genres"])


def write_plots(folder: Path, header: str = "year,title,plot,genres,rating") -> None:
    folder.mkdir()
    with zipfile.ZipFile(folder / "dataTraining.zip", "w") as file:
        rows = "2000,el ultimo asalto,he boxes ,\"['Sport', 'Short']\",7\n1950,Perdida,lost ,[],5\n"
        file.writestr("dataTraining.csv", f",{header}\n" + "1,".join(["", *rows.splitlines(True)]))
    text = (
        "id,sinopsis\n1,Vuelve al ring tras años sin pelear. Nadie cree ya en el viejo campeón.\n"
    )
    (folder / "sinopsis_es.csv").write_text(text + "9,De nadie.\n", encoding="utf-8")


@pytest.mark.parametrize("place", ["plots", "../plots"])
def test_sources_are_joined_by_film(films: pd.DataFrame, tmp_path: Path, place: str) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    write_plots(raw / place)
    plots = read_plots(raw, films)
    assert [(p.source, p.film_id) for p in plots] == [
        ("miad", 1),
        ("miad", None),
        ("overview", 1),
        ("overview", 4),
        ("synopsis", 1),
    ]
    label = [dict(zip(GENRES, plot.labels, strict=True)) for plot in plots]
    assert [row["Sport"] for row in label] == [YES, NO, YES, UNKNOWN, YES]
    assert [row["Musical"] for row in label] == [NO, NO, NO, UNKNOWN, NO]
    assert [row["Sci-Fi"] for row in label] == [NO, NO, YES, NO, YES]
    assert {plots[i].film for i in (0, 2, 3, 4)} == {title_key("El último asalto")}
    assert [s.plot for s in sentences(plots)] == [
        "Vuelve al ring tras años sin pelear.",
        "Nadie cree ya en el viejo campeón.",
    ]


def test_plots_as_people_tell_them_have_their_film_s_genres(
    films: pd.DataFrame, tmp_path: Path
) -> None:
    write_plots(tmp_path / "plots")
    told = [(1, "uno del barrio que se agarra a piñas"), (404, "de una que no está")]
    *_, last = read_plots(tmp_path, films, told=told)
    assert (last.plot, last.film_id, last.source) == (told[0][1], 1, "told")
    label = dict(zip(GENRES, last.labels, strict=True))
    assert (label["Sport"], label["Musical"], label["Sci-Fi"]) == (YES, NO, YES)


def test_without_plots_there_is_nothing_to_train_on(films: pd.DataFrame, tmp_path: Path) -> None:
    assert read_plots(tmp_path, films) == []


def test_a_damaged_source_is_named(films: pd.DataFrame, tmp_path: Path) -> None:
    write_plots(tmp_path / "plots", header="year,title,story,genres,rating")
    with pytest.raises(RawDataError, match=r"dataTraining\.zip.*plot"):
        read_plots(tmp_path, films)
    whole = (tmp_path / "plots" / "dataTraining.zip").read_bytes()
    (tmp_path / "plots" / "dataTraining.zip").write_bytes(whole[:60])
    with pytest.raises(RawDataError, match=r"dataTraining\.zip está dañado"):
        read_plots(tmp_path, films)
