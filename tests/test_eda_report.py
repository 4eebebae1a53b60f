"""The report that ships: it is what the code makes, it needs nothing else, its numbers are so."""

import io
import re
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy.stats import spearmanr

from data.eda.chapters import Chapter, chapters
from data.eda.figure import Figure
from data.eda.page import page
from data.eda.tables import Tables
from tests.facts import DATA, manifest, rows, shipped

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


# --- the same numbers by another route: plain Python over the rows ---


def said(figure: Figure) -> str:
    return " ".join((figure.alt, figure.caption, *figure.meaning, figure.finding))


def spanish(number: float) -> str:
    return f"{number:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def test_counts_of_films(figures: dict[str, Figure]) -> None:
    films = list(shipped().films.values())
    unvoted = sum(film["votes"] == 0 for film in films)
    assert unvoted == 2846
    assert f"{whole(unvoted)} películas tienen nota 0" in figures["notas-cero"].finding
    odd = sum(film["score"] == 0 and film["votes"] > 0 for film in films)
    assert f"y {odd} tienen alguno" in figures["notas-cero"].caption
    both = sum(film["budget"] > 0 and film["revenue"] > 0 for film in films)
    assert f"en {whole(both)} películas de {whole(len(films))}" in figures["ceros"].meaning[0]
    years = Counter(film["date"].year for film in films)
    best, most = years.most_common(1)[0]
    assert f"el año con más: {best}, con {whole(most)}" in figures["anos"].caption
    enough = sum(film["votes"] >= 2000 for film in films)
    assert f"tienen {enough}" in figures["votos"].meaning[0]


def test_dates(figures: dict[str, Figure]) -> None:
    facts = shipped()
    first = sum((f["date"].month, f["date"].day) == (1, 1) for f in facts.films.values())
    january = facts.months[1]
    assert (
        f"cuenta {whole(january)} películas y avisa de las {whole(first)}"
        in (figures["meses"].meaning[0])
    )
    assert f"sin ellas serían {whole(january - first)}" in figures["meses"].meaning[0]
    for number, name in enumerate("lunes martes miércoles jueves viernes sábado domingo".split()):
        assert f"{name}: {whole(facts.weekdays[number])}" in figures["dias"].alt
    days = Counter((film["date"].month, film["date"].day) for film in facts.films.values())
    usual = statistics.median(count for (_, day), count in days.items() if day > 1)
    assert f"unas {round(usual)} películas" in figures["primero-de-enero"].meaning[0]


def test_languages_countries_genres(figures: dict[str, Figure]) -> None:
    facts = shipped()
    alt = figures["idiomas"].alt
    assert f"inglés: {whole(facts.languages['en'])}; francés: {whole(facts.languages['fr'])}" in alt
    alt = figures["paises"].alt
    assert f"Estados Unidos: {whole(len(facts.countries['US']))}; Reino Unido: " in alt
    genres: dict[int, set[str]] = defaultdict(set)
    for row in rows("genres"):
        genres[row["film"]].add(row["genre"])
    pairs = Counter(pair for kinds in genres.values() for pair in combinations(sorted(kinds), 2))
    (pair, most), = pairs.most_common(1)  # fmt: skip
    assert pair == ("Drama", "Romance")
    assert f"romance con drama ({whole(most)} películas)" in figures["generos-juntos"].meaning[0]
    counts = Counter(genre for kinds in genres.values() for genre in kinds)
    assert f"terror: {whole(counts['Horror'])} (" in figures["generos"].alt
    missing = len(facts.films) - len(genres)
    assert f"Hay {whole(missing)} películas sin ningún género" in figures["generos"].meaning[1]
    chance = counts["History"] * counts["War"] / len(facts.films)
    faithful = pairs["History", "War"] / chance
    assert f"{faithful:.1f} veces".replace(".", ",") in figures["generos-juntos"].meaning[0]


def test_words(figures: dict[str, Figure]) -> None:
    titles = [film["title"] for film in shipped().films.values()]
    love = sum(bool(re.search(r"(?<!\w)love(?![\w’'])", title, re.I)) for title in titles)
    possessive = sum(
        bool(re.search(r"(?<!\w)love['’]s(?!\w)", title, re.I))
        and not re.search(r"(?<!\w)love(?![\w’'])", title, re.I)
        for title in titles
    )
    assert abs(love + possessive - int(_told(figures["palabras-ingles"], "love"))) <= 3
    twice = {title: count for title, count in Counter(titles).items() if count > 1}
    assert f"{whole(len(twice))} títulos son de dos películas o más" in said(
        figures["palabras-ingles"]
    )
    spanish = [
        film
        for film in shipped().films.values()
        if film["title_es"] or film["title_latam"] or film["language"] == "es"
    ]
    assert f"{whole(len(spanish))} películas." in figures["palabras-espanol"].caption


def _told(figure: Figure, name: str) -> str:
    (count,) = re.findall(rf"\b{name}: ([\d.]+)", figure.alt)
    return str(count).replace(".", "")


def test_money(figures: dict[str, Figure]) -> None:
    films = shipped().films
    small = [sum(0 < f[name] < 1000 for f in films.values()) for name in ("budget", "revenue")]
    assert small == [243, 153]
    assert "243 presupuestos y 153 recaudaciones" in figures["unidades"].caption
    known = [f for f in films.values() if f["budget"] >= 1000 and f["revenue"] >= 1000]
    middle = statistics.median(f["revenue"] / f["budget"] for f in known)
    assert f"recaudó {spanish(middle)} veces" in figures["dinero-anos"].meaning[1]
    animated = {row["film"] for row in rows("genres") if row["genre"] == "Animation"}
    returns = [f["revenue"] / f["budget"] for f in known if f["id"] in animated]
    assert f"animación ({spanish(statistics.median(returns))}×)" in figures["retorno-generos"].alt
    cost = statistics.median(f["budget"] for f in known) / 1e6
    assert f"costó {cost:.1f} millones".replace(".", ",") in figures["dinero"].meaning[0]


def test_collections_and_companies(figures: dict[str, Figure]) -> None:
    facts = shipped()
    harry = facts.collections["Harry Potter Collection"]
    revenue = round(sum(facts.films[film]["revenue"] for film in harry) / 1e6)
    assert f"Harry Potter: {whole(revenue)} M ({len(harry)})" in figures["sagas"].alt
    warner = facts.companies["Warner Bros."]
    assert f"Warner Bros.: {whole(len(warner))};" in figures["productoras"].alt
    single = sum(len(films) == 1 for films in facts.companies.values())
    assert f"{whole(single)} (" in figures["productoras"].meaning[0]


def test_correlation(figures: dict[str, Figure]) -> None:
    known = [
        film
        for film in shipped().films.values()
        if film["budget"] >= 1000 and film["revenue"] >= 1000 and film["votes"]
    ]
    likeness = spearmanr([f["votes"] for f in known], [f["revenue"] for f in known]).statistic
    assert f"con la recaudación ({spanish(likeness)})" in figures["correlaciones"].meaning[0]


def test_skewness() -> None:
    """The adjusted Fisher-Pearson coefficient, from its formula."""
    values = [film["votes"] for film in shipped().films.values() if film["votes"]]
    n, mean, spread = len(values), statistics.fmean(values), statistics.stdev(values)
    skew = n / ((n - 1) * (n - 2)) * sum(((value - mean) / spread) ** 3 for value in values)
    (row,) = re.findall(r'<th scope="row">votos</th>(.*)</tr>', HTML)
    cells = re.findall(r">([\d.,−]+)</td>", row)
    assert cells[0] == whole(n)
    assert cells[1] == str(round(statistics.median(values)))
    assert cells[4] == f"{skew:.1f}".replace(".", ",")


def test_the_readme_shows_three_of_them() -> None:
    section = README.partition("## Los datos, en imágenes")[2].partition("\n## ")[0]
    assert "(data/eda/informe.html)" in section and "python -m data.eda" in section
    shown = re.findall(r'<img src="(data/eda/figuras/[a-z-]+\.png)" width="480"\s+alt="', section)
    assert len(set(shown)) == 3
    assert all(Path(DATA.parent, path).is_file() for path in shown)
