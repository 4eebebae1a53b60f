"""The table of genres: what is held out, how it is scored, the seed's models, the whole command."""

import math
import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from data.build.genres import Helpers, Recipe, train
from data.build.own import told_plots
from data.build.plots import NO, UNKNOWN, YES, LabelledPlot
from data.evaluate import __main__ as command
from data.evaluate import genre_development, genre_search, genre_seed, genre_sets
from data.evaluate.genre_development import RECIPES, development, development_table
from data.evaluate.genre_picture import draw
from data.evaluate.genre_scores import Bin, labels_of, reliability, score
from data.evaluate.genre_search import searches_table
from data.evaluate.genre_sets import (
    COLLOQUIAL,
    GenreSets,
    colloquial_plots,
    foreign_texts,
    leave_out,
    split,
)
from services import Services
from services.genres import GENRES, plot_words
from tests.tiny_genres import FakeMiniLM, FakeTranslator, labelled, tiny_plots
from tests.worlds import record

GENRE_NAMED = re.compile(
    r"\b(comedias?|terror|dramas?|rom[aá]ntic\w+|policiales?|musical(es)?|documental\w*|thrillers?"
    r"|ciencia ficci[oó]n|suspens[eo]|fantas[ií]a|b[eé]lic\w+|western|aventuras|horror"
    r"|comedy|sci-?fi|parodia|spoof|gore|caricaturas?|cortometrajes?|es un corto|el corto)\b"
)
"""What would tell a genre by its name, in what a person says of a film."""


def many_plots() -> list[LabelledPlot]:
    """Forty films, each told by MIAD, an overview and a synopsis."""
    found = []
    for number in range(40):
        genres = ("Horror",) if number % 2 else ("Sport", "Drama")
        for source in ("miad", "overview", "synopsis"):
            plot = labelled(f"{source} trama {number}", f"film{number}", *genres, source=source)
            found.append(plot)
    return found


def test_no_test_film_is_learnt_from_any_source() -> None:
    plots = many_plots()
    spoken = [labelled("la del crío", "film3", "Comedy", source="colloquial")]
    sets = split(plots, spoken)
    assert len(sets.english) == 6  # 15 % of 40
    assert 0 < len(sets.spanish) < 30
    assert {plot.labels[GENRES.index("Sport")] for plot in sets.spanish} == {UNKNOWN}
    held = {plot.film for plot in (*sets.english, *sets.spanish, *spoken)}
    assert "film3" in held
    assert {plot.film for plot in plots} - held == {p.film for p in sets.train(*sets.tests)}
    for test in sets.tests:
        own = {plot.film for plot in test}
        assert {plot.film for plot in plots} - own == {plot.film for plot in sets.train(test)}
    assert split(plots, spoken) == sets
    assert split(plots, spoken, seed=1).english != sets.english


def test_a_film_is_left_out_under_another_title() -> None:
    labels = tuple([NO] * len(GENRES))
    miad = LabelledPlot("a", "starwars", labels, "miad", 11)
    synopsis = LabelledPlot("b", "laguerradelasgalaxias", labels, "synopsis", 11)
    other = LabelledPlot("c", "alien", labels, "overview", 348)
    assert leave_out([miad, synopsis, other], [miad]) == [other]


def test_colloquial_plots_tell_what_the_catalogue_tells(tmp_path: Path) -> None:
    films = pd.DataFrame({"id": [7], "title": ["El Último"]})
    path = tmp_path / "plots.csv"
    path.write_text("id,voz,trama,generos\n7,mx,una de un wey,Comedy|Sci-Fi\n")
    (plot,) = colloquial_plots(path, films)
    label = dict(zip(GENRES, plot.labels, strict=True))
    assert (label["Comedy"], label["Sci-Fi"], label["Drama"]) == (YES, YES, NO)
    assert label["Musical"] == UNKNOWN
    assert (plot.film, plot.film_id, plot.source) == ("ultimo", 7, "colloquial")


@pytest.mark.skipif(not COLLOQUIAL.is_file(), reason="the set is written apart")
def test_our_own_plots_are_many() -> None:
    films = pd.DataFrame({"id": [], "title": []})
    plots = colloquial_plots(COLLOQUIAL, films)
    assert len(plots) >= 100
    assert all(YES in plot.labels for plot in plots)


def test_plots_to_learn_from_are_no_test_plots_and_name_no_genre() -> None:
    told = told_plots()
    assert len(told) == len(set(told)) > 9000
    titles = Services.load().films
    assert all(film_id in titles for film_id, _ in told)
    assert not [plot for _, plot in told if GENRE_NAMED.search(plot.lower())]
    nothing = pd.DataFrame({"id": [], "title": []})
    tests = {tuple(plot_words(plot.plot)) for plot in colloquial_plots(COLLOQUIAL, nothing)}
    assert not [plot for _, plot in told if tuple(plot_words(plot)) in tests]


def test_foreign_texts_are_in_several_languages() -> None:
    assert len({language for language, _ in foreign_texts()}) >= 8


def test_scores_of_a_perfect_and_a_blind_reader() -> None:
    labels = labels_of([*tiny_plots(), labelled("x", "x", unknown=("Musical",))])
    labels[:, GENRES.index("Musical")] = UNKNOWN
    told = (labels == YES).astype(float)
    perfect = score(labels, told, np.full(len(GENRES), 0.5))
    assert perfect.macro_auc == perfect.micro_auc == perfect.macro_f1 == perfect.micro_f1 == 1
    assert perfect.brier == 0
    assert perfect.top_three == pytest.approx(24 / 25)  # the last has no genre
    assert "Musical" not in {genre.genre for genre in perfect.genres}
    war = next(genre for genre in perfect.genres if genre.genre == "War")
    assert math.isnan(war.auc)
    assert war.plots == 0
    blind = score(labels, np.full(labels.shape, 0.5), np.full(len(GENRES), 0.6))
    assert blind.macro_auc == 0.5
    assert (blind.macro_f1, blind.micro_f1, blind.brier) == (0, 0, 0.25)


def test_reliability_counts_every_told_label() -> None:
    labels = np.array([[YES, NO, UNKNOWN], [YES, YES, NO]], np.int8)
    bins = reliability(labels, np.array([[0.72, 0.05, 0.5], [0.78, 1.0, 0.02]]))
    assert [(b.count, b.observed) for b in bins] == [(2, 0.0), (2, 1.0), (1, 1.0)]
    assert bins[1].predicted == pytest.approx(0.75)


@pytest.mark.filterwarnings("ignore")  # three epochs of a few plots
@pytest.mark.parametrize("make", [genre_seed.base, genre_seed.network])
def test_the_seed_s_models_learn(make: object) -> None:
    plots = [labelled(f"{p.plot} {p.film}", p.film, *genres_of(p)) for p in tiny_plots() * 3]
    plots.append(labelled("all", "all", *GENRES))
    model, thresholds = genre_seed.fit(make, plots)  # type: ignore[arg-type]
    given = model.predict_proba([plots[0].plot])
    assert given.shape == (1, len(GENRES))
    assert thresholds.shape == (len(GENRES),)


def genres_of(plot: LabelledPlot) -> tuple[str, ...]:
    return tuple(g for g, label in zip(GENRES, plot.labels, strict=True) if label == YES)


def test_without_raw_data_the_command_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command.main(["genres", "--raw", str(tmp_path)]) == 1
    assert "Falta movies_metadata.csv" in capsys.readouterr().err
    monkeypatch.setattr(command, "USUAL", (tmp_path,))
    assert command.main(["recommender"]) == 1
    assert "Falta movies_metadata.csv" in capsys.readouterr().err
    monkeypatch.setattr(command, "USUAL", (tmp_path / "nowhere",))
    assert command.main(["genres"]) == 1
    assert "Falta --raw" in capsys.readouterr().err


def test_a_copy_under_another_title_is_left_out() -> None:
    others = [labelled(f"otra{n} historia{n} de gente", f"other {n}", "Drama") for n in range(120)]
    copy = labelled("Unico pendulo raro del relojero zurdo", "alias", "Drama")
    near = labelled("El relojero zurdo vuelve", "sequel", "Drama")
    held = labelled("único péndulo RARO del relojero zurdo", "title", "Drama")
    assert leave_out([*others, copy, near], [held]) == [*others, near]


def test_the_calibration_is_drawn(tmp_path: Path) -> None:
    bins = [Bin(0.1, 0.1, 9), Bin(0.8, 0.6, 4)]
    for name in ("one.png", "two.png"):
        draw({"inglés": bins, "coloquial": bins[:1]}, tmp_path / name)
    content = (tmp_path / "one.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert 5_000 < len(content) < 100_000
    assert content == (tmp_path / "two.png").read_bytes()
    draw({"inglés": bins, "coloquial": bins}, tmp_path / "two.png")
    assert content != (tmp_path / "two.png").read_bytes()


def test_films_to_choose_by_are_not_learnt_from() -> None:
    told = [replace(plot, plot=f"la de {plot.plot}", source="told") for plot in many_plots()[::3]]
    sets = split([*many_plots(), *told], told[:3])
    chosen = told[3:6]
    found = development(sets, chosen)
    learnt = {plot.film for plot in found.train}
    tested = {plot.film for test in sets.tests for plot in test}
    assert learnt and found.sets["coloquial"] == [p for p in chosen if p.film not in tested]
    assert not learnt & tested
    for name, plots in found.sets.items():
        assert plots, name
        assert not learnt & {plot.film for plot in plots}, name
    for plot, first in zip(found.sets["español"], found.sets["primeras"], strict=True):
        assert plot.plot.startswith(first.plot)


def test_what_choices_are_made_by_is_measured_with_told_plots_and_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plots = [*many_plots(), *[replace(p, source="told") for p in many_plots()[::3]]]
    small = {name: replace(recipe, min_df=1) for name, recipe in RECIPES.items()}
    monkeypatch.setattr(genre_development, "RECIPES", small)
    for part in ("ENGLISH_PART", "SPANISH_PART", "TOLD_PART"):
        monkeypatch.setattr(genre_development, part, 3)
    console = Console(width=200, record=True)
    helpers = Helpers(FakeTranslator(), FakeMiniLM())
    development_table(split(plots, []), many_plots()[:6], helpers, console)
    rows = [line for line in console.export_text().splitlines() if line.startswith("|")][2:]
    assert [row.split("|")[1].strip() for row in rows] == list(RECIPES)
    for row in rows:
        assert [cell.count("/") for cell in row.split("|")[2:-1]] == [1] * 5


def test_the_command_measures_what_choices_are_made_by(
    small_raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = shutil.copytree(small_raw, tmp_path / "raw")
    miad = pd.DataFrame({"year": 1990, "title": [f"t{n}" for n in range(20)], "plot": "A boxer.",
                         "genres": "['Drama']", "rating": 5.0})  # fmt: skip
    miad.to_csv(raw / "dataTraining.zip")
    pd.DataFrame({"id": [1], "sinopsis": ["Nada."]}).to_csv(raw / "sinopsis_es.csv")
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(genre_development, "development_table", lambda *given: asked.append(given))
    told = [(film_id, "uno que corre") for film_id in range(900000, 900900)]
    monkeypatch.setattr(genre_sets, "told_plots", lambda: told)
    assert command.main(["genres", "--development", "--raw", str(raw)]) == 0
    ((sets, colloquial, *_),) = asked
    assert isinstance(sets, GenreSets)
    assert len(colloquial) > 100  # type: ignore[arg-type]
    assert "uno que corre" in {plot.plot for plot in sets.plots}


@pytest.mark.parametrize("told", [True, False])
def test_told_plots_are_learnt_from_unless_the_recipe_leaves_them_out(told: bool) -> None:
    ghosts = labelled("Un boxeador entrena en la mansión", "x", "Horror", source="told")
    plots = [*tiny_plots(), *[replace(ghosts, film=f"x{number}") for number in range(40)]]
    model = train(plots, helpers=Helpers(), min_df=1, recipe=Recipe(told=told))
    read = model.probabilities(plot_words("un boxeador entrena en la mansion"))
    assert (read[GENRES.index("Horror")] > 0.5) == told


def found_first(console: Console) -> list[str]:
    """Return the shares of the first column of figures of a table that was printed."""
    rows = [line for line in console.export_text().splitlines() if line.startswith("|")][2:]
    return [row.split("|")[2].strip() for row in rows]


def test_the_film_that_a_plot_is_of_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.genres.TELLING", 0.0)  # of a few plots no word is rare
    helpers = Helpers(FakeTranslator(), FakeMiniLM())
    model = train(tiny_plots(), helpers=helpers, min_df=1, folds=2)
    said = {
        578: "a boxer trains for the last fight of his life by the sea",
        12: "a ghost haunts the old mansion at night in perth",
    }
    films = [record(film_id, text, overview=text) for film_id, text in said.items()]
    asked = [replace(labelled(text, str(film_id)), film_id=film_id)
             for film_id, text in said.items()]  # fmt: skip
    console = Console(width=120, record=True)
    monkeypatch.setattr(genre_search, "told_plots", list)
    searches_table(films, {}, asked, model, helpers, console)
    assert found_first(console) == ["100.0%"] * 6
    # What only another told plot says: a boxer's film that somebody remembers by a ghost.
    ghost = "un fantasma ronda la mansión por la noche cerca del río"
    monkeypatch.setattr(genre_search, "told_plots", lambda: [(578, ghost), (12, "un boxeador")])
    odd = [replace(labelled(ghost, "578"), film_id=578)]
    searches_table(films, {}, odd, model, helpers, console)
    assert found_first(console) == ["0.0%", "0.0%", "0.0%", "100.0%", "100.0%", "100.0%"]
    wrong = [replace(plot, film_id=999) for plot in asked]
    searches_table(films, {}, wrong, model, helpers, console)
    assert console.export_text().count("0.0%") == 12
