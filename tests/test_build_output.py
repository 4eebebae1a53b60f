"""The files that a build writes: same bytes every time, typed, listed; and where raw files lie."""

import datetime as dt
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import joblib
import pandas as pd
import pyarrow.parquet as pq
import pytest

from services import Services
from tests.building import BUILT, build, run_build
from tests.raw_expected import EXPECTED
from tests.raw_files import (
    COLUMNS,
    CREDITS,
    FILES,
    KEYWORDS,
    MOVIES,
    TITLES,
    film,
    keywords,
    line,
    raw_set,
)

ROOT = Path(__file__).parent.parent


def table(data: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(data / "catalogue" / f"{name}.parquet")


def manifest(data: Path) -> Any:
    return json.loads((data / "manifest.json").read_text(encoding="utf-8"))


PLOTS = ("dataTraining.zip", "sinopsis_es.csv")


def digests(data: Path, part: str = "*") -> dict[str, str]:
    paths = sorted(data.glob(f"{part}/*"))
    return {str(p.relative_to(data)): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}


def test_tables_are_typed_and_compressed(small_data: Path) -> None:
    files = sorted((small_data / "catalogue").iterdir())
    assert [path.stem for path in files] == (
        "aliases cast collections companies countries directors film_companies film_keywords "
        "films genres keywords newer people words"
    ).split()
    for path in files:
        group = pq.read_metadata(path).row_group(0)
        codecs = {group.column(at).compression for at in range(group.num_columns)}
        assert codecs == {"ZSTD"}, path.name
    films = pq.read_schema(small_data / "catalogue" / "films.parquet")
    types = {field.name: str(field.type) for field in films}
    assert types["date"] == "date32[day]"
    assert {types["budget"], types["revenue"]} == {"int64"}
    assert (types["id"], types["votes"], types["runtime"]) == ("int32", "int32", "int16")


def test_no_sentence_ships(small_data: Path) -> None:
    sentences = ("secret on the top", "silent tower and its", "Look up", "Mind the step")
    for path in sorted((small_data / "catalogue").iterdir()):
        text = pd.read_parquet(path).to_csv()
        assert not [sentence for sentence in sentences if sentence in text], path.name
    model = joblib.load(small_data / "models" / "recommender.joblib")
    arrays = {name: one for name, one in model.items() if hasattr(one, "dtype")}
    assert all(one.dtype.kind in "biu" for one in arrays.values())  # whole numbers: no text
    others = {name: type(one) for name, one in model.items() if name not in arrays}
    assert others == {"format": int, "users": int, "weights": dict}
    assert all(isinstance(weight, float) for weight in model["weights"].values())
    assert model["ids"].tolist() == list(EXPECTED)


def test_the_same_input_gives_the_same_bytes(
    small_raw: Path, small_data: Path, tmp_path: Path
) -> None:
    raw, out = shutil.copytree(small_raw, tmp_path / "raw"), tmp_path / "out"
    options = ("--raw", str(raw), "--out", str(out), "--date", BUILT)
    # Another process, so that strings have other hashes.
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    run = subprocess.run(
        [sys.executable, "-m", "data.build", *options],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "Informe" in run.stdout
    again, first = digests(out), digests(small_data)
    assert len(first) >= 12
    assert [name for name in first if again.get(name) != first[name]] == []
    assert (out / "manifest.json").read_bytes() == (small_data / "manifest.json").read_bytes()


def test_other_input_gives_other_bytes(small_data: Path, tmp_path: Path) -> None:
    more = raw_set().text(MOVIES) + line(film(id="900020", title="X", release_date="1999-09-09"))
    build(raw_set().with_file(MOVIES, more), tmp_path)
    ours, others = digests(small_data), digests(tmp_path)
    changed = {name for name in ours if ours[name] != others[name]}
    assert changed == {"catalogue/films.parquet", "models/recommender.joblib"}


def test_the_recommender_of_many_films_is_the_same_twice(tmp_path: Path) -> None:
    """The small set is too small for the luck of a randomised decomposition to show."""
    chance, words = random.Random(0), [f"palabra {number}" for number in range(200)]
    ids = [str(number) for number in range(1, 201)]
    films = (film(id=i, title=f"Film {i}", release_date="2000-01-01") for i in ids)
    tagged = ((i, keywords(*chance.sample(words, 10))) for i in ids)
    raw = raw_set().with_file(MOVIES, line(COLUMNS) + "".join(map(line, films)))
    raw = raw.with_file(KEYWORDS, line(("id", "keywords")) + "".join(map(line, tagged)))
    for name in ("one", "two"):
        build(raw, tmp_path / name)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_the_manifest_lists_every_file(small_data: Path) -> None:
    listed = manifest(small_data)["files"]
    assert {name: entry["sha256"] for name, entry in listed.items()} == digests(small_data)
    for name, entry in listed.items():
        assert entry["bytes"] == (small_data / name).stat().st_size
        rows = len(table(small_data, Path(name).stem)) if name.endswith(".parquet") else None
        assert entry.get("rows") == rows


def test_the_manifest_names_sources_with_licence(small_raw: Path, small_data: Path) -> None:
    sources = {source["file"]: source for source in manifest(small_data)["sources"]}
    # Behind the files of this build, the plots that the kept genre model was trained on.
    assert list(sources) == [*FILES, *PLOTS]
    assert all("no se distribuye" in sources.pop(name)["licence"] for name in PLOTS)
    assert {name: source["licence"] for name, source in sources.items()} == {
        MOVIES: "CC0-1.0",
        CREDITS: "CC0-1.0",
        KEYWORDS: "CC0-1.0",
        TITLES: "MIT",
    }
    assert [source["rows"] for source in sources.values()] == [24, 16, 11, 9]
    for name, source in sources.items():
        assert source["bytes"] == (small_raw / name).stat().st_size
        assert source["title"]
        assert (source["url"] is None) == (name == TITLES)


def test_the_date_is_the_one_given(small_data: Path) -> None:
    assert manifest(small_data)["built"] == BUILT


def test_without_a_date_it_is_the_newest_raw_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = raw_set().write(tmp_path / "raw")
    newest = dt.datetime(2023, 12, 31, 23, 30, tzinfo=dt.UTC).timestamp()
    for name, age in zip(FILES, (86_400 * 30, 86_400, 0, 7_200), strict=True):
        os.utime(raw / name, (newest - age, newest - age))
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Tokyo")  # where it was 2024 already
        time.tzset()
        run_build("--raw", raw, "--out", tmp_path / "out")
    time.tzset()
    assert manifest(tmp_path / "out")["built"] == "2023-12-31"


@pytest.mark.parametrize("typed", [".", "the_movies_dataset", "elsewhere"])
def test_raw_files_in_a_folder_of_it_or_beside_it(
    small_data: Path, tmp_path: Path, typed: str
) -> None:
    """``--raw`` may name the download, the folder that it was unpacked in, or one beside."""
    raw_set().with_file(TITLES, None).write(tmp_path / "the_movies_dataset")
    (tmp_path / "elsewhere").mkdir()
    beside = {"elsewhere": FILES, "the_movies_dataset": [TITLES], ".": [TITLES]}[typed]
    for name in beside:
        (tmp_path / name).write_text(raw_set().text(name), encoding="utf-8", newline="")
    run_build("--raw", tmp_path / typed, "--out", tmp_path / "out", "--date", BUILT)
    assert digests(tmp_path / "out", "catalogue") == digests(small_data, "catalogue")


def test_line_ends_of_windows_a_byte_order_mark_and_no_last_line_end(
    small_data: Path, tmp_path: Path
) -> None:
    raw = raw_set()
    for name in FILES:
        raw = raw.with_file(name, "\ufeff" + raw.text(name).replace("\n", "\r\n").rstrip("\r\n"))
    assert build(raw, tmp_path).errors == []
    assert digests(tmp_path, "catalogue") == digests(small_data, "catalogue")


def test_without_titulos_es_the_titles_that_were_there_stay(small_data: Path, built: Path) -> None:
    run = build(raw_set().with_file(TITLES, None), built)
    assert run.status == 0
    assert any(TITLES in step and "no está" in step for step in run.progress)
    assert digests(built, "catalogue") == digests(small_data, "catalogue")
    assert [source["file"] for source in manifest(built)["sources"]] == [
        *FILES[:3],
        *PLOTS,
    ]


def test_without_titulos_es_a_new_folder_gets_the_shipped_titles_by_id(tmp_path: Path) -> None:
    padrino = raw_set().text(MOVIES).replace("900016", "238")
    build(raw_set().with_file(TITLES, None).with_file(MOVIES, padrino), tmp_path)
    films = table(tmp_path, "films").set_index("id")
    assert films["title_es"].dropna().to_dict() == {238: "El padrino"}
    assert films["title_latam"].dropna().to_dict() == {238: "El padrino"}


def test_keep_models_rebuilds_only_the_catalogue(
    small_data: Path, built: Path, tmp_path: Path
) -> None:
    other = raw_set().text(KEYWORDS).replace("'fog'", "'night watch'")
    raw = raw_set().with_file(KEYWORDS, other).write(tmp_path / "raw")
    run_build("--raw", raw, "--out", built, "--date", BUILT, "--keep-models")
    assert digests(built, "models") == digests(small_data, "models")
    assert digests(built, "catalogue") != digests(small_data, "catalogue")
    run_build("--raw", raw, "--out", built, "--date", BUILT)
    assert digests(built, "models") != digests(small_data, "models")
    Services.load(built)


def test_keep_recommender_leaves_it_as_it_was(
    small_data: Path, built: Path, tmp_path: Path
) -> None:
    other = raw_set().text(KEYWORDS).replace("'fog'", "'night watch'")
    raw = raw_set().with_file(KEYWORDS, other).write(tmp_path / "raw")
    before = (small_data / "models" / "recommender.joblib").read_bytes()
    run_build("--raw", raw, "--out", built, "--date", BUILT, "--keep-recommender")
    assert (built / "models" / "recommender.joblib").read_bytes() == before
    assert digests(built, "catalogue") != digests(small_data, "catalogue")
    run_build("--raw", raw, "--out", built, "--date", BUILT)
    assert (built / "models" / "recommender.joblib").read_bytes() != before


def test_files_of_an_older_build_go(small_data: Path, built: Path) -> None:
    (built / "catalogue" / "spoken.parquet").write_bytes(b"old")
    build(raw_set(), built)
    assert digests(built) == digests(small_data)
