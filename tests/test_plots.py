"""Films found by what happens in them."""

import io
from pathlib import Path

import joblib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.build import plot_vectors
from services import Services
from services.manifest import DataError
from services.plots import MAX_FOUND, PlotModel, PlotSearch, unit
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
    centre = points.mean(axis=0)
    vectors = unit(points - centre)
    step = float(np.abs(vectors).max() / 127)
    model = PlotModel(
        np.arange(40, dtype=np.int32),
        np.rint(vectors / step).astype(np.int8),
        step,
        centre,
        np.eye(8, dtype=np.float32),
    )
    wanted = asked - centre
    expected = (points - centre) @ wanted / np.linalg.norm(points - centre, axis=1)
    expected /= np.linalg.norm(wanted)
    assert model.cosines(asked.astype(np.float32)) == pytest.approx(expected, abs=0.02)


def test_a_saved_model_reads_back_and_other_formats_do_not(tmp_path: Path) -> None:
    model = PlotModel(
        np.array([7], np.int32),
        np.ones((1, 2), np.int8),
        0.5,
        np.zeros(2, np.float32),
        np.eye(2, dtype=np.float32),
        "abc",
    )
    plot_vectors.save(model, tmp_path / "plots.joblib")
    again = PlotModel.from_bytes((tmp_path / "plots.joblib").read_bytes())
    assert again.ids.tolist() == [7] and again.step == 0.5 and again.words == "abc"
    other = io.BytesIO()
    joblib.dump({"format": 0}, other)
    with pytest.raises(ValueError, match="otro formato"):
        PlotModel.from_bytes(other.getvalue())


def test_vectors_of_other_words_are_refused(services: Services, tmp_path: Path) -> None:
    centre = np.zeros(256, np.float32)
    one = np.array([578], np.int32), np.ones((1, 256), np.int8)
    model = PlotModel(*one, 0.5, centre, np.eye(256, dtype=np.float32), "other")
    plot_vectors.save(model, tmp_path / "plots.joblib")
    source = (tmp_path / "plots.joblib").read_bytes
    search = PlotSearch(source, services.genres, services.films)
    with pytest.raises(DataError, match=r"plots\.joblib"):
        search.find(next(iter(PLOTS)))


def test_told_plots_lead_to_their_film_in_other_words(services: Services) -> None:
    told = {
        1: "una orca enorme se traga a los bañistas de la playa",
        2: "un piloto de carreras choca y queda ciego",
        3: "una abuela hereda un circo de pulgas",
    }
    films = [record(number, "x", votes=50, overview="Nobody knows what happens in it, not at all.")
             for number in told]  # fmt: skip
    films.append(record(4, "x", votes=5, overview="Too few people have seen this one to ask."))
    model = plot_vectors.train(films, {}, services.genres, [*told.items(), (4, "nada"), (9, "y")])
    assert model.ids.tolist() == [1, 2, 3]
    for number, plot in told.items():
        point = services.genres.look(plot).point
        assert point is not None
        assert model.ids[model.cosines(point).argmax()] == number
    alone = plot_vectors.train(films, {}, services.genres)
    assert np.array_equal(alone.bridge, np.eye(len(alone.centre)))
