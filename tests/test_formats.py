"""Numbers, money, dates and titles in Spanish."""

import dataclasses
import datetime as dt

import pytest

from handlers import formats
from services import Services
from services.genres import GENRES
from tests.facts import rows


@pytest.mark.parametrize(
    ("written", "expected"),
    [(formats.number(45349), "45.349"), (formats.number(5), "5"), (formats.decimal(8.1), "8,1"),
     (formats.decimal(8), "8,0"), (formats.times(12.449), "12,45×"), (formats.times(0), "0,00×"),
     (formats.money(373_554_033), "373,6 millones de US$"),
     (formats.money(1_937_900_000), "1937,9 millones de US$"),
     (formats.money(1_000_000), "1,0 millón de US$"), (formats.money(950_000), "950.000 US$"),
     (formats.money(-12_300_000), "-12,3 millones de US$"), (formats.known_money(0), "sin dato"),
     (formats.percent(0.814), "81\u00a0%"), (formats.films(1), "1 película"),
     (formats.films(2), "2 películas"), (formats.month(9), "septiembre"),
     (formats.weekday(0), "lunes"), (formats.language("cn"), "cantonés"),
     (formats.country("GB"), "Reino Unido"),
     (formats.date(dt.date(1972, 3, 14)), "14 de marzo de 1972")],
)  # fmt: skip
def test_written_in_spanish(written: str, expected: str) -> None:
    assert written == expected


def test_every_genre_has_a_spanish_name() -> None:
    used = {row["genre"] for row in rows("genres")}
    assert used | set(GENRES) <= set(formats.GENRES)


def test_every_country_and_language_has_a_spanish_name() -> None:
    codes = {row["country"] for row in rows("countries")}
    assert [code for code in codes if formats.country(code) == code] == []
    languages = {row["language"] for row in rows("films")} - {""}
    assert [code for code in languages if formats.language(code) == code] == []


def test_titles(services: Services) -> None:
    godfather, matrix = services.films[238], services.films[604]
    assert formats.title(godfather) == "El padrino"
    assert formats.other_title(godfather) == "The Godfather"
    assert formats.title(matrix) == "Matrix Reloaded / Matrix recargado"
    assert formats.label(godfather) == "El padrino (1972)"
    bare = dataclasses.replace(godfather, title_es=None, title_latam=None)
    assert (formats.title(bare), formats.other_title(bare)) == ("The Godfather", None)


def test_long_labels_are_cut(services: Services) -> None:
    film = dataclasses.replace(services.films[238], title_es="x" * 300, title_latam=None)
    assert len(formats.label(film)) == 60
    assert formats.label(film).endswith("… (1972)")
