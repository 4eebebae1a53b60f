"""How votes, popularity, length and money are spread, and how lopsided they are."""

import pandas as pd
from matplotlib.axes import Axes

from data.eda.figure import NO_DATA, Figure
from data.eda.picture import (
    BLUE,
    GREEN,
    INK,
    PURPLE,
    RED,
    Format,
    blank,
    logarithmic,
    picture,
    powers,
)
from data.eda.picture import spanish as write
from data.eda.spanish import compact, films, likeness, share
from data.eda.tables import Tables
from handlers import formats
from services.results import MIN_VOTES

LONG = 240
"""Minutes; longer films are outside the picture."""
SHORT = 40
"""Minutes that a short film has at most (the Academy's rules for the Oscars)."""


def votes(tables: Tables) -> Figure:
    """Votes a film."""
    values = tables.known("votes")
    if values.empty:
        return _none("votos", "Cuántos votos tienen", "votos")
    enough = int((values >= MIN_VOTES).sum())
    best = values.sort_values(ascending=False)
    tenth = best.head(max(len(best) // 100, 1))
    return Figure(
        key="votos",
        title="Cuántos votos tienen",
        png=picture(
            lambda axes: _spread(axes, values, BLUE, "votos por película", compact, MIN_VOTES)
        ),
        alt=f"Histograma logarítmico de los votos; la mitad de las películas con votos tiene "
        f"{formats.number(round(values.median()))} o menos.",
        caption=f"Votos de las {films(len(values))} que tienen alguno; cada marca vale diez veces "
        f"la anterior. La línea son los {formats.number(MIN_VOTES)} que pide «/votos».",
        meaning=(
            f"La mitad tiene {formats.number(round(values.median()))} votos o menos, así que una "
            f"nota de 10 no dice gran cosa y «/votos» exige {formats.number(MIN_VOTES)}, que "
            f"tienen {formats.number(enough)}.",
            f"El 1\u00a0% más votado reúne el {share(tenth.sum(), values.sum())} de los votos: "
            "cuando un título vale para varias películas, el bot ofrece primero las más conocidas.",
        ),
        finding="La mitad de las películas votadas tiene "
        f"{formats.number(round(values.median()))} votos o menos; las que llegan a "
        f"{formats.number(MIN_VOTES)} son {formats.number(enough)}.",
    )


def popularity(tables: Tables) -> Figure:
    """TMDB's popularity."""
    values = tables.known("popularity")
    if values.empty:
        return _none("popularidad", "Qué popularidad tienen", "popularidad")
    top = tables.films.sort_values("popularity", ascending=False, kind="stable").iloc[0]
    ranks = tables.films["popularity"].rank().corr(tables.films["votes"].rank())
    return Figure(
        key="popularidad",
        title="Qué popularidad tienen",
        png=picture(
            lambda axes: _spread(axes, values, PURPLE, "popularidad", _plain, None), height=3.1
        ),
        alt=f"Histograma logarítmico de la popularidad; la mediana es "
        f"{formats.decimal(values.median())} y el máximo, {formats.decimal(values.max())}.",
        caption="La popularidad de TMDB, una cifra sin unidades que mezcla visitas, votos y listas "
        "(en escala logarítmica).",
        meaning=(
            f"La mitad está por debajo de {formats.decimal(values.median())} y la primera, "
            f"«{top['title']}», llega a {formats.decimal(values.max())}, así que «/score» da la "
            "cifra sin ponerle adjetivos.",
            f"Ordena las películas casi como los votos (parecido de {likeness(ranks)}, "
            "donde 1 sería el mismo orden), y es de cuando se hicieron los datos, así que no dice "
            "qué se ve hoy.",
        ),
    )


def runtime(tables: Tables) -> Figure:
    """Length in minutes."""
    values = tables.known("runtime")
    if values.empty:
        return _none("duracion", "Cuánto duran", "duración")
    usual = int(values.mode().iloc[0])
    low, high = (round(values.quantile(part)) for part in (0.25, 0.75))
    longest = tables.films.sort_values("runtime", ascending=False, kind="stable").iloc[0]

    def paint(axes: Axes) -> None:
        axes.hist(values[values <= LONG], list(range(0, LONG + 5, 5)), color=GREEN)
        axes.set_xlabel("minutos")
        axes.set_ylabel("películas")
        axes.set_xticks(range(0, LONG + 1, 30))
        write(axes.yaxis, lambda value: formats.number(round(value)))

    return Figure(
        key="duracion",
        title="Cuánto duran",
        png=picture(paint, height=3.1),
        alt=f"Histograma de la duración; la mitad dura entre {low} y {high} minutos.",
        caption=f"Duración de {films(len(values))}, de cinco en cinco minutos. "
        f"{_beyond(int((values > LONG).sum()))} más de {LONG} minutos y no se ve"
        f"{'' if (values > LONG).sum() == 1 else 'n'} aquí.",
        meaning=(
            f"La mitad dura entre {low} y {high} minutos, y lo más repetido son {usual}"
            f"{', un número redondo que quizá sea a ojo' if usual % 10 == 0 else ''}; «/duracion» "
            "da los minutos tal como vienen.",
            f"También hay cortos ({films((values <= SHORT).sum())} de {SHORT} minutos o menos) y "
            f"maratones como «{longest['title']}», de {formats.number(longest['runtime'])} "
            "minutos, así que para elegir qué ver conviene mirar la duración antes.",
        ),
    )


def money(tables: Tables) -> Figure:
    """Budget and revenue."""
    known = tables.money
    if known.empty:
        return _none("dinero", "Cuánto cuestan y cuánto recaudan", "dinero")
    budget, revenue = known["budget"], known["revenue"]
    best = revenue.sort_values(ascending=False)
    top = best.head(max(len(best) // 100, 1))
    won = float((known["return"] >= 1).mean())

    def paint(axes: Axes) -> None:
        edges = logarithmic(pd.concat([budget, revenue]), per_ten=5)
        axes.hist(budget, edges, color=RED, alpha=0.6, label="presupuesto")
        axes.hist(revenue, edges, color=BLUE, histtype="step", linewidth=2, label="recaudación")
        axes.set_xscale("log")
        axes.set_xlabel("US$ (escala logarítmica)")
        axes.set_ylabel("películas")
        axes.set_xticks(powers(edges))
        axes.set_xlim(edges[0] * 0.7, revenue.max() * 1.5)
        write(axes.xaxis, compact)
        write(axes.yaxis, lambda value: formats.number(round(value)))
        axes.legend(loc="upper left")

    return Figure(
        key="dinero",
        title="Cuánto cuestan y cuánto recaudan",
        png=picture(paint),
        alt="Dos histogramas logarítmicos: el presupuesto mediano es "
        f"{formats.money(budget.median())} y la recaudación mediana, "
        f"{formats.money(revenue.median())}.",
        caption=f"Presupuesto y recaudación de las {films(len(known))} con las dos cifras creíbles "
        "(M: millones), en escala logarítmica.",
        meaning=(
            f"La película del medio costó {formats.money(budget.median())} y recaudó "
            f"{formats.money(revenue.median())}, pero la recaudación media es de "
            f"{formats.money(revenue.mean())}: unas pocas enormes tiran de ella (el 1\u00a0% de "
            f"arriba se lleva el {share(top.sum(), revenue.sum())}).",
            f"Recaudó al menos lo que costó el {share(won, 1)} de estas películas; de las que no "
            "están aquí no se sabe, y por eso el bot dice de cuántas conoce el dinero.",
        ),
        finding=f"Donde se sabe el dinero, la mitad costó {formats.money(budget.median())} o menos "
        f"y la mitad recaudó {formats.money(revenue.median())} o menos.",
    )


def _spread(
    axes: Axes, values: "pd.Series[float]", colour: str, name: str, text: Format, mark: float | None
) -> None:
    edges = logarithmic(values)
    axes.hist(values, edges, color=colour)
    axes.set_xscale("log")
    axes.set_xticks(powers(edges))
    axes.set_xlim(edges[0] * 0.7, values.max() * 1.5)
    axes.set_xlabel(f"{name} (escala logarítmica)")
    axes.set_ylabel("películas")
    axes.axvline(values.median(), color=INK, linestyle=":", linewidth=1.5, label="la del medio")
    if mark:
        axes.axvline(mark, color=RED, linestyle="--", label=f"{formats.number(round(mark))} votos")
    write(axes.xaxis, text)
    write(axes.yaxis, lambda value: formats.number(round(value)))
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)


def _plain(value: float) -> str:
    return f"{value:.7f}".rstrip("0").rstrip(".").replace(".", ",")


def _beyond(count: int) -> str:
    return f"{films(count)} dura{'' if count == 1 else 'n'}"


def _none(key: str, title: str, name: str) -> Figure:
    meaning = (
        f"En este catálogo no hay datos de {name}.",
        "El bot lo dice con palabras cuando le preguntan por ello.",
    )
    return Figure(key, title, blank(f"Sin {name}"), "Sin datos.", NO_DATA, meaning)
