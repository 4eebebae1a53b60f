"""``--scale N``: a catalogue N times as large, in a temporary folder, and what grows with it.

Films, people, companies, collections and keywords are all multiplied, so that a film has as many
of each as before. A copy's names end in a word of its own, its film has a tenth of the votes, and
the models are left as they are: the recommender knows nothing of a copy but its facts.
"""

import asyncio
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from services.manifest import sha256
from tests.load.asking import Asking, many
from tests.load.bots import running
from tests.load.rounds import full_speed
from tests.load.tables import Row

ASKED = 300
IDS = 20_000_000
"""From one copy's film ids to the next one's: more than any id of TMDB's."""
WORDS = "alba bruma cierzo duna estela faro gruta hiedra isla jaspe".split()
NAMES = {"title", "original_title", "title_es", "title_latam", "name"}
FILMS = {("films", "id"), ("collections", "id"), ("films", "collection")}
ROWS = {"person": "people", "company": "companies", "keyword": "keywords"}
KEPT = ("newer", "words", "aliases")


def scaled(data: Path, times: int) -> list[Row]:
    """Measure a catalogue as it is and ``times`` as large; return the lines of the table."""
    if not 2 <= times <= len(WORDS):
        raise SystemExit(f"--scale: de 2 a {len(WORDS)}")
    with tempfile.TemporaryDirectory() as folder:
        large = multiplied(data, Path(folder) / "data", times)
        each = [asyncio.run(_measure(Path(folder), one)) for one in (data, large)]
    return [(name, each[0][name], each[1][name]) for name in each[0]]


def multiplied(data: Path, out: Path, times: int) -> Path:
    """Write a data folder ``times`` as large as another, with a manifest of its own."""
    shutil.copytree(data / "models", out / "models")
    (out / "catalogue").mkdir()
    tables = {path.stem: pq.read_table(path) for path in (data / "catalogue").glob("*.parquet")}
    sizes = {name: len(table) for name, table in tables.items()}
    for name, table in tables.items():
        copies = [table]
        if name not in KEPT:
            copies += [_copy(name, table, number, sizes) for number in range(1, times)]
        whole = pa.concat_tables(copies).unify_dictionaries()
        pq.write_table(whole, out / "catalogue" / f"{name}.parquet")
    manifest = json.loads((data / "manifest.json").read_text(encoding="utf-8"))
    for name, entry in manifest["files"].items():
        content = (out / name).read_bytes()
        entry |= {"bytes": len(content), "sha256": sha256(content)}
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return out


def _copy(name: str, table: Any, number: int, sizes: dict[str, int]) -> Any:
    """Return the rows of a copy of a table."""
    for place, field in enumerate(table.schema):
        column = table[field.name]
        if field.name in NAMES and not (name == "keywords" and field.name == "name"):
            column = pc.binary_join_element_wise(column, WORDS[number], " ")
        elif field.name == "film" or (name, field.name) in FILMS:
            column = pc.add(column, number * IDS).cast(field.type)
        elif field.name in ROWS:
            column = pc.add(column, number * sizes[ROWS[field.name]]).cast(field.type)
        elif field.name == "votes":
            column = pc.divide(column, 10).cast(field.type)
        table = table.set_column(place, field, column)
    return table


async def _measure(folder: Path, data: Path) -> dict[str, str]:
    asking = Asking(data)
    films = pq.read_metadata(data / "catalogue/films.parquet").num_rows
    async with running(folder, "bot", DATA_DIR=str(data.resolve())) as bot:
        phases, begun = bot.phases(), bot.memory
        await full_speed(bot, many(asking.both, ASKED))
        commands = await full_speed(bot, many(asking.command, ASKED), window=1)
        inline = await full_speed(bot, many(asking.inline, ASKED), window=1)
        used = bot.memory
    files = sum(path.stat().st_size for path in data.rglob("*.parquet"))
    return {
        "películas": f"{films:,}".replace(",", "."),
        "catálogo en disco": f"{files / 1e6:.0f} MB",
        "listo": f"{phases[3]:.1f} s",
        "memoria al arrancar": f"{begun.now:.0f} MiB",
        "memoria, todo usado": f"{used.now:.0f} MiB",
        "máximo": f"{used.peak:.0f} MiB",
        "comandos, p50 y p99": f"{commands.at(0.5):.1f} y {commands.at(0.99):.1f} ms",
        "en línea, p50 y p99": f"{inline.at(0.5):.1f} y {inline.at(0.99):.1f} ms",
    }


SCALE_HEAD = ("qué", "el catálogo", "multiplicado")
