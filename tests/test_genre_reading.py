"""What a reading says beside the genres: families, reasons, doubts; with word vectors, too."""

import math
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.build.genres import Helpers, save, train
from services import Services
from services.genre_language import ENGLISH, FOREIGN, SPANISH, STOP_WORDS, unsure
from services.genre_spelling import MAX_SLIPS, _may_be_slip, edits, meant
from services.genre_street import PHRASES, STREET, plain
from services.genre_text import typed_words
from services.genres import FAMILIES, GENRES, GenreClassifier, GenreModel, plot_words
from tests.tiny_genres import FakeMiniLM, FakeTranslator, tiny_plots


@pytest.fixture(scope="module")
def model() -> GenreModel:
    helpers = Helpers(FakeTranslator(), FakeMiniLM())
    return train(tiny_plots(), helpers=helpers, min_df=1, folds=2)


@pytest.fixture(scope="module")
def classifier(model: GenreModel, tmp_path_factory: pytest.TempPathFactory) -> GenreClassifier:
    path = tmp_path_factory.mktemp("models") / "genres.joblib"
    save(model, path)
    return GenreClassifier.load(path)


def test_the_network_comes_back_from_the_file(
    model: GenreModel, classifier: GenreClassifier
) -> None:
    assert model.net
    words = plot_words("un boxeador pelea")
    assert np.abs(model.net.score(words)).max() > 0
    read = classifier.predict("un boxeador pelea")
    ours = dict(zip(GENRES, model.probabilities(words).tolist(), strict=True))
    assert read == pytest.approx(ours)
    assert classifier.predict("the ghost")["Horror"] > classifier.predict("the boxer")["Horror"]


def test_the_slope_is_what_the_network_does(model: GenreModel) -> None:
    assert model.net
    words, column = plot_words("un boxeador pelea en la mansión"), GENRES.index("Sport")
    table = model.net.table
    rows, values = table.vector(words)
    each = values * (table.weights[rows] @ model.net.slope(words, column))
    hidden = model.net.shift * (model.net.point(words) @ model.net.enter + model.net.shift > 0)
    whole = model.net.score(words)[column]
    assert each.sum() + hidden @ model.net.leave[:, column] == pytest.approx(whole, abs=1e-3)


def test_families_cover_every_genre_once(classifier: GenreClassifier) -> None:
    members = [genre for family in FAMILIES.values() for genre in family]
    assert sorted(members) == sorted(GENRES)
    assert 5 <= len(FAMILIES) <= 7
    reading = classifier.read("a ghost haunts the mansion")
    families = reading.families
    for family, part in FAMILIES.items():
        assert families[family] >= max(reading.probabilities[genre] for genre in part) - 1e-6
    assert set(families) == set(FAMILIES)
    assert next(iter(families)) == "Terror y ciencia ficción"
    assert list(families.values()) == sorted(families.values(), reverse=True)


def test_reasons_are_the_words_that_were_typed(classifier: GenreClassifier) -> None:
    reading = classifier.read("Hay un FANTASMA por la Mansión")
    assert next(iter(reading.probabilities)) == "Horror"
    said = " ".join(reading.reasons).split()
    assert "FANTASMA" in said
    assert set(said) <= {"FANTASMA", "Mansión"}


@given(plot=st.text(max_size=200))
def test_any_text_has_reasons_of_its_own(classifier: GenreClassifier, plot: str) -> None:
    reading = classifier.read(plot)
    assert len(reading.reasons) <= 3
    assert all(word in plot for reason in reading.reasons for word in reason.split(" "))
    assert all(math.isfinite(p) and 0 <= p <= 1 for p in reading.families.values())


@pytest.mark.parametrize("plot", ["", "😀 !", "xqzwv kkjjh", "Молодой человек бежит", "若い男"])
def test_no_words_of_ours_make_it_unsure(classifier: GenreClassifier, plot: str) -> None:
    assert classifier.read(plot).unsure


@pytest.mark.parametrize("plot", ["un boxeador pelea", "a ghost in the mansion", "fantasma noche"])
def test_known_words_make_it_sure(classifier: GenreClassifier, plot: str) -> None:
    assert not classifier.read(plot).unsure


def test_other_function_words_tell_another_language() -> None:
    def idf(_: str) -> float:
        return 3.0  # every word known and frequent

    assert unsure(plot_words("Ein Mann und der Tod mit einer Frau"), idf)
    assert unsure(plot_words("um homem que não dorme com a sua esposa"), idf)
    assert not unsure(plot_words("un hombre que no duerme con su esposa"), idf)
    assert not unsure(plot_words("boxeador pobre pelea"), idf)
    assert unsure(plot_words("boxeador pobre pelea"), lambda _: None)


def test_function_words_are_folded() -> None:
    for word in SPANISH | ENGLISH | FOREIGN:
        assert plot_words(word) in ([word], [])
    assert {"el", "the", "esta"} <= STOP_WORDS


def test_the_first_spelling_counts() -> None:
    assert typed_words("Ñandú ÑANDU el") == {"nandu": "Ñandú", "el": "el"}


def test_a_file_without_network_reads(tmp_path: Path) -> None:
    model = train(tiny_plots(), helpers=Helpers(), min_df=1, folds=2)
    assert model.net is None
    save(model, tmp_path / "genres.joblib")
    reading = GenreClassifier.load(tmp_path / "genres.joblib").read("un boxeador pelea")
    assert reading.reasons
    assert reading.families["Drama e historia"] > 0.5


def test_slips_are_mended_and_the_street_is_understood() -> None:
    known = {"fantasma": 5.0, "niño": 4.0, "nino": 4.0, "mansion": 6.0, "raro": 10.0}
    assert meant(["fantsama", "mansin", "crio", "el", "rarro"], known.get) == [
        "fantasma",
        "mansion",
        "nino",
        "el",
        "rarro",  # what it might be is rare itself
    ]
    assert meant(["crio"], {"crio": 3.0}.get) == ["crio"]  # well known as it is
    assert meant(["fantsama"] * (MAX_SLIPS + 2), known.get)[-2:] == ["fantsama"] * 2
    assert meant(["フランス映画だ"], known.get) == ["フランス映画だ"]
    assert {"gato", "gat", "gatos", "gtao", "guto"} <= edits("gato") | {"gato"}
    assert all(plot_words(said) == [said] for said in STREET)


def test_small_and_big_forms_are_their_words() -> None:
    known = {"animal": 5.0, "perro": 4.0, "perros": 5.0, "amigo": 4.0, "loca": 6.0, "coche": 5.0}
    for said, word in (
        ("animalote", "animal"), ("perrito", "perro"), ("perrazos", "perros"),
        ("amiguito", "amigo"), ("loquita", "loca"), ("cochecito", "coche"),
    ):  # fmt: skip
        assert plain(said, known.get) == word
        assert meant([said], known.get) == [word]
    assert plain("grito", known.get) is None


def test_a_phrase_means_another_thing_than_its_word() -> None:
    known = {"tio": 6.0, "tia": 6.0, "un": 2.0, "su": 2.0, "hombre": 3.0}
    assert meant(["un", "tio"], known.get) == ["un", "hombre"]
    assert meant(["su", "tio"], known.get) == ["su", "tio"]
    words = {word for pair in PHRASES for word in pair}
    assert all(plot_words(word) == [word] for word in words)


def test_no_word_of_the_street_stands_for_another_one() -> None:
    assert not set(STREET) & set(STREET.values())


def test_reasons_keep_the_slip_as_typed(classifier: GenreClassifier) -> None:
    reading = classifier.read("Hay un FANTSAMA")
    assert reading.reasons == ("FANTSAMA",)
    assert next(iter(reading.probabilities)) == "Horror"


@pytest.mark.parametrize("text", ["a" * 4096, " ".join(["b" * 400] * 10), "ñ" * 3000])
def test_long_words_are_no_slips(services: Services, text: str) -> None:
    words = plot_words(text)
    assert all(not _may_be_slip(word) for word in words)
    assert services.genres.read(text).unsure


@pytest.mark.parametrize(
    "plot",
    ["tiburon ataca playa sur", "home invasion men die", "boxeador mexicano viene",
     "loro pirata busca tesoro", "home alone kid traps thieves", "doña asesina vecinos",
     "cine negro detective femme fatale traición"],
)  # fmt: skip
def test_short_plots_are_in_our_languages(services: Services, plot: str) -> None:
    assert not services.genres.read(plot).unsure


@pytest.mark.parametrize("text", ["de la el que y en con por", "the the the the", "no se que es"])
def test_words_without_meaning_are_no_plot(services: Services, text: str) -> None:
    assert services.genres.read(text).unsure


def test_composed_and_decomposed_accents_give_the_same_reasons(services: Services) -> None:
    plot = "una niña asesina a sus víctimas en una mansión"
    apart = unicodedata.normalize("NFD", plot)
    assert services.genres.read(apart).reasons == services.genres.read(plot).reasons != ()
