"""What the build refuses: with one sentence, and the old data folder stays as it was."""

import sys
from pathlib import Path
from types import SimpleNamespace

import joblib
import pytest

from services import DataError, Services
from tests.building import BUILT, build, everything, refuse, run_build
from tests.raw_files import (
    CREDITS,
    FILES,
    KEYWORDS,
    MOVIES,
    TITLES,
    collection,
    film,
    line,
    raw_set,
)

READ_COLUMNS = {
    MOVIES: "adult belongs_to_collection budget genres id imdb_id original_language "
    "original_title overview popularity poster_path production_companies production_countries "
    "release_date revenue runtime tagline title vote_average vote_count",
    CREDITS: "cast crew id",
    KEYWORDS: "id keywords",
    TITLES: "id titulo_es titulo_latam",
}


@pytest.mark.parametrize("name", FILES[:3])
def test_a_file_is_missing(name: str, built: Path) -> None:
    message = refuse(raw_set().with_file(name, None), built)
    assert name in message
    assert all(column in message for column in READ_COLUMNS[name].split())


def test_the_folder_is_missing(built: Path, tmp_path: Path) -> None:
    run = run_build("--raw", tmp_path / "nowhere", "--out", built)
    assert (run.status, len(run.errors)) == (1, 1)
    assert MOVIES in run.errors[0]
    assert "nowhere" in run.errors[0]


@pytest.mark.parametrize(
    ("name", "column"), [(name, c) for name in FILES for c in READ_COLUMNS[name].split()]
)
def test_a_column_is_missing(name: str, column: str, built: Path) -> None:
    message = refuse(raw_set().without_column(name, column), built)
    assert message == f"A {name} le falta la columna {column}."


@pytest.mark.parametrize("column", ["homepage", "status", "video", "spoken_languages"])
def test_a_column_that_nothing_reads_may_be_missing(column: str, tmp_path: Path) -> None:
    plain = raw_set().with_file(MOVIES, "".join(raw_set().files[MOVIES][:4]))
    assert build(plain.without_column(MOVIES, column), tmp_path / "out").status == 0


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("text", ["", "\n", "cadena,de,otra,cosa\n1,2,3,4\n", "<html>\n</html>"])
def test_another_file(name: str, text: str, built: Path) -> None:
    message = refuse(raw_set().with_file(name, text), built)
    assert message.startswith(f"A {name} le faltan las columnas ")
    assert all(column in message for column in READ_COLUMNS[name].split())


def test_no_film_at_all(built: Path) -> None:
    message = refuse(raw_set().with_file(MOVIES, raw_set().files[MOVIES][0]), built)
    assert MOVIES in message
    assert "release_date" in message


def test_a_damaged_plot_file_stops_a_build_that_has_begun_to_write(
    built: Path, tmp_path: Path
) -> None:
    """The models come after the tables, which must go again."""
    raw = raw_set().write(tmp_path / "raw")
    (raw / "plots").mkdir()
    (raw / "plots" / "dataTraining.zip").write_bytes(b"PK no zip")
    (raw / "plots" / "sinopsis_es.csv").write_text("id,sinopsis\n", encoding="utf-8")
    before = everything(built)
    run = run_build("--raw", raw, "--out", built, "--date", BUILT)
    assert (run.status, len(run.errors)) == (1, 1)
    assert "dataTraining.zip" in run.errors[0]
    assert any("catalogue/films.parquet" in step for step in run.progress)
    assert set(everything(built)) == set(before)
    same = everything(built) == before
    assert same


def test_a_machine_that_stops_while_files_are_put_in_place(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def stop(path: Path, target: Path) -> Path:
        if path.name == "manifest.json":
            raise KeyboardInterrupt
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", stop)
    more = raw_set().text(MOVIES) + line(film(id="900030", title="Z", release_date="1999-09-09"))
    with pytest.raises(KeyboardInterrupt):
        build(raw_set().with_file(MOVIES, more), built)
    with pytest.raises(DataError, match=r"films\.parquet|genres\.parquet"):
        Services.load(built)
    assert not list(built.glob(".build-*"))
    monkeypatch.undo()
    assert build(raw_set(), built).status == 0  # and the next build mends it
    Services.load(built)


@pytest.mark.parametrize(
    "options", [[], ["--raw", "x", "--download"], ["--raw", "x", "--date", "2"]]
)
def test_wrong_options(options: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run_build(*options)
    assert stopped.value.code == 2


def test_download_without_kagglehub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kagglehub", None)
    run = run_build("--download")
    assert run.status == 1
    assert len(run.errors) == 1
    assert "kagglehub" in run.errors[0]


def test_download_without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> str:
        raise ConnectionError(name)

    monkeypatch.setitem(sys.modules, "kagglehub", SimpleNamespace(dataset_download=fail))
    run = run_build("--download")
    assert run.status == 1
    assert len(run.errors) == 1
    assert "rounakbanik/the-movies-dataset" in run.errors[0]


def test_download(
    monkeypatch: pytest.MonkeyPatch, small_raw: Path, small_data: Path, tmp_path: Path
) -> None:
    kaggle = SimpleNamespace(dataset_download={"rounakbanik/the-movies-dataset": small_raw}.get)
    monkeypatch.setitem(sys.modules, "kagglehub", kaggle)
    assert run_build("--download", "--out", tmp_path / "out", "--date", BUILT).status == 0
    same = (tmp_path / "out" / "manifest.json").read_bytes()
    assert same == (small_data / "manifest.json").read_bytes()


@pytest.mark.parametrize(
    "cells",
    [
        {"id": "99999999999"},
        {"runtime": "99999.0"},
        {"vote_count": "1e10"},
        {"budget": "1e30"},
        {"revenue": "1e30"},
        {"belongs_to_collection": collection(10**12, "Far")},
    ],
    ids=lambda cells: next(iter(cells)),
)
def test_a_number_beyond_its_column_is_no_traceback(cells: dict[str, str], built: Path) -> None:
    row = film(**{"id": "900030", "title": "Far Out", "release_date": "1999-09-09"} | cells)
    run = build(raw_set().with_file(MOVIES, raw_set().text(MOVIES) + line(row)), built)
    assert run.status == 0 or len(run.errors) == 1
    Services.load(built)


def test_half_a_character_is_no_traceback(built: Path) -> None:
    row = film(
        id="900030",
        title="Half",
        release_date="1999-09-09",
        production_companies=r"[{'name': 'Emoji \ud83d Films', 'id': 3}]",
    )
    run = build(raw_set().with_file(MOVIES, raw_set().text(MOVIES) + line(row)), built)
    assert run.status == 0 or len(run.errors) == 1


def test_a_cell_of_many_megabytes_is_no_traceback(built: Path) -> None:
    """As an open quote makes it, early in a large file."""
    refuse(raw_set().with_file(CREDITS, 'cast,crew,id\n"' + "x\n" * (1 << 23)), built)


@pytest.mark.parametrize("name", FILES)
def test_an_empty_line_at_the_end_is_no_cut(name: str, tmp_path: Path) -> None:
    assert build(raw_set().with_file(name, raw_set().text(name) + "\n"), tmp_path).errors == []


@pytest.mark.parametrize("model", ["genres.joblib", "recommender.joblib"])
def test_a_changed_model_is_not_listed_as_good(model: str, built: Path, small_raw: Path) -> None:
    """Else a file that the manifest refuses would be code that the next start runs."""
    joblib.dump({"changed": True}, built / "models" / model)
    changed = (built / "models" / model).read_bytes()
    run = run_build("--raw", small_raw, "--out", built, "--date", BUILT, "--keep-models")
    assert run.status == 1 or (built / "models" / model).read_bytes() != changed
