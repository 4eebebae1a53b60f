"""Put a built catalogue in place: written beside the old one, renamed when it is whole."""

import datetime as dt
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from services.manifest import FORMAT, MANIFEST, DataError, Manifest, sha256

CATALOGUE, MODELS = "catalogue", "models"


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """Give a new folder next to the data; it goes away again, whatever happens."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".build-", dir=out) as folder:
        (Path(folder) / CATALOGUE).mkdir()
        (Path(folder) / MODELS).mkdir()
        yield Path(folder)


def write_tables(tables: Mapping[str, pa.Table], folder: Path, tick: Callable[[str], None]) -> None:
    """Write every table as ``catalogue/NAME.parquet``; the same table gives the same bytes."""
    for name, table in tables.items():
        tick(f"catalogue/{name}.parquet")
        pq.write_table(
            table,
            folder / CATALOGUE / f"{name}.parquet",
            compression="zstd",
            compression_level=19,
            store_schema=True,
        )


def write_manifest(
    folder: Path, built: dt.date, sources: list[dict[str, Any]], report: list[dict[str, object]]
) -> None:
    """Write ``manifest.json`` for the files in ``folder``: size, sha256, rows, sources, report."""
    files = {}
    for path in sorted(folder.glob("*/*")):
        content = path.read_bytes()
        entry: dict[str, object] = {"bytes": len(content), "sha256": sha256(content)}
        if path.suffix == ".parquet":
            entry["rows"] = pq.read_metadata(path).num_rows
        files[f"{path.parent.name}/{path.name}"] = entry
    manifest = {
        "format": FORMAT,
        "built": built.isoformat(),
        "sources": sources,
        "files": files,
        "report": report,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def publish(folder: Path, out: Path) -> None:
    """Move what ``folder`` holds over ``out``; the manifest comes last.

    Should the machine stop in between, the old manifest refuses the new files by name.
    """
    for part in (CATALOGUE, MODELS):
        new = {path.name for path in (folder / part).iterdir()}
        (out / part).mkdir(exist_ok=True)
        for path in sorted((folder / part).iterdir()):
            path.replace(out / part / path.name)
        for path in (out / part).iterdir():
            if path.name not in new:
                path.unlink()
    (folder / MANIFEST).replace(out / MANIFEST)


def keep_model(name: str, folder: Path, *places: Path) -> bool:
    """Copy ``models/NAME`` from the first data folder whose manifest vouches for it.

    A model file is code: one that somebody changed must not get a manifest's blessing here.
    """
    for place in places:
        try:
            content = Manifest.load(place).read(f"{MODELS}/{name}")
        except DataError:
            continue
        (folder / MODELS / name).write_bytes(content)
        return True
    return False


def shipped_titles(*places: Path) -> dict[int, tuple[str, str]]:
    """Return the Spanish titles by film id in the first catalogue that is whole; none without."""
    columns = ["id", "title_es", "title_latam"]
    for place in places:
        try:
            content = Manifest.load(place).read(f"{CATALOGUE}/films.parquet")
        except DataError:
            continue
        rows = pq.read_table(pa.BufferReader(content), columns=columns).to_pylist()
        return {
            row["id"]: (row["title_es"] or "", row["title_latam"] or "")
            for row in rows
            if row["title_es"] or row["title_latam"]
        }
    return {}
