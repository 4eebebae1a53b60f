"""The story: what there is, what is wrong with it, how it was cleaned, what it tells."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from data.eda.figure import Figure
from data.eda.figures import contents, dates, gaps, genres, groups, money, spread, units, words
from data.eda.spanish import films, share
from data.eda.tables import Tables
from handlers import formats

CLEANING, SPREAD = "limpieza", "reparto"
"""The chapters that carry a table, too."""

Make = Callable[[Tables], Figure]

_CONTENTS: tuple[Make, ...] = (
    contents.by_year, contents.languages, contents.countries, genres.genres, genres.together,
    words.english, words.spanish,
)  # fmt: skip
_WRONG: tuple[Make, ...] = (
    gaps.missing, gaps.zeros, gaps.unvoted, dates.months, dates.weekdays, dates.days, units.units,
)  # fmt: skip
_SPREAD: tuple[Make, ...] = (spread.votes, spread.popularity, spread.runtime, spread.money)
_CINEMA: tuple[Make, ...] = (
    money.over_time, money.by_genre, money.correlations, groups.collections, groups.companies,
)  # fmt: skip


@dataclass(frozen=True)
class Chapter:
    """A part of the report: its anchor, heading, a paragraph, and figures."""

    key: str
    title: str
    intro: str
    figures: tuple[Figure, ...]


def chapters(tables: Tables) -> tuple[Chapter, ...]:
    """Draw every figure and return the chapters in the order of reading."""
    total = len(tables.films)
    removed = sum(entry.rows for entry in tables.report if entry.rule.startswith("dropped_"))
    return (
        Chapter(
            "contenido",
            "Qué hay en el catálogo",
            f"El bot lleva dentro {films(total)}, con su fecha, idioma, países, géneros, votos, "
            "dinero, reparto y dirección. Esto es de lo que sabe, y de lo que no.",
            _draw(tables, _CONTENTS),
        ),
        Chapter(
            "fallos",
            "Qué le falta y qué trae mal",
            "Los datos los escribió mucha gente a mano en una web abierta (TMDB). Hay huecos, "
            "ceros que quieren decir «no se sabe» y fechas de relleno: quien sume sin mirar se "
            "equivoca.",
            _draw(tables, _WRONG),
        ),
        Chapter(
            CLEANING,
            "Cómo se limpió y por qué",
            f"De {formats.number(tables.rows('movies_rows'))} filas leídas quedan {films(total)}: "
            f"solo se quitan {formats.number(removed)}, las que están repetidas, no tienen fecha o "
            "no se sabe de qué película son. Lo dudoso no se borra ni se corrige a ojo: se marca, "
            "y el bot lo dice al responder. La tabla sale del informe que escribe «python -m "
            "data.build».",
            (),
        ),
        Chapter(
            SPREAD,
            "Cómo se reparten los números",
            "Los votos, la popularidad y el dinero se reparten de forma muy desigual: muchas "
            "películas con poco y unas pocas con muchísimo. En un dibujo corriente solo se verían "
            "estas últimas, así que aquí los ejes avanzan multiplicando: 1, 10, 100, 1.000. Eso es "
            "una escala logarítmica. Y «la película del medio» (la mediana) es la que queda en el "
            "centro al ponerlas en fila, de la que menos tiene a la que más.",
            _draw(tables, _SPREAD),
        ),
        Chapter(
            "cine",
            "Qué cuenta del cine",
            f"Sin los errores de unidades quedan {films(len(tables.money))} con presupuesto y "
            f"recaudación, y en el {share(_american(tables), len(tables.money))} participó Estados "
            "Unidos. Las dos figuras de sagas y productoras miran todo el catálogo; las demás "
            "hablan solo de esas películas.",
            _draw(tables, _CINEMA),
        ),
    )


def _american(tables: Tables) -> int:
    """Return how many of the films of known money the United States produced, alone or not."""
    countries = tables.catalogue.countries
    american = countries.loc[countries["country"] == "US", "film"]
    return int(tables.money.index.isin(american).sum())


def _draw(tables: Tables, makes: Iterable[Make]) -> tuple[Figure, ...]:
    return tuple(make(tables) for make in makes)
