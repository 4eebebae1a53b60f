"""What the build makes of a small raw data set with all the defects of the real one."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.build.films import clean_films
from data.build.raw import read
from data.build.report import BuildReport
from services import Services
from tests.building import run_build
from tests.raw_expected import COLLECTIONS, DROPPED, EXPECTED, MONTHS, REPORT, WEEKDAYS
from tests.raw_files import FILES, HOSTILE, MOVIES, TRAP, raw_set

FILM_COLUMNS = (
    "imdb_id title original_title title_es title_latam language runtime budget revenue "
    "popularity score votes adult collection poster_path"
).split()
LINKS = {  # link table: its column, the table of names
    "genres": ("genre", None),
    "countries": ("country", None),
    "cast": ("person", "people"),
    "directors": ("person", "people"),
    "film_companies": ("company", "companies"),
    "film_keywords": ("keyword", "keywords"),
}


def table(data: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(data / "catalogue" / f"{name}.parquet")


def manifest(data: Path) -> Any:
    return json.loads((data / "manifest.json").read_text(encoding="utf-8"))


def test_the_films_in_the_order_of_the_file(small_data: Path) -> None:
    assert table(small_data, "films")["id"].tolist() == list(EXPECTED)


@pytest.mark.parametrize("film_id", EXPECTED)
def test_the_facts_of_a_film(small_data: Path, film_id: int) -> None:
    films = table(small_data, "films").set_index("id")
    row, expected = films.loc[film_id], EXPECTED[film_id]
    wanted = {name: getattr(expected, name) for name in FILM_COLUMNS}
    wanted["original_title"] = expected.original_title or expected.title
    assert str(row["date"]) == expected.date
    assert {k: None if pd.isna(row[k]) else row[k] for k in FILM_COLUMNS} == wanted


@pytest.mark.parametrize("link", LINKS)
def test_what_is_tied_to_each_film_in_the_order_of_the_source(small_data: Path, link: str) -> None:
    column, names = LINKS[link]
    links = table(small_data, link)
    if names:
        links[column] = table(small_data, names)["name"].loc[links[column]].to_numpy()
    found = {i: tuple(links.loc[links["film"] == i, column]) for i in EXPECTED}
    assert found == {i: getattr(e, link.removeprefix("film_")) for i, e in EXPECTED.items()}
    assert set(links["film"]) <= set(EXPECTED)


def test_tables_of_names_hold_each_name_that_is_used_once(small_data: Path) -> None:
    for names, links in {
        "people": ("cast", "directors"),
        "companies": ("film_companies",),
        "keywords": ("film_keywords",),
    }.items():
        wanted = {
            name
            for expected in EXPECTED.values()
            for link in links
            for name in getattr(expected, link.removeprefix("film_"))
        }
        assert sorted(wanted) == table(small_data, names)["name"].tolist()
    collections = table(small_data, "collections").set_index("id")["name"]
    assert collections.to_dict() == COLLECTIONS


def test_services_see_the_same_films(small_services: Services) -> None:
    assert list(small_services.films) == list(EXPECTED)
    for film_id, expected in EXPECTED.items():
        card = small_services.films.card(film_id)
        for name in FILM_COLUMNS[2:]:
            if name != "original_title":
                assert getattr(card.film, name) == getattr(expected, name), (film_id, name)
        assert card.film.date.isoformat() == expected.date
        assert (card.genres, card.countries) == (expected.genres, expected.countries)
        assert (card.cast, card.directors) == (expected.cast, expected.directors)
        assert card.companies == expected.companies
        assert card.collection == COLLECTIONS.get(expected.collection or 0)


def test_counts(small_services: Services) -> None:
    counts = small_services.counts
    assert tuple(counts.month(str(month)).films for month in range(1, 13)) == MONTHS
    days = "lunes martes miércoles jueves viernes sábado domingo".split()
    assert tuple(counts.day(day).films for day in days) == WEEKDAYS
    assert [counts.language(code).films for code in ("es", "cn", "xx", "ja")] == [2, 1, 1, 1]
    assert [counts.country(code).films for code in ("ES", "AR", "CA", "SU")] == [4, 2, 2, 1]
    assert counts.month("enero").on_first_day == 3


def test_people(small_services: Services) -> None:
    people = small_services.people
    ana = people.actor("Ana Robledo")  # 3.0 + 2.5 + 0.5; she directed «The Glass Tower III»
    assert (ana.films, ana.directed, ana.known) == (3, 1, 3)
    assert ana.total_return == pytest.approx(6.0)
    assert ana.mean_return == pytest.approx(2.0)
    nuno = people.actor("Nuño Ibáñez")  # 250,000 / 30 and 12 / 5,000,000 are unit errors
    assert (nuno.films, nuno.directed, nuno.unit_errors) == (4, 0, 2)
    assert nuno.total_return == pytest.approx(5.5 + 250_000 / 30 + 12 / 5_000_000)
    assert nuno.return_without_errors == pytest.approx(5.5)
    irene = people.director("Irene Sauce")
    assert [film.id for film in irene.films] == [900015, 900002, 900001]
    assert irene.total_return == pytest.approx(6.0)
    assert people.actor("Irene Sauce").films == 0  # «Two Hats» she directed, too
    # An assistant director and a director of photography direct nothing.
    assert [film.id for film in people.director("Peg O'Dell").films] == [900006, 900005]
    assert people.director("Lev Prado").films == ()


@pytest.mark.parametrize(
    "name", ["Nadie Conocida", "Otra Persona", "Segunda Vez", "Sin Fecha", "Mal Número"]
)
def test_credits_of_no_film_and_repeated_credits_name_nobody(
    small_services: Services, name: str
) -> None:
    with pytest.raises(KeyError):
        small_services.people.names.row(name)


def test_companies_whose_names_hold_one_another(small_services: Services) -> None:
    companies = small_services.companies
    foco = companies.company("El Foco")
    assert (foco.films, foco.revenue, foco.known, foco.unit_errors) == (3, 8_000_012, 3, 1)
    assert set(foco.variants) == {"El Foco S.A.", "Foco", "Producciones El Foco"}
    assert companies.company("El Foco S.A.").revenue == 5_000_000
    assert (companies.company("Foco").films, companies.company("Foco").revenue) == (2, 1_000_012)


def test_a_collection_with_several_films(small_services: Services) -> None:
    franchise = small_services.franchises.franchise(800001)
    assert [film.id for film in franchise.films] == [900001, 900002, 900003]
    assert (franchise.revenue, franchise.profit, franchise.known) == (8_000_000, 5_000_000, 2)


def test_votes_at_the_limit_of_2000(small_services: Services) -> None:
    assert small_services.films.votes(900002).mean == 6.4
    assert small_services.films.votes(900003).mean is None


@pytest.mark.parametrize("title", DROPPED)
def test_dropped_rows(small_data: Path, title: str) -> None:
    assert title in raw_set().text(MOVIES)
    assert title not in table(small_data, "films")["title"].tolist()


def test_overviews_that_a_line_break_cut_are_whole(small_raw: Path) -> None:
    films = clean_films(read(small_raw / MOVIES), BuildReport())
    overviews = {film.id: film.overview for film in films}
    assert overviews[900007] == "A silent tower and its shadow."
    assert overviews[900008] == "Snow falls upstairs. It stays."
    assert overviews[900017] == "It is half past - by nobody"
    # Quoted line breaks are part of the cell; white space is folded.
    assert overviews[900002] == 'The watch goes on: someone rings, "and rings", ,and hangs up.'
    assert {film.id: film.tagline for film in films if film.tagline} == {
        900001: "Look up.",
        900008: "Mind the step",
    }


def test_cells_with_code_never_run(small_raw: Path, small_data: Path, tmp_path: Path) -> None:
    assert all(str(small_raw / "trap") in (small_raw / n).read_text() for n in FILES[:3])
    assert not (small_raw / "trap").exists()
    assert table(small_data, "films")["title"].eq("Little Bobby").any()
    eval(HOSTILE.replace(TRAP, str(tmp_path / "trap")))  # noqa: S307 - the trap does work
    assert (tmp_path / "trap").is_dir()


def test_the_report_counts_every_rule(small_data: Path) -> None:
    assert {entry["rule"]: entry["rows"] for entry in manifest(small_data)["report"]} == REPORT


def test_progress_is_shown_and_the_report_printed(small_raw: Path, tmp_path: Path) -> None:
    run = run_build("--raw", small_raw, "--out", tmp_path)
    assert (run.status, run.errors) == (0, [])
    for name in (*FILES, "catalogue/films.parquet", "models/recommender.joblib"):
        assert any(name in step for step in run.progress), name
    rows = [line for line in run.out.splitlines() if "filas rotas unidas" in line]
    assert rows[0].split() == "│ filas rotas unidas con la anterior │ 3 │".split()
    numbers = [int(text.split()[-2]) for text in run.out.splitlines() if text.endswith("│")]
    assert numbers == list(REPORT.values())
