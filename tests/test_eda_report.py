"""The report that ships: it is what the code makes, it needs nothing else."""

import io
import re
from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from data.eda.chapters import Chapter, chapters
from data.eda.figure import Figure
from data.eda.page import page
from data.eda.tables import Tables
from tests.facts import DATA, manifest

EDA = DATA / "eda"
HTML = (EDA / "informe.html").read_text(encoding="utf-8")
README = (DATA.parent / "README.md").read_text(encoding="utf-8")
IMAGE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")
FIGURES = (
    "anos idiomas paises generos generos-juntos palabras-ingles palabras-espanol faltan ceros "
    "notas-cero meses dias primero-de-enero unidades votos popularidad duracion dinero "
    "dinero-anos retorno-generos correlaciones sagas productoras"
).split()


@dataclass
class Report(HTMLParser):
    """What a reader of HTML finds in the page."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    meanings: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        super().__init__()
        self._figure, self._open = "", [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag == "article":
            self._figure = given["id"]
        self._open.append(given.get("class", tag))

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data.strip())
            if self._open[-2:] == ["meaning", "p"]:
                self.meanings[self._figure].append(data)

    def of(self, tag: str) -> list[dict[str, str]]:
        return [given for name, given in self.tags if name == tag]


@pytest.fixture(scope="module")
def report() -> Report:
    found = Report()
    void = re.compile(r"<((?:meta|link|img)\b[^>]*)>")
    found.feed(void.sub(r"<\1/>", HTML))  # HTMLParser ends none of its own accord
    return found


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables.load(DATA)


@pytest.fixture(scope="module")
def made(tables: Tables) -> tuple[Chapter, ...]:
    return chapters(tables)


@pytest.fixture(scope="module")
def figures(made: tuple[Chapter, ...]) -> dict[str, Figure]:
    return {figure.key: figure for chapter in made for figure in chapter.figures}


def pixels(png: bytes) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image.convert("RGB"), float)


def test_it_is_what_the_code_makes(tables: Tables, made: tuple[Chapter, ...]) -> None:
    same = IMAGE.sub("", page(tables, made)) == IMAGE.sub("", HTML)
    assert same, "data/eda is old: run python -m data.eda"


def test_the_pictures_are_what_the_code_draws(figures: dict[str, Figure]) -> None:
    """Another processor may round a dot otherwise; nothing else may differ."""
    for key, figure in figures.items():
        drawn, kept = pixels(figure.png), pixels((EDA / "figuras" / f"{key}.png").read_bytes())
        assert drawn.shape == kept.shape, key
        assert np.abs(drawn - kept).mean() < 1, key


def test_every_figure_is_there_and_small() -> None:
    assert {path.name for path in (EDA / "figuras").iterdir()} == {f"{key}.png" for key in FIGURES}
    assert re.findall(r'<article id="([a-z-]+)"', HTML) == FIGURES
    assert len(HTML.encode()) < 3_000_000
    assert sum(path.stat().st_size for path in EDA.rglob("*.*")) < 4_000_000


def test_pictures_are_inside_and_are_the_files(figures: dict[str, Figure]) -> None:
    inside = IMAGE.findall(HTML)
    files = [(EDA / "figuras" / f"{key}.png").read_bytes() for key in FIGURES]
    made = [Figure("", "", png, "", "", ("", "")).uri for png in files]
    assert inside == made


def test_two_sentences_on_the_bot_beside_every_figure(report: Report) -> None:
    assert list(report.meanings) == FIGURES
    for key, sentences in report.meanings.items():
        assert len(sentences) == 2, key
        for sentence in sentences:
            assert re.findall(r"[.!?…](?=\s|$)", sentence) == ["."], sentence
            assert sentence.endswith(".")
        assert re.search(r"\bbot\b|«/\w+", " ".join(sentences)), key


def test_every_picture_is_described(report: Report) -> None:
    images = report.of("img")
    assert len(images) == len(FIGURES)
    for image in images:
        assert len(image["alt"]) > 40
        assert int(image["width"]) > 500 < int(image["height"]) + 400


def test_nothing_is_fetched_from_outside(report: Report) -> None:
    assert not {tag for tag, _ in report.tags} & {"script", "iframe", "object", "embed", "video"}
    for tag, given in report.tags:
        assert not given.keys() & {"srcset", "style", "background", "poster", "action"}, tag
        assert given.get("src", "data:").startswith("data:")
        assert not [name for name in given if name.startswith("on")]
    assert [link["href"] for link in report.of("link")] == ["data:,"]
    style = HTML.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style and "@import" not in style
    policy = report.of("meta")[1]["content"]
    assert policy.startswith("default-src 'none'; img-src data:;") and "unsafe" not in policy


def test_every_link_leads_somewhere(report: Report) -> None:
    anchors = {given["id"] for _, given in report.tags if "id" in given}
    links = [given["href"] for given in report.of("a")]
    inner = {link[1:] for link in links if link.startswith("#")}
    assert inner <= anchors
    assert set(FIGURES) <= inner
    assert {link for link in links if not link.startswith("#")} == {
        "https://www.kaggle.com/datasets/rounakbanik/the-movies-dataset"
    }


def test_headings_step_down_one_by_one(report: Report) -> None:
    levels = [int(tag[1]) for tag, _ in report.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_rules_are_those_of_the_build() -> None:
    table = HTML.partition('<section id="limpieza"')[2].partition("</table>")[0]
    found = re.findall(r'<th scope="row">(.+?)</th><td class="number"[^>]*>([\d.]+)</td>', table)
    told = [(text, int(count.replace(".", ""))) for text, count in found]
    assert told == [(entry["text"], entry["rows"]) for entry in manifest()["report"]]
    count = {entry["rule"]: entry["rows"] for entry in manifest()["report"]}
    lost = ("joined", "dropped_id", "dropped_duplicate", "dropped_date")
    assert count["films"] == count["movies_rows"] - sum(count[rule] for rule in lost)


def test_the_readme_shows_three_of_them() -> None:
    section = README.partition("## Los datos, en imágenes")[2].partition("\n## ")[0]
    assert "(data/eda/informe.html)" in section and "python -m data.eda" in section
    shown = re.findall(r'<img src="(data/eda/figuras/[a-z-]+\.png)" width="480"\s+alt="', section)
    assert len(set(shown)) == 3
    assert all(Path(DATA.parent, path).is_file() for path in shown)
