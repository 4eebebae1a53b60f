"""Nothing is loaded that does not match the manifest: code least of all."""

import json
import os
import pickle
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import joblib
import pytest

from services import DataError, Services
from services.manifest import Manifest

GENRES = "models/genres.joblib"
NAMES = (
    *(
        f"catalogue/{table}.parquet"
        for table in "films collections genres countries people cast directors companies "
        "film_companies keywords film_keywords newer aliases words".split()
    ),
    "models/recommender.joblib",
    "models/plots.joblib",
    GENRES,
)


@pytest.fixture
def data(small_data: Path, tmp_path: Path) -> Path:
    """A whole data folder that may be spoilt; its genre model is a stand-in."""
    folder = shutil.copytree(
        small_data, tmp_path / "data", ignore=shutil.ignore_patterns("genres.joblib")
    )
    (folder / "models" / "genres.joblib").write_bytes(b"a model of genres")
    edit(folder, lambda content: content["files"].update({GENRES: entry(folder, GENRES)}))
    return folder


def entry(folder: Path, name: str) -> dict[str, object]:
    content = (folder / name).read_bytes()
    return {"bytes": len(content), "sha256": sha256(content).hexdigest()}


def edit(folder: Path, change: Callable[[Any], object]) -> None:
    """Change the content of a manifest in place."""
    path = folder / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def refused(folder: Path) -> str:
    with pytest.raises(DataError) as error:
        Services.load(folder)
    return str(error.value)


class Trap:
    """Makes a folder when it is unpickled."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (self._folder,)


def test_a_whole_folder_loads(data: Path) -> None:
    assert set(Manifest.load(data).files) == set(NAMES)
    assert len(Services.load(data).films) == 16


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", [0, 0.5, -1])
def test_a_changed_byte(data: Path, name: str, place: float) -> None:
    content = bytearray((data / name).read_bytes())
    content[-1 if place < 0 else int(len(content) * place)] ^= 1
    (data / name).write_bytes(content)
    assert str(data / name) in refused(data)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kept", [0, 0.5, -1])
def test_a_truncated_file(data: Path, name: str, kept: float) -> None:
    content = (data / name).read_bytes()
    (data / name).write_bytes(content[: -1 if kept < 0 else int(len(content) * kept)])
    assert str(data / name) in refused(data)


@pytest.mark.parametrize("name", NAMES)
def test_a_longer_file(data: Path, name: str) -> None:
    with (data / name).open("ab") as file:
        file.write(b"\n")
    assert str(data / name) in refused(data)


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file(data: Path, name: str) -> None:
    (data / name).unlink()
    assert str(data / name) in refused(data)


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_in_the_place_of_a_file(data: Path, name: str) -> None:
    (data / name).unlink()
    (data / name).mkdir()
    assert str(data / name) in refused(data)


@pytest.mark.parametrize("name", NAMES[:-1])
def test_a_file_that_is_not_listed(data: Path, name: str) -> None:
    edit(data, lambda content: content["files"].pop(name))
    message = refused(data)
    assert name in message
    assert "no figura" in message


def test_a_genre_model_that_is_not_listed_is_refused(data: Path, tmp_path: Path) -> None:
    edit(data, lambda content: content["files"].pop("models/genres.joblib"))
    joblib.dump(Trap(tmp_path / "trap"), data / "models" / "genres.joblib")
    assert "genres.joblib no figura" in refused(data)
    assert not (tmp_path / "trap").exists()


@pytest.mark.parametrize("name", NAMES[-2:])
@pytest.mark.parametrize("same_size", [False, True])
def test_a_model_with_other_bytes_is_never_unpickled(
    data: Path, tmp_path: Path, name: str, same_size: bool
) -> None:
    joblib.dump(Trap(tmp_path / "trap"), data / name)
    if same_size:  # only the sha256 tells
        size = (data / name).stat().st_size
        edit(data, lambda content: content["files"][name].update(bytes=size))
    assert str(data / name) in refused(data)
    assert not (tmp_path / "trap").exists()
    joblib.load(data / name)
    assert (tmp_path / "trap").is_dir()  # the trap does work


def test_a_plain_pickle_is_never_unpickled(data: Path, tmp_path: Path) -> None:
    content = pickle.dumps(Trap(tmp_path / "trap"))
    (data / "models" / "recommender.joblib").write_bytes(content)
    assert "recommender.joblib" in refused(data)
    assert not (tmp_path / "trap").exists()


def test_a_genre_model_that_changes_after_the_start_is_never_unpickled(
    data: Path, tmp_path: Path
) -> None:
    services = Services.load(data)
    joblib.dump(Trap(tmp_path / "trap"), data / "models" / "genres.joblib")
    with pytest.raises(DataError, match=r"genres\.joblib no coincide"):
        services.genres.predict("Una torre de cristal")
    assert not (tmp_path / "trap").exists()


def test_the_manifest_is_missing(data: Path) -> None:
    (data / "manifest.json").unlink()
    assert str(data / "manifest.json") in refused(data)
    assert "nowhere" in refused(data / "nowhere")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "1", "{}", '{"format": 1}', '{"format": 1, "files": 3, "built": "x"}'],
)
def test_a_manifest_that_is_none(data: Path, text: str) -> None:
    (data / "manifest.json").write_text(text, encoding="utf-8")
    message = refused(data)
    assert str(data / "manifest.json") in message
    assert "dañado" in message


def test_a_manifest_that_is_no_text(data: Path) -> None:
    (data / "manifest.json").write_bytes(b"\xff\xfe\x00")
    assert "manifest.json está dañado" in refused(data)


@pytest.mark.parametrize("number", [0, 2, "1", None])
def test_a_manifest_of_another_format(data: Path, number: object) -> None:
    edit(data, lambda content: content.update(format=number))
    message = refused(data)
    assert "manifest.json" in message
    assert "otro formato" in message


def test_a_table_that_is_listed_but_is_none(data: Path) -> None:
    """The build would never list it; a hand might."""
    name = "catalogue/people.parquet"
    (data / name).write_bytes(b"no table")
    edit(data, lambda content: content["files"].update({name: entry(data, name)}))
    assert str(data / name) in refused(data)


@pytest.mark.parametrize("listed", [{}, {"sha256": "0"}, 3])
def test_an_entry_without_size_or_sha256(data: Path, listed: object) -> None:
    edit(data, lambda content: content["files"].update({NAMES[0]: listed}))
    assert NAMES[0] in refused(data) or "manifest.json" in refused(data)
