"""Read the CSV files of The Movies Dataset as Kaggle ships them, and refuse what is not whole."""

import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.build import cells

MOVIES = "movies_metadata.csv"
CREDITS = "credits.csv"
KEYWORDS = "keywords.csv"
SPANISH_TITLES = "titulos_es.csv"

# The columns that the build reads; Kaggle's files may carry others beside them.
COLUMNS: dict[str, tuple[str, ...]] = {
    MOVIES: (
        "adult",
        "belongs_to_collection",
        "budget",
        "genres",
        "id",
        "imdb_id",
        "original_language",
        "original_title",
        "overview",
        "popularity",
        "poster_path",
        "production_companies",
        "production_countries",
        "release_date",
        "revenue",
        "runtime",
        "tagline",
        "title",
        "vote_average",
        "vote_count",
    ),
    CREDITS: ("cast", "crew", "id"),
    KEYWORDS: ("id", "keywords"),
    SPANISH_TITLES: ("id", "titulo_es", "titulo_latam"),
}

# Full casts are long: the longest cell of Kaggle's credits.csv has over 100,000 characters.
csv.field_size_limit(1 << 24)
# A line of our own behind the last: two cells, unless an open quote swallows it into one.
_END = "<<end of,the file>>"


class RawDataError(Exception):
    """A raw file cannot be used; the message is one Spanish sentence naming file and column."""


@dataclass(frozen=True)
class RawRow:
    """One CSV row: its 1-based number in the file (the header is row 0), its cells by column.

    The cells stand in the order of the file's header.
    """

    number: int
    cells: dict[str, str]


def find(raw: Path, name: str) -> Path | None:
    """Return where ``name`` is: in ``raw``, in a folder of it, or beside it; else None."""
    places = [raw, *sorted(p for p in raw.glob("*/") if p.is_dir()), raw.parent]
    return next((place / name for place in places if (place / name).is_file()), None)


def require(raw: Path, name: str) -> Path:
    """Return where ``name`` is.

    Raises:
        RawDataError: It is not there.
    """
    path = find(raw, name)
    if path is None:
        columns = ", ".join(COLUMNS[name])
        raise RawDataError(f"Falta {name} en {raw} (se leen sus columnas {columns}).")
    return path


def read(path: Path) -> Iterator[RawRow]:
    """Yield the rows of a CSV file that has at least the columns named in :data:`COLUMNS`.

    Short rows are filled with empty cells, except the last one: a short last row, or a quote that
    never closes, means that the file was cut.

    Raises:
        RawDataError: A column is missing, the text is not UTF-8, or the file is cut short.
    """
    wanted = COLUMNS[path.name]
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = _Lines(file)
            rows = csv.reader(itertools.chain(lines, [_END]))
            header = next(rows)
            _check_header(path.name, header, wanted)
            yield from _rows(path.name, rows, header, lines)
    except csv.Error as error:
        raise RawDataError(
            f"{path.name} no es un CSV que se pueda leer (columna {wanted[0]}): {error}."
        ) from error
    except UnicodeDecodeError as error:
        raise RawDataError(
            f"{path.name} no está en UTF-8 (columna {wanted[0]}): {error.reason}."
        ) from error


class _Lines(Iterator[str]):
    """The lines of a file; ``whole`` says whether the last one read had a line end."""

    def __init__(self, file: Iterator[str]) -> None:
        self._file = file
        self.whole = True

    def __next__(self) -> str:
        line = next(self._file)
        self.whole = line.endswith(("\n", "\r"))
        return line


def _check_header(name: str, header: list[str], wanted: tuple[str, ...]) -> None:
    missing = [column for column in wanted if column not in header]
    if missing:
        verb = "falta la columna" if len(missing) == 1 else "faltan las columnas"
        raise RawDataError(f"A {name} le {verb} {', '.join(missing)}.")


def _rows(
    name: str, rows: Iterator[list[str]], header: list[str], lines: _Lines
) -> Iterator[RawRow]:
    last, last_number = header, 0
    for number, row in enumerate(rows, start=1):
        if row == _END.split(","):
            if _is_cut(last, header, lines.whole):
                raise _cut(name, last_number, header, last)
            return
        if row and row[-1].endswith(_END):
            raise _cut(name, number, header, row)
        if row:
            last, last_number = row, number
            pairs = itertools.zip_longest(header, row[: len(header)], fillvalue="")
            yield RawRow(number, dict(pairs))


def _is_cut(last: list[str], header: list[str], whole: bool) -> bool:
    """Say whether the last row is not all there.

    It is short, unless it is the second half of a broken row; or it has no line end, and its last
    cell is empty or half a list.
    """
    if len(last) < len(header):
        place = header.index("id")
        return not whole or len(last) <= place or cells.date(last[place]) is None
    end = last[len(header) - 1]
    return not whole and (not end or (end.startswith("[") and cells.nested(end) is None))


def _cut(name: str, number: int, header: list[str], row: list[str]) -> RawDataError:
    column = header[min(len(row), len(header)) - 1] if row else header[0]
    return RawDataError(
        f"{name} está cortado: la fila {number} se interrumpe en la columna {column}."
    )
