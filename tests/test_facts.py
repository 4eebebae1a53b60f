"""Every answer against the shipped catalogue counted another way, for names that no test picks."""

import random

import pytest

from services import Services
from services.results import DayOfMonthCount, WeekdayCount
from tests.facts import Facts, manifest, shipped

MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
WEEKDAYS = "lunes martes miércoles jueves viernes sábado domingo"
SAMPLE = 150


@pytest.fixture(scope="module")
def facts() -> Facts:
    return shipped()


def sample(names: list[str], votes: dict[str, int] | None = None) -> list[str]:
    """Return some of the names, the same in every run of one catalogue."""
    return random.Random(2017).sample(sorted(names), min(SAMPLE, len(names)))


def test_the_size_of_the_catalogue(services: Services, facts: Facts) -> None:
    assert len(services.films) == len(facts.films) == 45_349
    assert sum(film["votes"] >= 2000 for film in facts.films.values()) == 513
    assert sum(film["votes"] == 0 for film in facts.films.values()) == 2_846
    assert sum(film["runtime"] is None for film in facts.films.values()) == 1_781


@pytest.mark.parametrize(("month", "name"), list(enumerate(MONTHS.split(), start=1)))
def test_months(services: Services, facts: Facts, month: int, name: str) -> None:
    for typed in (name, str(month), name[:3].upper()):
        assert services.counts.month(typed).films == facts.months[month]
        assert services.counts.month(typed).month == month


def test_january(services: Services, facts: Facts) -> None:
    first = sum(f["date"].month == f["date"].day == 1 for f in facts.films.values())
    january = services.counts.month("enero")
    assert (january.films, january.on_first_day) == (5_910, first)
    day = services.counts.day("1")
    assert isinstance(day, DayOfMonthCount) and day.on_first_january == first


@pytest.mark.parametrize(("weekday", "name"), list(enumerate(WEEKDAYS.split())))
def test_weekdays(services: Services, facts: Facts, weekday: int, name: str) -> None:
    for typed in (name, name.upper(), name[:3]):
        first = sum(
            (day.month, day.day, day.weekday()) == (1, 1, weekday)
            for day in (film["date"] for film in facts.films.values())
        )
        expected = WeekdayCount(weekday, facts.weekdays[weekday], first)
        assert services.counts.day(typed) == expected


def test_days_of_the_month(services: Services, facts: Facts) -> None:
    for day in range(1, 32):
        assert services.counts.day(str(day)).films == facts.days[day]
    assert services.counts.day("lunes") == WeekdayCount(0, 3_500, 469)


def test_languages_and_countries(services: Services, facts: Facts) -> None:
    for code, films in facts.languages.items():
        count = services.counts.language(code)
        assert (count.code, count.films) == (code, films)
        assert services.counts.language(count.name) == count
    for code, ids in facts.countries.items():
        country = services.counts.country(code)
        assert (country.code, country.films) == (code, len(ids))
        assert services.counts.country(country.name) == country


def test_actors(services: Services, facts: Facts) -> None:
    for name in [*sample(list(facts.cast)), "Clint Eastwood", "Tom Hanks"]:
        directed = set(facts.directors.get(name, ()))
        films = [film for film in facts.cast[name] if film not in directed]
        earned = [facts.earned(film) for film in films]
        actor = services.people.actor(name)
        assert actor.films == len(films)
        assert actor.directed == len(facts.cast[name]) - len(films)
        assert actor.total_return == pytest.approx(sum(earned))
        assert actor.mean_return == pytest.approx(sum(earned) / max(1, len(films)))
        assert actor.known == sum(value > 0 for value in earned)
        assert services.people.find_actor(name).name == name


def test_directors(services: Services, facts: Facts) -> None:
    for name in sample(list(facts.directors)):
        director = services.people.director(name)
        assert sorted(film.id for film in director.films) == sorted(facts.directors[name])
        assert director.total_return == pytest.approx(sum(map(facts.earned, facts.directors[name])))
        assert services.people.find_director(name).name == name
        for film in director.films:
            row = facts.films[film.id]
            assert (film.date, film.budget, film.revenue) == (
                row["date"],
                row["budget"],
                row["revenue"],
            )


def test_companies(services: Services, facts: Facts) -> None:
    for name in [*sample(list(facts.companies)), "Warner Bros.", "El Deseo"]:
        company = services.companies.company(name)
        assert company.films == len(facts.companies[name])
        assert company.revenue == sum(facts.films[f]["revenue"] for f in facts.companies[name])
        assert services.companies.find(name).name == name
        assert name not in company.variants
    assert services.companies.company("El Deseo").films == 13


def test_collections(services: Services, facts: Facts) -> None:
    for name in sample(list(facts.collections)):
        certain, found = services.franchises.find(name)
        assert certain is not None, (name, found)
        franchise = services.franchises.franchise(certain)
        films = [facts.films[film] for film in facts.collections[name]]
        revenue = sum(film["revenue"] for film in films)
        assert franchise.name == name
        assert (len(franchise.films), franchise.revenue) == (len(films), revenue)
        assert franchise.mean_revenue == pytest.approx(revenue / len(films))
        known = [film for film in films if film["budget"] and film["revenue"]]
        assert franchise.profit == sum(film["revenue"] - film["budget"] for film in known)


def test_films(services: Services, facts: Facts) -> None:
    for film_id in random.Random(7).sample(sorted(facts.films), SAMPLE):
        row, film = facts.films[film_id], services.films[film_id]
        assert {name: getattr(film, name) for name in row} == {
            **row, "imdb_id": row["imdb_id"] or ""
        }  # fmt: skip
        score, votes = services.films.score(film_id), services.films.votes(film_id)
        assert score.score == (row["score"] if row["votes"] else None)
        assert votes.mean == (row["score"] if row["votes"] >= 2000 else None)
        assert services.films.runtime(film_id).minutes == row["runtime"]


def test_the_shipped_files_hold_facts_only() -> None:
    """No sentence: no text column but names and titles, and none as long as a plot."""
    for name, values in (
        (f"{table}.{column}", [row[column] for row in rows])
        for table, rows in all_rows().items()
        for column in rows[0]
    ):
        longest = max((len(value) for value in values if isinstance(value, str)), default=0)
        assert longest < 250, name
    assert sum(entry["bytes"] for entry in manifest()["files"].values()) < 30_000_000


def all_rows() -> dict[str, list[dict[str, object]]]:
    from tests.facts import rows

    names = [name for name in manifest()["files"] if name.startswith("catalogue/")]
    return {name: rows(name.removeprefix("catalogue/").removesuffix(".parquet")) for name in names}
