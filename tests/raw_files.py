"""A small raw data set as Kaggle ships The Movies Dataset, with every defect of the real one.

All films, people and companies are made up. ``tests/raw_expected.py`` says what must come out.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MOVIES, CREDITS = "movies_metadata.csv", "credits.csv"
KEYWORDS, TITLES = "keywords.csv", "titulos_es.csv"
FILES = (MOVIES, CREDITS, KEYWORDS, TITLES)
TRAP = "TRAP_FOLDER"
"""Stands in the raw text for the folder that the hostile cells would create; see ``write``."""
HOSTILE = f"__import__('os').mkdir('{TRAP}')"


@dataclass(frozen=True)
class RawSet:
    """The text of every file, in pieces: the header, then each row with its line break."""

    files: dict[str, list[str]]

    def write(self, folder: Path) -> Path:
        """Write the files and return the folder; hostile cells would create ``folder/trap``."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in self.files:
            (folder / name).write_bytes(
                self.text(name).replace(TRAP, str(folder / "trap")).encode()
            )
        return folder

    def text(self, name: str) -> str:
        """Return the whole text of a file."""
        return "".join(self.files[name])

    def with_file(self, name: str, text: str | None) -> "RawSet":
        """Return a set whose file has another text, or is not there (None)."""
        others = {key: rows for key, rows in self.files.items() if key != name}
        return RawSet(others if text is None else others | {name: [text]})

    def without_column(self, name: str, column: str) -> "RawSet":
        """Return a set whose file lacks a column."""
        rows = list(csv.reader(io.StringIO(self.text(name), newline="")))
        at = rows[0].index(column)
        kept = [line(row[:at] + row[at + 1 :]) for row in rows]
        return RawSet(self.files | {name: kept})


def line(cells: Iterable[str], end: str = "\n") -> str:
    """Return a CSV row, quoted where it must be, as pandas writes it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()[:-1] + end


# --- what Kaggle's cells look like ---

COLUMNS = (
    "adult,belongs_to_collection,budget,genres,homepage,id,imdb_id,original_language,"
    "original_title,overview,popularity,poster_path,production_companies,production_countries,"
    "release_date,revenue,runtime,spoken_languages,status,tagline,title,video,vote_average,"
    "vote_count"
).split(",")
OVERVIEW = COLUMNS.index("overview")
_USUAL = {
    "adult": "False",
    "budget": "0",
    "genres": "[]",
    "original_language": "en",
    "popularity": "0.5",
    "production_companies": "[]",
    "production_countries": "[]",
    "revenue": "0.0",
    "runtime": "90.0",
    "spoken_languages": "[{'iso_639_1': 'en', 'name': 'English'}]",
    "status": "Released",
    "video": "False",
    "vote_average": "0.0",
    "vote_count": "0",
}


def film(**cells: str) -> list[str]:
    """Return a row of movies_metadata.csv; what is not given is as usual, or empty."""
    assert set(cells) <= set(COLUMNS)
    title = {"original_title": cells["title"]} if "title" in cells else {}
    return [(_USUAL | title | cells).get(column, "") for column in COLUMNS]


def cut_in_two(row: list[str], first: str, second: str, end: str, pad: bool) -> list[str]:
    """Return the two rows that a line break in an unquoted overview makes of one."""
    halves = [[*row[:OVERVIEW], first], [second, *row[OVERVIEW + 1 :]]]
    if pad:
        halves = [half + [""] * (len(COLUMNS) - len(half)) for half in halves]
    return [line(halves[0], end), line(halves[1])]


def genres(*names: str) -> str:
    return repr([{"id": 10 + len(name), "name": name} for name in names])


def companies(*names: str) -> str:
    return repr([{"name": name, "id": 3000 + len(name)} for name in names])


def countries(*codes: str) -> str:
    return repr([{"iso_3166_1": code, "name": f"Land of {code}"} for code in codes])


def collection(number: int, name: str) -> str:
    paths = {"poster_path": "/collection.jpg", "backdrop_path": None}
    return repr({"id": number, "name": name, **paths})


def cast(*members: str | tuple[str, int]) -> str:
    """Return a cast; a member's billing is its place unless it is given."""
    billed = [m if isinstance(m, tuple) else (m, place) for place, m in enumerate(members)]
    return repr(
        [
            {
                "cast_id": 14 + place,
                "character": f"Someone's «{place}»",
                "credit_id": f"52fe4284c3a36847f80{place:05}",
                "gender": place % 3,
                "id": 31000 + place,
                "name": name,
                "order": order,
                "profile_path": None if place % 2 else f"/face{place}.jpg",
            }
            for place, (name, order) in enumerate(billed)
        ]
    )


_DEPARTMENTS = {"Director": "Directing", "Producer": "Production", "Screenplay": "Writing"}


def crew(*members: tuple[str, str]) -> str:
    """Return a crew of (job, name)."""
    return repr(
        [
            {
                "credit_id": f"52fe4284c3a36847f81{place:05}",
                "department": _DEPARTMENTS.get(job, "Crew"),
                "gender": 2,
                "id": 7000 + place,
                "job": job,
                "name": name,
                "profile_path": None,
            }
            for place, (job, name) in enumerate(members)
        ]
    )


def directed_by(*names: str) -> str:
    others = [("Editor", "Marga Ruipérez"), ("Original Music Composer", "Ana Robledo")]
    return crew(others[0], *(("Director", name) for name in names), others[1])


def keywords(*names: str) -> str:
    return repr([{"id": 900 + len(name), "name": name} for name in names])


# --- the rows ---

TOWER = collection(800001, "The Glass Tower Collection")


def _movies() -> Iterator[str]:
    yield line(COLUMNS)
    yield line(
        film(
            id="900001",
            imdb_id="tt9000001",
            title="The Glass Tower",
            original_title="La torre de cristal",
            original_language="es",
            overview="A tower of glass, a night watch and a secret on the top floor.",
            tagline="Look up.",
            release_date="2001-01-01",
            budget="1000000",
            revenue="3000000.0",
            runtime="100.0",
            popularity="12.345678",
            vote_average="7.5",
            vote_count="2500.0",
            poster_path="/glass1.jpg",
            belongs_to_collection=TOWER,
            genres=genres("Drama", "Thriller"),
            production_countries=countries("ES", "AR"),
            production_companies=companies("El Foco"),
        )
    )
    yield line(
        film(
            id="900002",
            imdb_id="tt9000002",
            title="The Glass Tower: Second Floor",
            overview='The watch goes on:\nsomeone rings, "and rings",\r\n,and hangs up.',
            release_date="2004-03-15",
            budget="2000000",
            revenue="5000000.0",
            runtime="110.0",
            popularity="8.25",
            vote_average="6.4",
            vote_count="2000",
            belongs_to_collection=TOWER,
            genres=genres("Thriller", "Drama"),
            production_countries=countries("ES"),
            production_companies=companies("El Foco S.A.", "El Foco"),
        )
    )
    yield line(
        film(
            id="900003",
            title="The Glass Tower III",
            overview="The tower of glass is sold and the watch must leave.",
            release_date="2008-07-30",
            budget="4000000",
            revenue="",
            runtime="95.0",
            vote_average="5.1",
            vote_count="1999",
            belongs_to_collection=TOWER,
            genres=genres("Drama"),
            production_countries=countries("ES", "ES"),
            production_companies=companies("El Foco S.A."),
        )
    )
    yield line(
        film(
            id="900004",
            title="El faro mudo",
            original_language="xx",
            release_date="1923-11-05",
            runtime="0.0",
            vote_count="0",
            production_countries=countries("SU"),
        )
    )
    yield line(
        film(
            id="900005",
            title='The "Quiet" Keeper, or Not',
            original_title="沉默的守塔人",
            original_language="cn",
            overview="A keeper of the tower keeps quiet.",
            release_date="1998-01-01",
            budget="30",
            revenue="250000.0",
            vote_average="6.0",
            vote_count="75",
            genres=genres("Comedy"),
            production_countries=countries("HK"),
            production_companies=companies("Studio 'A', \"B\" & C"),
        )
    )
    yield line(
        film(
            id="900006",
            title="Ñandú & Compañía",
            original_language="es",
            release_date="2010-02-28",
            budget="5000000",
            revenue="12.0",
            runtime="",
            vote_count="",
            genres=genres("Comedy", "Family"),
            production_countries=countries("AR"),
            production_companies=companies("Foco", "El Foco"),
        )
    )
    silent = film(
        id="900007",
        title="Silent Tower",
        original_title="静かな塔",
        original_language="ja",
        release_date="2012-09-29",
        runtime="68.0",
        vote_average="7.0",
        vote_count="12",
        belongs_to_collection=collection(800002, "Silent Collection"),
        genres=genres("Animation"),
        production_countries=countries("JP"),
        production_companies=companies("Taller Uno"),
    )
    yield from cut_in_two(silent, "A silent tower", " and its shadow.", "\r", pad=False)
    upstairs = film(
        id="900008",
        title="Snow Upstairs",
        release_date="2014-01-01",
        runtime="82.0",
        tagline="Mind the step",
        vote_average="4.3",
        vote_count="22",
        genres=genres("Horror", "Science Fiction"),
        production_countries=countries("CA", "US"),
        production_companies=companies("Taller Uno", "Taller Dos"),
    )
    yield from cut_in_two(upstairs, "Snow falls upstairs.", " It stays.", "\n", pad=True)
    first = film(
        id="900009",
        title="First Come",
        release_date="1990-05-20",
        budget="100",
        revenue="900.0",
        vote_average="5.5",
        vote_count="40",
        genres=genres("Western"),
    )
    yield line(first)
    yield line(film(id="900010", title="No Date", release_date="", vote_count="5000"))
    yield line(film(id="900011", title="One Is No Date", release_date="1", vote_count="5000"))
    yield line(film(id="tres mil", title="No Number", release_date="2000-02-02"))
    yield line(
        film(
            id="900012",
            title="Two  Spaces\nand a Break",
            release_date="1986-06-06",
            budget="/ff9qCepilow.jpg",
            revenue="null",
            vote_average="3.0",
            vote_count="3.0",
        )
    )
    yield line(film(id="900009", title="Second Come", release_date="1991-01-01", vote_count="99"))
    yield line(
        film(
            id="900013",
            original_title="Sin título inglés",
            title="",
            original_language="",
            release_date="1971-12-31",
            genres="",
            production_companies="",
            production_countries="",
            vote_average="6.5",
            vote_count="8",
        )
    )
    yield line(
        film(
            id="900014",
            title="Little Bobby",
            release_date="2016-04-01",
            genres=HOSTILE,
            production_companies=HOSTILE,
            production_countries=f"[{{'iso_3166_1': {HOSTILE}}}]",
            belongs_to_collection=HOSTILE,
            vote_average="5.0",
            vote_count="1",
        )
    )
    yield line(
        film(
            id="900015",
            title="Two Hats",
            overview="The watch, the tower, the hats.",
            release_date="2013-08-13",
            budget="2000000",
            revenue="1000000.0",
            vote_average="8.0",
            vote_count="600",
            genres=genres("Drama", "Comedy"),
            production_countries=countries("MX", "ES"),
            production_companies=companies("Foco", "Foco", "Producciones El Foco"),
        )
    )
    yield line(
        film(
            id="900016",
            title="The Glass Tower",
            release_date="1955-10-12",
            runtime="71.0",
            vote_average="6.9",
            vote_count="12",
            production_countries=countries("GB"),
        )
    )
    half = film(
        id="900017",
        title="Half Past",
        release_date="1997-08-20",
        runtime="104.0",
        vote_average="6.0",
        vote_count="1",
        production_countries=countries("CA", "LU"),
    )
    yield from cut_in_two(half, "It is half past", " - by nobody", "\n", pad=False)
    yield line(first)
    yield line(
        film(
            id="900018.0",
            title="<b>Bold</b> & Co.",
            adult="True",
            release_date="1896-02-29",
            budget="-5",
            revenue="nan",
            popularity="",
            vote_average="",
            vote_count="-1",
        )
    )


def _credits() -> Iterator[str]:
    yield line(("cast", "crew", "id"))
    rows = [
        (
            cast("Ana Robledo", "Nuño Ibáñez", "Peg O'Dell"),
            crew(
                ("Producer", "Ana Robledo"),
                ("Assistant Director", "Peg O'Dell"),
                ("Director of Photography", "Lev Prado"),
                ("Director", "Irene Sauce"),
                ("Screenplay", "Irene Sauce"),
            ),
            "900001",
        ),
        (
            cast(("Nuño Ibáñez", 1), ("Lev Prado", 2), ("Ana Robledo", 0)),
            directed_by("Irene Sauce", "Лев Орлов"),
            "900002",
        ),
        (cast("Ana Robledo"), directed_by("Ana Robledo"), "900003"),
        (cast("李梅"), directed_by("Лев Орлов"), "900004"),
        (cast('Tom "Ace" O\'Neal', "Nuño Ibáñez"), directed_by("Peg O'Dell"), "900005"),
        (cast("Nuño Ibáñez"), directed_by("Peg O'Dell"), "900006"),
        (cast("Nadie Conocida"), directed_by("Nadie Más"), "777"),  # no such film
        (cast("Otra Persona"), directed_by("Otra Persona"), "900001"),  # again
        (cast(), crew(), "900007"),
        ("", "", "900008"),
        (cast("Sin Fecha"), directed_by("Sin Fecha"), "900010"),  # a film that is dropped
        (HOSTILE, f"[{HOSTILE}]", "900014"),
        (
            cast("Irene Sauce", "Lía\xa0Prado", "Ana Robledo", "Lía  Prado", "Irene Sauce"),
            directed_by("Irene Sauce", "Irene Sauce", "Nuño Ibáñez"),
            "900015",
        ),
        (cast("Primera Vez, Jr."), directed_by(), "900009"),
        (cast("Segunda Vez"), directed_by("Segunda Vez"), "900009"),
        (cast("Mal Número"), directed_by("Mal Número"), "1997-08-20"),
    ]
    yield from map(line, rows)


def _keywords() -> Iterator[str]:
    yield line(("id", "keywords"))
    rows = [
        ("900001", keywords("tower", "night watch", "rock 'n' roll")),
        ("900002", keywords("tower", "telephone", "tower")),
        ("900003", keywords("tower", "night watch")),
        ("777", keywords("nobody's word")),
        ("900003", keywords("the second time")),
        ("900004", "[]"),
        ("900014", HOSTILE),
        ("900015", keywords("sombrero", "tower", "¿quién?")),
        ("", keywords("nothing")),
        ("900010", keywords("undated")),
        ("900016", keywords("fog")),
    ]
    yield from map(line, rows)


def _titles() -> Iterator[str]:
    yield line(("id", "titulo_es", "titulo_latam"))
    rows = [
        ("900001", "La torre de cristal", "La torre de vidrio"),
        ("900002", "La torre de cristal: Piso dos", ""),
        ("900005", "", 'El guardián "callado", o no'),
        ("777", "De nadie", "De nadie"),
        ("nada", "Sin número", "Sin número"),
        ("900015", "Dos sombreros", "Dos sombreros"),
        ("900010", "Sin fecha", "Sin fecha"),
        ("900009", "Llegar primero"),  # a short row
        ("900008", "Nieve arriba", "Nieve arriba"),
    ]
    yield from map(line, rows)


def raw_set() -> RawSet:
    """Return the small data set."""
    return RawSet(
        {
            MOVIES: list(_movies()),
            CREDITS: list(_credits()),
            KEYWORDS: list(_keywords()),
            TITLES: list(_titles()),
        }
    )
