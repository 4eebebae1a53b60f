"""The report over small and odd catalogues: it is always whole, the same, escaped, and fast."""

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.build.films import FilmRecord
from data.build.report import RULES
from data.eda import chapters as told
from data.eda.__main__ import main
from data.eda.chapters import Chapter, chapters
from data.eda.cleaning import cleaning
from data.eda.figure import NO_DATA, Figure
from data.eda.figures.words import words
from data.eda.page import page
from data.eda.picture import blank
from data.eda.spanish import share
from data.eda.tables import Rule, Tables
from tests.worlds import catalogue_of, record

FIGURES = 23
A_DAY = dt.date(2024, 5, 17)


@pytest.fixture(scope="module", autouse=True)
def coarse() -> Iterator[None]:
    """Draw with fewer dots and no room for labels, which is quicker; what is drawn is the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.eda.picture.DPI", 30)
        patch.setattr("data.eda.picture.LAYOUT", None)
        yield


def tables_of(films: list[FilmRecord]) -> Tables:
    return Tables(catalogue_of(films), A_DAY, (), (Rule("films", "películas", len(films)),))


def figures_of(parts: tuple[Chapter, ...]) -> list[Figure]:
    return [figure for chapter in parts for figure in chapter.figures]


def check(parts: tuple[Chapter, ...]) -> None:
    """Every figure is there, drawn, and told in two sentences."""
    found = figures_of(parts)
    assert len({figure.key for figure in found}) == len(found) == FIGURES
    for figure in found:
        assert re.fullmatch(r"[a-z-]+", figure.key)
        assert figure.png.startswith(b"\x89PNG")
        assert figure.alt and figure.caption
        assert all(len(text) > 20 and text.endswith(".") for text in figure.meaning), figure.key
        told = " ".join((figure.alt, figure.caption, *figure.meaning, figure.finding))
        assert not re.search(r"\b(?:nan|inf|None)\b|\d\.\d\d?(?!\d)", told), told


def test_the_command_over_a_small_catalogue(
    small_data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[tuple[Chapter, ...]] = []

    def draw(tables: Tables) -> tuple[Chapter, ...]:
        drawn.append(chapters(tables))
        return drawn[0]

    monkeypatch.setattr("data.eda.__main__.chapters", draw)
    assert main(["--data", str(small_data), "--out", str(tmp_path / "a")]) == 0
    said = capsys.readouterr().out
    assert re.search(rf": {FIGURES} figuras, \d,\d MB, en \d+,\d s\. Memoria .*: \d+ MiB\.$", said)
    html = (tmp_path / "a" / "informe.html").read_text(encoding="utf-8")
    tables = Tables.load(small_data)
    (parts,) = drawn
    check(parts)
    same = page(tables, parts) == html  # not in the assert: pytest would print all of it
    assert same
    pictures = {path.name for path in (tmp_path / "a" / "figuras").iterdir()}
    assert pictures == {f"{key}.png" for key in re.findall(r'<article id="([a-z-]+)"', html)}
    assert "16 películas" in html
    assert "17 de mayo de 2024" in html


ODD: dict[str, Callable[[], list[FilmRecord]]] = {
    "one film of which nothing is known": lambda: [
        record(1, "2", votes=0, score=0, runtime=None, popularity=0, language="")
    ],
    "one film of which all is known": lambda: [
        record(1, "Amor", votes=1, score=9, budget=10**6, revenue=10**6, language="es",
               collection=(5, "X Collection"), genres=("Drama", "War"), countries=("ES",),
               companies=("A $B$ & <i>",))
    ],
    "nothing but unit errors": lambda: [
        record(number, f"Film {number}", budget=number, revenue=999, genres=("Drama",))
        for number in range(1, 6)
    ],
    "all on 1 January": lambda: [
        record(number, "Same", date=dt.date(1950 + number, 1, 1)) for number in range(1, 40)
    ],
    "all alike, with money": lambda: [
        record(number, "Same", budget=2000, revenue=2000, genres=("Drama",), countries=("US",))
        for number in range(1, 41)
    ],
}  # fmt: skip


@pytest.mark.parametrize("films", ODD.values(), ids=ODD)
def test_odd_catalogues(films: Callable[[], list[FilmRecord]]) -> None:
    tables = tables_of(films())
    parts = chapters(tables)
    check(parts)
    assert page(tables, parts).count("<figure>") == FIGURES


def test_what_has_no_data_says_so(undrawn: None) -> None:
    parts = chapters(tables_of(ODD["one film of which nothing is known"]()))
    empty = {figure.key for figure in figures_of(parts) if figure.caption == NO_DATA}
    assert empty == {
        "idiomas", "paises", "generos", "generos-juntos", "palabras-ingles", "palabras-espanol",
        "unidades", "votos", "popularidad", "duracion", "dinero", "dinero-anos",
        "retorno-generos", "correlaciones", "sagas", "productoras",
    }  # fmt: skip


MONEY = st.sampled_from([0, 0, 1, 999, 1000, 10**6, 3 * 10**9])
FILM = st.fixed_dictionaries(
    {
        "title": st.text("aeñÁ日2 '&<", max_size=12),
        "date": st.dates(dt.date(1880, 1, 1), dt.date(2030, 1, 1)),
        "runtime": st.sampled_from([None, 1, 90, 1256]),
        "budget": MONEY,
        "revenue": MONEY,
        "popularity": st.sampled_from([0.0, 1e-6, 0.5, 547.5]),
        "score": st.sampled_from([0.0, 5.5, 10.0]),
        "votes": st.sampled_from([0, 1, 2000, 14075]),
        "language": st.sampled_from(["", "en", "es", "xx"]),
        "collection": st.sampled_from([None, (1, "One Collection"), (2, "Two")]),
        "genres": st.sampled_from([(), ("Drama",), ("Drama", "War", "Western")]),
        "countries": st.sampled_from([(), ("US",), ("US", "SU")]),
        "companies": st.sampled_from([(), ("A",), ("A", "B")]),
    }
)


@pytest.fixture(scope="module")
def undrawn() -> Iterator[None]:
    """Put a blank in the place of every picture: the words are what is looked at."""
    image = blank("")
    names = "contents dates gaps genres groups money spread units words".split()
    modules = [getattr(told, name) for name in names]
    with pytest.MonkeyPatch.context() as patch:
        for module in modules:
            patch.setattr(module, "picture", lambda *paints, height=0.0: image, raising=False)
            patch.setattr(module, "blank", lambda text: image, raising=False)
        yield


@given(films=st.lists(FILM, min_size=1, max_size=30))
@settings(max_examples=12)
def test_any_catalogue_is_told(undrawn: None, films: list[dict[str, Any]]) -> None:
    records = [
        record(number, **(film | {"original_title": film["title"]}))
        for number, film in enumerate(films, start=1)
    ]
    check(chapters(tables_of(records)))


def test_what_comes_from_the_data_is_escaped(undrawn: None) -> None:
    nasty = '<img src="http://example.org/x.png" onerror=alert(1)>'
    films = [
        record(1, nasty, popularity=99, runtime=500, language="es", budget=1, revenue=10**6,
               collection=(5, nasty), companies=(nasty,), genres=(nasty, "War"), countries=(nasty,))
    ]  # fmt: skip
    tables = tables_of(films)
    html = page(tables, chapters(tables))
    assert nasty not in html
    assert html.count("&lt;img src=") > 5
    assert 'src="http' not in html


def test_every_rule_says_what_is_done_and_why() -> None:
    rows = cleaning(Rule(rule, text, 7) for rule, text in RULES.items())
    assert len(rows) == len(RULES)
    for row in rows:
        assert row.done and row.why.endswith("."), row.text
    (unknown,) = cleaning([Rule("new", "una regla nueva", 1)])
    assert (unknown.text, unknown.rows, unknown.why) == ("una regla nueva", 1, "")


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main([str(argument) for argument in arguments]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    return error


def test_wrong_input_is_told_in_one_line(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    nowhere = tmp_path / "nowhere"
    assert "No se puede leer" in refused(capsys, "--data", nowhere, "--out", out)
    films = built / "catalogue" / "films.parquet"
    spoilt = shutil.copytree(built, tmp_path / "spoilt")
    (spoilt / "catalogue" / "films.parquet").write_bytes(films.read_bytes()[:-1])
    assert "films.parquet no coincide" in refused(capsys, "--data", spoilt, "--out", out)
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    del manifest["report"]
    (built / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert "no trae el informe" in refused(capsys, "--data", built, "--out", out)
    assert not out.exists()


def test_a_place_that_cannot_be_written(
    small_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    said = refused(capsys, "--data", small_data, "--out", tmp_path / "file")
    assert "No se puede escribir" in said
    assert (tmp_path / "file").read_text() == "mine"


def test_words_keep_their_accents_and_lose_their_fillers() -> None:
    assert words("The King's Año & El Último Día III") == {"king", "año", "último", "día"}
    assert words("1984") == set()


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_shares(part: int, rest: int) -> None:
    text = share(part, part + rest)
    assert re.fullmatch(r"(?:<\u00a0)?\d{1,3}(?:,\d)?\u00a0%", text)
    assert (text == "0\u00a0%") == (part == 0)
