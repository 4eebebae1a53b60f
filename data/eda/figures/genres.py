"""Genres: how many films have each, and which go together."""

import numpy as np
import pandas as pd

from data.eda.figure import NO_DATA, Figure
from data.eda.picture import GREEN, bars, blank, heat, picture
from data.eda.spanish import films, share, told
from data.eda.tables import Tables
from handlers import formats

TOGETHER = 12
"""Genres in the square of pairs: as many as a phone shows."""
RARE = 100
"""Pairs with fewer films are not looked at when the closest pair is sought."""


def genres(tables: Tables) -> Figure:
    """Films by genre."""
    title = "De qué géneros son"
    counts = tables.catalogue.genres["genre"].value_counts()
    if counts.empty:
        return Figure("generos", title, blank("Sin géneros"), "Sin datos.", NO_DATA, _NOTHING)
    named = counts.rename(index=formats.genre)
    total = len(tables.films)
    texts = [f"{formats.number(value)} ({share(value, total)})" for value in named]
    missing = tables.without("genres")
    first = str(named.index[0])
    each = len(tables.catalogue.genres) / max(total - missing, 1)
    return Figure(
        key="generos",
        title=title,
        png=picture(lambda axes: bars(axes, named, texts, GREEN), height=5.2),
        alt=f"Barras con las películas de cada género: {told(named.index, texts)}.",
        caption="Películas de cada género y qué parte son del catálogo. Suman más del "
        f"100\u00a0% porque cada película tiene {formats.decimal(each)} géneros de media.",
        meaning=(
            f"Quien respondiera siempre «{first}» acertaría en el {share(counts.iloc[0], total)} "
            "de las películas sin haber leído nada, así que «/genero» no da un solo género: da la "
            "probabilidad de cada uno.",
            f"Hay {films(missing)} sin ningún género ({share(missing, total)}); en su ficha, el "
            "bot no se lo inventa.",
        ),
        finding=f"El género más común es {first}: está en el {share(counts.iloc[0], total)} de las "
        "películas.",
    )


def together(tables: Tables) -> Figure:
    """Which genres go together."""
    title = "Qué géneros van juntos"
    links = tables.catalogue.genres
    pairs = _pairs(links) if len(links) else pd.DataFrame()
    counts = pd.Series(np.diag(pairs), index=pairs.index)
    apart = pairs.to_numpy(float) * (1 - np.eye(len(pairs)))
    if not apart.any():
        return Figure("generos-juntos", title, blank("Sin parejas de géneros"), "Sin datos.",
                      NO_DATA, _NOTHING)  # fmt: skip
    of_row = pairs.div(counts, axis=0) * 100
    top = counts.sort_values(ascending=False, kind="stable").index[:TOGETHER]
    shown = of_row.loc[top, top].rename(index=formats.genre, columns=formats.genre)
    values = shown.to_numpy()
    texts = np.where(values >= 20, np.char.mod("%.0f", values), "")
    np.fill_diagonal(values := values.copy(), 0)
    np.fill_diagonal(texts, "")
    squares = pd.DataFrame(values, index=shown.index, columns=shown.columns)
    common = _names(pairs, apart)
    chance = np.outer(counts, counts) / len(tables.films)
    least = int(min(RARE, apart.max()))
    close = np.where(apart >= least, apart / chance, 0)
    row, column = np.unravel_index(int(close.argmax()), close.shape)
    return Figure(
        key="generos-juntos",
        title=title,
        png=picture(lambda axes: heat(axes, squares, texts, (0, 80), "Blues"), height=4.9),
        alt=f"Cuadrícula de {len(top)} por {len(top)} géneros; la pareja con más películas es "
        f"{common}, con {films(apart.max())}.",
        caption="De cada 100 películas del género de la fila, cuántas son además del género de la "
        f"columna (se escriben las que llegan a 20). La pareja más fiel se busca entre las de "
        f"{films(least)} o más.",
        meaning=(
            f"La pareja más frecuente es {common} ({films(apart.max())}), y la más fiel, "
            f"{_pair(pairs, row, column)}: coinciden {formats.decimal(close.max())} veces lo que "
            "daría el azar.",
            "Por eso «/genero» puede dar varios géneros a la vez, y «/recomendar» compara todos "
            "los de una película y no solo el primero.",
        ),
    )


def _pairs(links: pd.DataFrame) -> pd.DataFrame:
    """Return how many films have both genres; on the diagonal, how many have the one."""
    has = pd.crosstab(links["film"], links["genre"]).clip(upper=1)
    return has.T @ has


def _names(pairs: pd.DataFrame, apart: "np.ndarray[tuple[int, int], np.dtype[np.float64]]") -> str:
    row, column = np.unravel_index(int(apart.argmax()), apart.shape)
    return _pair(pairs, row, column)


def _pair(pairs: pd.DataFrame, row: int | np.intp, column: int | np.intp) -> str:
    names = [formats.genre(str(pairs.index[int(place)])) for place in (row, column)]
    return f"{names[0]} con {names[1]}"


_NOTHING = (
    "Sin géneros, la ficha de una película no los muestra y «/recomendar» se guía por lo demás.",
    "«/genero» funciona igual, porque lee la trama que le escriben.",
)
