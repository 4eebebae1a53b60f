"""The table of the recommender: a whole small run, what it learns from, what it refuses."""

import io
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from data.build import raw
from data.build.films import clean_films
from data.build.likes import Likes
from data.build.raw import RawDataError
from data.build.recommender import train
from data.build.report import BuildReport
from data.build.side import clean_credits, clean_keywords
from data.build.truth import Floors, Rows, liked_together
from data.evaluate import recommender_table as module
from data.evaluate.recommender_methods import (
    Films,
    Method,
    fixed_methods,
    item_to_item,
    ours,
)
from data.evaluate.recommender_table import measure_all, recommender_table
from services.catalogue import Catalogue
from services.recommender import Recommender
from tests.raw_files import (
    COLUMNS,
    CREDITS,
    KEYWORDS,
    MOVIES,
    RawSet,
    cast,
    directed_by,
    film,
    genres,
    keywords,
    line,
)
from tests.worlds import World, catalogue_of, tastes, viewers_of, write_ratings


@pytest.fixture(scope="module")
def world() -> World:
    """Six tastes of sixteen films each."""
    return tastes(6, 16, 180, 11)


@pytest.fixture(scope="module")
def folder(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world as Kaggle would ship it."""
    tables = {MOVIES: [line(COLUMNS)], CREDITS: [line(("cast", "crew", "id"))]}
    tables[KEYWORDS] = [line(("id", "keywords"))]
    for one in world.films:
        cells = {name: str(getattr(one, name)) for name in ("id", "title", "overview")}
        cells |= {"release_date": one.date.isoformat(), "vote_count": str(one.votes)}
        cells |= {"genres": genres(*one.genres), "original_language": one.language}
        tables[MOVIES].append(line(film(**cells, vote_average=str(one.score))))
        who = world.credits[one.id]
        tables[CREDITS].append(line((cast(*who.cast), directed_by(*who.directors), str(one.id))))
        tables[KEYWORDS].append(line((str(one.id), keywords(*world.keywords[one.id]))))
    path = RawSet(tables).write(tmp_path_factory.mktemp("world"))
    ids = [one.id for one in world.films]
    rated = [(user, ids[row], 4.5) for user, rows in enumerate(world.viewers) for row in rows]
    return write_ratings(path, rated, [(film_id, film_id) for film_id in ids], "ratings_small.csv")


def built(folder: Path) -> Catalogue:
    """Return the catalogue that the build makes of a folder."""
    report = BuildReport()
    records = clean_films(raw.read(folder / MOVIES), report)
    ids = {one.id for one in records}
    credits = clean_credits(raw.read(folder / CREDITS), ids, report)
    return catalogue_of(records, credits, clean_keywords(raw.read(folder / KEYWORDS), ids, report))


def films_of(world: World) -> Films:
    return Films(world.films, world.credits, world.keywords, world.catalogue, world.content)


def printed(folder: Path, catalogue: Catalogue, seeds: int) -> str:
    console = Console(file=io.StringIO(), width=200)
    recommender_table(folder, catalogue, console, seeds)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_whole_table(folder: Path) -> None:
    text = printed(folder, built(folder), seeds=2)
    rows = [row.strip("| \n") for row in text.splitlines() if row.startswith("|")]
    header, _, *body = [[cell.strip() for cell in row.split("|")] for row in rows]
    assert header == [
        "método", "nDCG@10", "recall@10", "sin su saga", "tercio menos visto", "tercio medio",
        "tercio más visto", "cobertura", "< 20 votos",
    ]  # fmt: skip
    found = {row[0]: row[1:] for row in body}
    assert list(found) == [
        "al azar",
        "las más votadas",
        "TF-IDF de la sinopsis (semillas)",
        "género + dirección + título (semilla 004)",
        "«sopa» de palabras clave, reparto, dirección y géneros",
        "ítem a ítem, de las valoraciones",
        "este bot, sin valoraciones",
        "este bot",
    ]
    assert all(len(cells) == 8 for cells in found.values())
    gain = {name: float(cells[0].partition(" ± ")[0]) for name, cells in found.items()}
    assert all(0 <= value <= 1 for value in gain.values())
    assert gain["al azar"] < 0.4
    assert min(gain["este bot"], gain["ítem a ítem, de las valoraciones"]) > 0.9
    assert gain["las más votadas"] < 0.4 < gain["este bot, sin valoraciones"]
    for cells in found.values():
        assert cells[2] == cells[0].partition(" ± ")[0]  # there are no sagas
        assert all(cell.endswith("%") for cell in cells[-2:])
    assert float(found["las más votadas"][-1][:-1]) == 0
    assert "180 personas, 2 repartos al azar por mitades" in text


def test_test_viewers_are_never_learned_from(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    learned: list[list[frozenset[int]]] = []
    asked: list[list[frozenset[int]]] = []

    def learn(films: Films, likes: Likes) -> dict[str, Method]:
        learned.append(viewers_of(likes))
        return {"ítem a ítem": item_to_item(likes)}

    def truth(likes: Likes, floors: Floors) -> dict[int, Rows]:
        asked.append(viewers_of(likes))
        return liked_together(likes, floors)

    monkeypatch.setattr(module, "learned_methods", learn)
    monkeypatch.setattr(module, "liked_together", truth)
    found = measure_all(films_of(world), world.likes, 3)
    assert {len(runs) for runs in found.values()} == {3}
    everybody = {frozenset(viewer) for viewer in world.viewers}
    assert len(everybody) == 180
    for ours_, theirs in zip(learned, asked, strict=True):
        assert len(ours_) == len(theirs) == 90
        assert not set(ours_) & set(theirs)
        assert set(ours_) | set(theirs) == everybody
    assert len({frozenset(one) for one in learned}) == 3


@pytest.mark.parametrize("missing", ["ratings_small.csv", "links.csv", MOVIES, CREDITS, KEYWORDS])
def test_without_a_file_there_is_no_table(folder: Path, tmp_path: Path, missing: str) -> None:
    copy = shutil.copytree(folder, tmp_path / "raw")
    (copy / missing).unlink()
    with pytest.raises(RawDataError, match=missing):
        printed(copy, built(folder), seeds=1)


def test_a_catalogue_of_other_films_is_refused(world: World, folder: Path) -> None:
    with pytest.raises(RawDataError, match="catálogo"):
        printed(folder, catalogue_of(world.films[1:]), seeds=1)


def test_the_bot_is_measured_as_it_answers(world: World) -> None:
    model = train(world.content, world.catalogue, world.likes)
    bot, method = Recommender(world.catalogue, model), ours(films_of(world), model)
    for row in range(0, 96, 7):
        answered = [one.film_id for one in bot.similar(world.films[row].id, 10)]
        assert [world.films[other].id for other in method(row)[:10]] == answered


def test_a_catalogue_of_few_films_can_be_measured() -> None:
    few = tastes(2, 30, 4, 5)
    for method in fixed_methods(films_of(few)).values():
        assert 0 not in method(0)[:10]
