"""How lopsided the numbers of the catalogue are."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.eda.picture import Format
from data.eda.tables import Tables
from handlers import formats


@dataclass(frozen=True)
class Skew:
    """How lopsided a column is, as it comes and in powers of ten, over its values above 0."""

    name: str
    called: str
    count: int
    median: str
    mean: str
    greatest: str
    plain: float
    log: float


def skews(tables: Tables) -> tuple[Skew, ...]:
    """Return the skewness of every spread column; those with fewer than three values are out."""
    columns: list[tuple[str, str, str, Format]] = [
        ("popularity", "popularidad", "la popularidad", formats.decimal),
        ("votes", "votos", "los votos", lambda value: formats.number(round(value))),
        ("runtime", "duración (min)", "la duración", lambda value: formats.number(round(value))),
        ("budget", "presupuesto", "el presupuesto", formats.money),
        ("revenue", "recaudación", "la recaudación", formats.money),
    ]
    found = []
    for column, name, called, text in columns:
        values = tables.known(column)
        if len(values) > 2:
            told = [float(value) for value in (values.median(), values.mean(), values.max())]
            median, mean, greatest = map(text, told)
            log = pd.Series(np.log10(values.to_numpy()))
            skewed = _skew(values), _skew(log)
            found.append(Skew(name, called, len(values), median, mean, greatest, *skewed))
    return tuple(found)


def _skew(values: "pd.Series[float]") -> float:
    skew = float(str(values.skew()))
    return 0.0 if np.isnan(skew) else skew
