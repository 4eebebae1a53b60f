"""Films found by what happens in them."""

import hashlib
import io
import json
from pathlib import Path

import joblib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from data.build import film_words, models, plot_vectors
from services import DATA_DIR, Services
from services.catalogue import Catalogue
from services.film_words import FilmWordSearch, telling
from services.manifest import DataError, Manifest
from services.plots import MAX_FOUND, TOLD, PlotModel, PlotSearch, unit
from tests.worlds import record

PLOTS = {
    "un tiburon enorme ataca a los bañistas de una playa y el jefe de policia sale a cazarlo": 578,
    "un pez payaso cruza el oceano para encontrar a su hijo perdido en un acuario": 12,
    "el pibe que ve gente muerta y el psicologo que lo ayuda": 745,
    "a giant ape is taken to new york and climbs the empire state building with a woman": 254,
}
"""Plots of our own words, and the film that everybody would name."""

TALK = (
    "hola que tal como va todo",
    "la la la la la la",
    "no se que es eso de ahi",
    "de la el que y en con por",
)


@pytest.mark.parametrize("plot", PLOTS)
def test_a_plot_finds_its_film(services: Services, plot: str) -> None:
    assert PLOTS[plot] in services.plots.find(plot)


@pytest.mark.parametrize("text", [*TALK, "", "un boxeador", "asdf qwer zxcv uiop hjkl ", "🎬" * 9])
def test_talk_is_no_plot(services: Services, text: str) -> None:
    assert services.plots.find(text) == ()


@pytest.mark.parametrize("n", [0, MAX_FOUND + 1])
def test_other_numbers_are_refused(services: Services, n: int) -> None:
    with pytest.raises(ValueError, match="n must be"):
        services.plots.find("un pez", n)


@given(plot=st.text(max_size=300))
def test_any_text_is_answered(services: Services, plot: str) -> None:
    found = services.plots.find(plot, 3)
    assert len(found) in (0, 3)
    assert all(film_id in services.films for film_id in found)


def test_another_catalogue_finds_its_own_films(small_services: Services) -> None:
    found = small_services.plots.find(next(iter(PLOTS)))
    assert set(found) <= set(small_services.films)


def test_cosines_are_those_of_the_unpacked_vectors() -> None:
    rng = np.random.default_rng(1)
    points, asked = rng.normal(size=(40, 8)).astype(np.float32), rng.normal(size=8)
    bridge = rng.normal(size=(8, 8)).astype(np.float32)
    centre = points.mean(axis=0)
    vectors = unit(points - centre)
    step = float(np.abs(vectors).max() / 127)
    ids, packed = np.arange(40, dtype=np.int32), np.rint(vectors / step).astype(np.int8)
    model = PlotModel(ids, packed, step, centre, bridge, {})
    wanted = (asked - centre) @ bridge
    expected = (points - centre) @ wanted / np.linalg.norm(points - centre, axis=1)
    expected /= np.linalg.norm(wanted)
    assert model.cosines(asked.astype(np.float32)) == pytest.approx(expected, abs=0.02)


def test_told_words_are_compared_as_scikit_learn_does() -> None:
    told = {4: ["fauno", "nena", "posguerra", "el", "nena"], 7: ["tiburon", "playa", "nena"]}
    search = FilmWordSearch(film_words.index(told))
    asked = ["la", "nena", "del", "fauno", "desconocido"]
    theirs = TfidfVectorizer(analyzer=telling, sublinear_tf=True).fit(told.values())
    expected = np.zeros(9)
    expected[list(told)] = (
        theirs.transform(told.values()) @ theirs.transform([asked]).T
    ).toarray()[:, 0]
    assert search.cosines(asked, 9) == pytest.approx(expected, abs=0.01)
    assert not search.cosines(["nada"], 9).any()
    assert not FilmWordSearch(film_words.index({1: ["el", "la"]})).cosines(["el"], 3).any()


def test_a_saved_model_reads_back(tmp_path: Path) -> None:
    told = film_words.index({0: ["fauno"]})
    bridge = np.array([[1, 2], [3, 4]], np.float32)
    centre = np.zeros(2, np.float32)
    model = PlotModel(
        np.array([7], np.int32), np.ones((1, 2), np.int8), 0.5, centre, bridge, {TOLD: told}, "abc"
    )
    plot_vectors.save(model, tmp_path / "plots.joblib")
    again = PlotModel.from_bytes((tmp_path / "plots.joblib").read_bytes())
    assert again.ids.tolist() == [7] and again.step == 0.5 and again.words == "abc"
    assert again.bridge.tolist() == bridge.tolist()
    assert again.indexes[TOLD].terms == ("fauno",)
    assert FilmWordSearch(again.indexes[TOLD]).cosines(["fauno"], 1) == pytest.approx([1], abs=0.01)


def old_format() -> bytes:
    other = io.BytesIO()
    joblib.dump({"format": 0}, other)
    return other.getvalue()


def test_a_model_of_earlier_days_is_named(services: Services) -> None:
    with pytest.raises(ValueError, match="otro formato"):
        PlotModel.from_bytes(old_format())
    search = PlotSearch(old_format, services.genres, services.films)
    with pytest.raises(DataError, match=r"plots\.joblib.*python -m data\.build"):
        search.find(next(iter(PLOTS)))


@pytest.mark.parametrize("content, kept", [(old_format(), False), (None, True)])
def test_vectors_are_kept_unless_they_are_of_earlier_days(
    built: Path, tmp_path: Path, content: bytes | None, kept: bool
) -> None:
    if content:
        path = built / "models" / models.PLOTS
        path.write_bytes(content)
        manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
        entry = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        manifest["files"][f"models/{models.PLOTS}"] = entry
        (built / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / "new" / "models").mkdir(parents=True)
    assert models._keep_plots(tmp_path / "new", built) is kept


def test_vectors_of_other_words_are_refused(services: Services, tmp_path: Path) -> None:
    one = np.array([578], np.int32), np.ones((1, 256), np.int8)
    centre, bridge = np.zeros(256, np.float32), np.eye(256, dtype=np.float32)
    model = PlotModel(*one, 0.5, centre, bridge, {}, "other")
    plot_vectors.save(model, tmp_path / "plots.joblib")
    source = (tmp_path / "plots.joblib").read_bytes
    search = PlotSearch(source, services.genres, services.films)
    with pytest.raises(DataError, match=r"plots\.joblib"):
        search.find(next(iter(PLOTS)))


def test_the_bridge_is_what_turns_talk_into_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plot_vectors, "RIDGE", 0.1)
    rng = np.random.default_rng(2)
    turn = np.linalg.qr(rng.normal(size=(6, 6)))[0]
    written = unit(rng.normal(size=(5000, 6)).astype(np.float32))
    talk = 3 * written @ turn.T + 7  # turned, longer, and elsewhere
    centre, bridge, vectors = plot_vectors._joined(written, range(5000), talk)
    assert centre == pytest.approx(talk.mean(axis=0), abs=1e-4)
    assert bridge == pytest.approx(turn, abs=0.05)
    assert (vectors * written).sum(axis=1) == pytest.approx(1, abs=0.01)


def test_what_is_told_of_a_film_finds_it(services: Services) -> None:
    told = {
        578: "una orca enorme se traga a los bañistas de la playa",
        12: "un piloto de carreras choca y queda ciego",
        745: "una abuela hereda un circo de pulgas",
    }
    nobody = "Nobody knows what happens in it, not at all."
    films = [record(number, "x", votes=50, overview=nobody) for number in told]
    films.append(record(254, "x", votes=5, overview="Too few people have seen this one to ask."))
    model = plot_vectors.train(films, {}, services.genres, [*told.items(), (254, "nada"), (9, "y")])
    assert model.ids.tolist() == list(told)
    for number, plot in told.items():
        point = services.genres.look(plot).point
        assert point is not None
        assert model.ids[model.cosines(point).argmax()] == number
    alone = plot_vectors.train(films, {}, services.genres)
    assert np.array_equal(alone.bridge, np.eye(len(alone.centre)))
    assert alone.indexes[TOLD].terms == ()


def test_few_words_are_enough_if_a_film_is_told_with_them(
    services: Services, tmp_path: Path
) -> None:
    films = [
        record(i, "x", votes=50, overview="Nobody knows what happens in it.") for i in (12, 578)
    ]
    told = [(12, "la abuela hereda un circo de pulgas"), (578, "un tiburon en la playa")]
    model = plot_vectors.train(films, {}, services.genres, told)
    plot_vectors.save(model, tmp_path / "plots.joblib")
    source = (tmp_path / "plots.joblib").read_bytes
    search = PlotSearch(source, services.genres, services.films)
    assert search.find("hereda un circo")[:1] == (12,)
    assert search.find("una guerra en el espacio") == ()
    assert search.find("un circo") == ()


def test_titles_and_names_find_their_film(services: Services) -> None:
    catalogue = Catalogue.load(Manifest.load(DATA_DIR))
    row = {film_id: number for number, film_id in enumerate((578, 12, 745))}
    said = (
        FilmWordSearch(film_words.titles(catalogue, row)),
        FilmWordSearch(film_words.people(catalogue, row)),
    )
    for words, expected in (("tiburon", 578), ("nemo", 12), ("sixth", 745)):
        assert said[0].cosines([words], 3).argmax() == row[expected]
    for words, expected in (("spielberg", 578), ("degeneres", 12), ("willis", 745)):
        assert said[1].cosines([words], 3).argmax() == row[expected]
        assert not said[0].cosines([words], 3).any()


@pytest.mark.parametrize(
    "asked, film_id",
    [
        ("la de tom hanks perdido en una isla con una pelota", 8358),
        ("una de robin williams disfrazado de vieja para cuidar a sus hijos", 788),
    ],
)
def test_who_acts_in_a_film_helps_to_find_it(services: Services, asked: str, film_id: int) -> None:
    assert film_id in services.plots.find(asked)
