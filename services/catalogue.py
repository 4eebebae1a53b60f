"""The catalogue in memory: the shipped tables as dataframes with compact types."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from services.manifest import DataError, Manifest

TABLES = (
    "films",
    "collections",
    "genres",
    "countries",
    "people",
    "cast",
    "directors",
    "companies",
    "film_companies",
    "keywords",
    "film_keywords",
    "newer",
    "aliases",
    "words",
)
LINKS = ("genres", "countries", "cast", "directors", "film_companies", "film_keywords")


@dataclass(frozen=True)
class Catalogue:
    """The tables that ``data.build`` makes; ``films`` is indexed by film id.

    The link tables have a column ``film`` (id) and one that names the other side: ``genre`` and
    ``country`` hold the label itself, ``person``, ``company`` and ``keyword`` a row number in
    the table of names. Their rows stand in the order of ``films``: those of the film in row ``r``
    are ``starts[link][r]`` to ``starts[link][r + 1]``. ``newer`` holds titles and year of known
    films that came out after the data set was made, ``aliases`` other titles (film id, title),
    ``words`` folded Spanish words of every day.
    """

    films: pd.DataFrame
    collections: pd.DataFrame
    genres: pd.DataFrame
    countries: pd.DataFrame
    people: pd.DataFrame
    cast: pd.DataFrame
    directors: pd.DataFrame
    companies: pd.DataFrame
    film_companies: pd.DataFrame
    keywords: pd.DataFrame
    film_keywords: pd.DataFrame
    newer: pd.DataFrame
    aliases: pd.DataFrame
    words: pd.DataFrame
    starts: dict[str, npt.NDArray[np.int32]] = field(repr=False)

    @classmethod
    def load(cls, manifest: Manifest) -> "Catalogue":
        """Read every table, each checked against the manifest first.

        Raises:
            DataError: A table is missing, changed, or not a parquet file.
        """
        # Arrow's own allocator keeps 70 MB of what it read; the system's gives it back.
        pa.set_memory_pool(pa.system_memory_pool())
        return cls.of({name: _read(manifest, f"catalogue/{name}.parquet") for name in TABLES})

    @classmethod
    def of(cls, tables: dict[str, pd.DataFrame]) -> "Catalogue":
        """Return the catalogue that the shipped tables make.

        Raises:
            DataError: The links are not in the order of the films.
        """
        films = tables["films"].set_index("id", drop=True)
        films["date"] = pd.to_datetime(films["date"])
        films["year"] = films["date"].dt.year.astype(np.int16)
        both = (films["budget"] > 0) & (films["revenue"] > 0)
        films["return"] = (films["revenue"] / films["budget"].where(both)).fillna(0.0)
        collections = tables["collections"].set_index("id", drop=True)
        starts = {link: _starts(films.index, tables[link]["film"]) for link in LINKS}
        return cls(**(tables | {"films": films, "collections": collections}), starts=starts)

    def row(self, film_id: int) -> int:
        """Return where a film stands in ``films``.

        Raises:
            KeyError: The film is not in the catalogue.
        """
        place = self.films.index.get_loc(film_id)
        if not isinstance(place, int):  # pandas gives a slice where an id stands twice
            raise KeyError(film_id)
        return place

    def linked(self, link: str, column: str, value: int | str) -> npt.NDArray[np.int32]:
        """Return the ids of the films that a link table ties to a value, in catalogue order."""
        table: pd.DataFrame = getattr(self, link)
        films: npt.NDArray[np.int32] = table["film"].to_numpy()
        found: npt.NDArray[np.int32] = films[table[column].to_numpy() == value]
        return found


def _starts(ids: "pd.Index[int]", linked: "pd.Series[int]") -> npt.NDArray[np.int32]:
    """Return where each film's links start; shape (films + 1,).

    Raises:
        DataError: The links are not in the order of the films.
    """
    rows = ids.get_indexer(pd.Index(linked))
    if rows.size and (rows[0] < 0 or (np.diff(rows) < 0).any()):
        raise DataError("Las tablas del catálogo no están en el orden de films.parquet.")
    return np.searchsorted(rows, np.arange(len(ids) + 1)).astype(np.int32)


def _read(manifest: Manifest, name: str) -> pd.DataFrame:
    content = manifest.read(name)
    try:
        # pq.read_table would import all of Arrow's data sets and file systems: 7 MB.
        table = pq.ParquetFile(pa.BufferReader(content)).read(use_threads=False)
        frame: pd.DataFrame = table.to_pandas()
    except (pa.ArrowException, ValueError) as error:
        raise DataError(f"{manifest.folder / name} no es una tabla parquet válida.") from error
    return frame
