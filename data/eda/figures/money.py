"""Money: over the years, by genre, and what it goes along with."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from data.eda.figure import NO_DATA, Figure
from data.eda.picture import BLUE, GREEN, INK, RED, blank, heat, picture, spanish
from data.eda.spanish import compact, films, likeness, short_times, times
from data.eda.tables import Tables
from handlers import formats

FEW = 10
"""Years with fewer films of known money are left out: their median says nothing."""
FEW_OF_GENRE = 50
FEW_TOGETHER = 30
"""With fewer films, what goes along with what is chance."""
_COLUMNS = {
    "votes": "votos",
    "popularity": "popularidad",
    "score": "nota",
    "runtime": "duración",
    "budget": "presupuesto",
    "revenue": "recaudación",
    "return": "retorno",
    "year": "año",
}


def over_time(tables: Tables) -> Figure:
    """Median budget and revenue by year."""
    title = "El dinero a lo largo del tiempo"
    years = tables.money[tables.money["year"] < _unfinished(tables.money)].groupby("year")
    medians = years[["budget", "revenue"]].median()[years.size() >= FEW]
    if len(medians) < 2:
        return Figure("dinero-anos", title, blank("Sin dinero suficiente"), "Sin datos.", NO_DATA,
                      _NOTHING)  # fmt: skip
    first, last = int(medians.index[0]), int(medians.index[-1])
    ends = {name: _ends(medians[name]) for name in ("budget", "revenue")}
    dearest = int(medians.index[int(medians["budget"].to_numpy().argmax())])

    drawn = medians.reindex(range(first, last + 1))  # where a year is left out, the line breaks

    def paint(axes: Axes) -> None:
        dots: dict[str, Any] = {"marker": ".", "markersize": 4}  # a year between two gaps is seen
        axes.plot(drawn.index, drawn["revenue"], color=BLUE, label="recaudación", **dots)
        axes.plot(
            drawn.index, drawn["budget"], color=RED, linestyle="--", label="presupuesto", **dots
        )
        axes.set_yscale("log")
        axes.set_ylabel("US$ de cada año")
        low, high = float(drawn.min().min()), float(drawn.max().max())
        ticks = [step * 10**power for power in range(3, 10) for step in (1, 2, 5)]
        axes.set_yticks([tick for tick in ticks if low / 2 < tick < high * 2])
        axes.set_ylim(low / 1.3, high * 1.3)
        spanish(axes.yaxis, compact)
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)

    return Figure(
        key="dinero-anos",
        title=title,
        png=picture(paint, height=3.2),
        alt=f"Dos líneas, de {first} a {last}: el presupuesto mediano va de "
        f"{ends['budget'][0]} a {ends['budget'][1]}, y la recaudación mediana, de "
        f"{ends['revenue'][0]} a {ends['revenue'][1]}.",
        caption="Presupuesto y recaudación de la película del medio de cada año completo con al "
        f"menos {FEW} de dinero conocido; donde no las hay, la línea se corta. Son dólares de "
        "entonces, sin descontar la inflación, en escala logarítmica.",
        meaning=(
            f"El presupuesto del medio pasó de {ends['budget'][0]} en {first} a "
            f"{formats.money(medians['budget'].max())} en {dearest}, en parte porque el "
            "dólar vale menos: el bot da las cifras de la época, y en «/comparar» y en los "
            "gráficos recuerda que no descuentan la inflación.",
            "Para comparar épocas sirve mejor el retorno, que divide dólares del mismo año: la "
            f"película del medio de las {formats.number(len(tables.money))} que lo tienen recaudó "
            f"{times(tables.money['return'].median())} lo que costó.",
        ),
    )


def _unfinished(money: pd.DataFrame) -> int:
    """Return the year that is not over in the data: the last one, or that after its December."""
    if money.empty:
        return 0
    last = money["date"].max()
    return int(last.year) + int(last.month == 12)


def _ends(values: "pd.Series[float]") -> tuple[str, str]:
    first, last = (formats.money(float(values.iloc[place])) for place in (0, -1))
    return first, last


def by_genre(tables: Tables) -> Figure:
    """Return by genre: the middle half of each."""
    title = "El retorno de cada género"
    links = tables.catalogue.genres.join(tables.money["return"], on="film", how="inner")
    groups = links.groupby("genre")["return"]
    parts = pd.DataFrame(
        {"low": groups.quantile(0.25), "middle": groups.median(), "high": groups.quantile(0.75)}
    )
    least = min(FEW_OF_GENRE, int(groups.size().max()) if len(links) else 0)
    parts = parts[groups.size() >= least]
    if parts.empty:
        return Figure("retorno-generos", title, blank("Sin retornos"), "Sin datos.", NO_DATA,
                      _NOTHING)  # fmt: skip
    parts = parts.rename(index=formats.genre).sort_values("middle", ascending=False, kind="stable")
    means = groups.mean().rename(index=formats.genre)[parts.index]
    middle = parts["middle"]
    gap = str(parts.index[int((means / middle).to_numpy().argmax())])
    best, worst = str(parts.index[0]), str(parts.index[-1])
    return Figure(
        key="retorno-generos",
        title=title,
        png=picture(lambda axes: _ranges(axes, parts), height=4.8),
        alt="Un punto por género con su retorno mediano y una barra con la mitad central: el mayor "
        f"es {best} ({formats.times(middle.iloc[0])}) y el menor, {worst} "
        f"({formats.times(middle.iloc[-1])}).",
        caption="Retorno (recaudación entre presupuesto): el punto es la película del medio de "
        f"cada género con {films(least)} o más de dinero conocido, y la barra, la mitad central. "
        "A la izquierda de la línea no se recuperó el presupuesto.",
        meaning=(
            f"El género que más rinde es {best}, donde la película del medio recauda "
            f"{times(middle.iloc[0])} lo que costó, y el que menos, {worst} "
            f"({formats.times(middle.iloc[-1])}).",
            f"La media engaña: en {gap} es de {formats.times(means[gap])} y la película del medio "
            f"está en {formats.times(middle[gap])}, así que un promedio alto de «/actor» "
            "puede deberse a un solo éxito.",
        ),
        finding=f"El género que más rinde es {best}: la mitad de sus películas recauda al menos "
        f"{times(middle.iloc[0])} lo que costó.",
    )


def _ranges(axes: Axes, parts: pd.DataFrame) -> None:
    places = range(len(parts))
    axes.hlines(places, parts["low"], parts["high"], color=GREEN, linewidth=4)
    axes.scatter(parts["middle"], places, color=INK, zorder=3, s=34)
    axes.axvline(1, color=RED, linestyle="--", linewidth=1)
    axes.set_xscale("log")
    ticks = [tick for tick in (0.25, 0.5, 1, 2, 4, 8, 16) if _inside(tick, parts)]
    axes.set_xticks(ticks)
    spanish(axes.xaxis, short_times)
    axes.set_yticks(places, list(parts.index))
    axes.invert_yaxis()
    axes.tick_params(length=0)
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    axes.set_xlabel("retorno (cada marca, el doble)")


def _inside(tick: float, parts: pd.DataFrame) -> bool:
    values = parts.to_numpy()
    return tick == 1 or bool(values.min() / 1.5 <= tick <= values.max() * 1.5)


def correlations(tables: Tables) -> Figure:
    """What goes along with what, over the films of known money."""
    title = "Qué va con qué"
    frame = tables.money.loc[tables.money["votes"] > 0, list(_COLUMNS)].rename(columns=_COLUMNS)
    if len(frame) < FEW_TOGETHER:
        return Figure("correlaciones", title, blank("Sin datos suficientes"), "Sin datos.", NO_DATA,
                      _NOTHING)  # fmt: skip
    ranks = frame.corr("spearman").fillna(0)
    square = ranks.to_numpy(copy=True)
    texts = np.array([[likeness(v) for v in row] for row in square])
    np.fill_diagonal(square, 0)
    np.fill_diagonal(texts, "")
    shown = pd.DataFrame(square, index=ranks.index, columns=ranks.columns)
    fame, earned = (_rank(ranks, "votos", name) for name in ("popularidad", "recaudación"))
    back, score = (_rank(ranks, "presupuesto", name) for name in ("retorno", "nota"))
    return Figure(
        key="correlaciones",
        title=title,
        png=picture(lambda axes: heat(axes, shown, texts, (-1, 1), "RdBu"), height=4.1),
        alt="Cuadrícula de correlaciones entre ocho datos; votos y popularidad, "
        f"{fame}; votos y recaudación, {earned}; presupuesto y nota, "
        f"{score}.",
        caption="Parecido entre los órdenes que dan dos datos (correlación de Spearman) en "
        f"{films(len(frame))}: con 1 suben juntos, con 0 no tienen que ver y con −1 uno sube "
        "cuando el otro baja.",
        meaning=(
            f"Los votos van con la popularidad ({fame}) y con la recaudación "
            f"({earned}): cuanto más cerca de 1, más son las mismas películas las "
            "votadas, las populares y las taquilleras.",
            f"El presupuesto, en cambio, dice poco de la nota ({score}) y del retorno "
            f"({back}), así que el bot da nota, dinero y votos por separado y no los "
            "mezcla en una sola cifra.",
        ),
    )


def _rank(ranks: pd.DataFrame, one: str, other: str) -> str:
    return likeness(float(ranks[one].to_numpy()[ranks.index.get_loc(other)]))


_NOTHING = (
    "En este catálogo no hay bastantes películas con presupuesto y recaudación.",
    "El bot responde «sin dato» donde no los hay.",
)
