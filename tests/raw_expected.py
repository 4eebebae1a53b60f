"""What must come out of the raw set of ``tests/raw_files.py``.

Written by hand: nothing here is computed by the code under test.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Expected:
    """A film of the catalogue; the defaults are those of a film of which nothing is known."""

    title: str
    date: str
    original_title: str = ""  # "": as the title
    title_es: str | None = None
    title_latam: str | None = None
    language: str = "en"
    imdb_id: str = ""
    runtime: int | None = 90
    budget: int = 0
    revenue: int = 0
    popularity: float = 0.5
    score: float = 0.0
    votes: int = 0
    adult: bool = False
    collection: int | None = None
    poster_path: str | None = None
    genres: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()
    directors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


EXPECTED: Mapping[int, Expected] = {
    900001: Expected(
        "The Glass Tower",
        "2001-01-01",
        original_title="La torre de cristal",
        title_es="La torre de cristal",
        title_latam="La torre de vidrio",
        language="es",
        imdb_id="tt9000001",
        runtime=100,
        budget=1_000_000,
        revenue=3_000_000,
        popularity=12.345678,
        score=7.5,
        votes=2500,
        collection=800001,
        poster_path="/glass1.jpg",
        genres=("Drama", "Thriller"),
        countries=("ES", "AR"),
        companies=("El Foco",),
        cast=("Ana Robledo", "Nuño Ibáñez", "Peg O'Dell"),
        directors=("Irene Sauce",),
        keywords=("tower", "night watch", "rock 'n' roll"),
    ),
    900002: Expected(
        "The Glass Tower: Second Floor",
        "2004-03-15",
        title_es="La torre de cristal: Piso dos",
        imdb_id="tt9000002",
        runtime=110,
        budget=2_000_000,
        revenue=5_000_000,
        popularity=8.25,
        score=6.4,
        votes=2000,
        collection=800001,
        genres=("Thriller", "Drama"),
        countries=("ES",),
        companies=("El Foco S.A.", "El Foco"),
        cast=("Ana Robledo", "Nuño Ibáñez", "Lev Prado"),
        directors=("Irene Sauce", "Лев Орлов"),
        keywords=("tower", "telephone"),
    ),
    900003: Expected(
        "The Glass Tower III",
        "2008-07-30",
        runtime=95,
        budget=4_000_000,
        score=5.1,
        votes=1999,
        collection=800001,
        genres=("Drama",),
        countries=("ES",),
        companies=("El Foco S.A.",),
        cast=("Ana Robledo",),
        directors=("Ana Robledo",),
        keywords=("tower", "night watch"),
    ),
    900004: Expected(
        "El faro mudo",
        "1923-11-05",
        language="xx",
        runtime=None,
        countries=("SU",),
        cast=("李梅",),
        directors=("Лев Орлов",),
    ),
    900005: Expected(
        'The "Quiet" Keeper, or Not',
        "1998-01-01",
        original_title="沉默的守塔人",
        title_latam='El guardián "callado", o no',
        language="cn",
        budget=30,
        revenue=250_000,
        score=6.0,
        votes=75,
        genres=("Comedy",),
        countries=("HK",),
        companies=("Studio 'A', \"B\" & C",),
        cast=('Tom "Ace" O\'Neal', "Nuño Ibáñez"),
        directors=("Peg O'Dell",),
    ),
    900006: Expected(
        "Ñandú & Compañía",
        "2010-02-28",
        language="es",
        runtime=None,
        budget=5_000_000,
        revenue=12,
        genres=("Comedy", "Family"),
        countries=("AR",),
        companies=("Foco", "El Foco"),
        cast=("Nuño Ibáñez",),
        directors=("Peg O'Dell",),
    ),
    900007: Expected(
        "Silent Tower",
        "2012-09-29",
        original_title="静かな塔",
        language="ja",
        runtime=68,
        score=7.0,
        votes=12,
        collection=800002,
        genres=("Animation",),
        countries=("JP",),
        companies=("Taller Uno",),
    ),
    900008: Expected(
        "Snow Upstairs",
        "2014-01-01",
        title_es="Nieve arriba",
        title_latam="Nieve arriba",
        runtime=82,
        score=4.3,
        votes=22,
        genres=("Horror", "Science Fiction"),
        countries=("CA", "US"),
        companies=("Taller Uno", "Taller Dos"),
    ),
    900009: Expected(
        "First Come",
        "1990-05-20",
        title_es="Llegar primero",
        budget=100,
        revenue=900,
        score=5.5,
        votes=40,
        genres=("Western",),
        cast=("Primera Vez, Jr.",),
    ),
    900012: Expected("Two Spaces and a Break", "1986-06-06", score=3.0, votes=3),
    900013: Expected("Sin título inglés", "1971-12-31", language="", score=6.5, votes=8),
    900014: Expected("Little Bobby", "2016-04-01", score=5.0, votes=1),
    900015: Expected(
        "Two Hats",
        "2013-08-13",
        title_es="Dos sombreros",
        title_latam="Dos sombreros",
        budget=2_000_000,
        revenue=1_000_000,
        score=8.0,
        votes=600,
        genres=("Drama", "Comedy"),
        countries=("MX", "ES"),
        companies=("Foco", "Producciones El Foco"),
        cast=("Irene Sauce", "Lía Prado", "Ana Robledo"),
        directors=("Irene Sauce", "Nuño Ibáñez"),
        keywords=("sombrero", "tower", "¿quién?"),
    ),
    900016: Expected(
        "The Glass Tower",
        "1955-10-12",
        runtime=71,
        score=6.9,
        votes=12,
        countries=("GB",),
        keywords=("fog",),
    ),
    900017: Expected(
        "Half Past", "1997-08-20", runtime=104, score=6.0, votes=1, countries=("CA", "LU")
    ),
    900018: Expected("<b>Bold</b> & Co.", "1896-02-29", popularity=0.0, adult=True),
}
"""By film id, in the order of the file."""

DROPPED = ("No Date", "One Is No Date", "No Number", "Second Come")
"""Titles of rows that the rules drop."""

COLLECTIONS = {800001: "The Glass Tower Collection", 800002: "Silent Collection"}

MONTHS = (3, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1)
"""Films released from January to December."""
WEEKDAYS = (3, 1, 4, 1, 3, 2, 2)
"""Films released from Monday to Sunday."""

REPORT = {
    "movies_rows": 24,
    "joined": 3,
    "dropped_id": 1,
    "dropped_duplicate": 2,
    "dropped_date": 2,
    "films": 16,
    "unreadable": 7,  # four cells of Little Bobby, its cast, its crew and its keywords
    "budget_zero": 9,
    "revenue_zero": 10,
    "budget_unit": 2,
    "revenue_unit": 2,
    "no_votes": 3,
    "no_runtime": 2,
    "january_first": 3,
    "credits_rows": 16,
    "credits_unknown": 3,
    "credits_duplicate": 2,
    "cast_repeated": 2,
    "directors_repeated": 1,
    "keywords_rows": 11,
    "keywords_unknown": 3,
    "keywords_duplicate": 1,
    "titles_rows": 9,
    "titles_unknown": 3,
}
