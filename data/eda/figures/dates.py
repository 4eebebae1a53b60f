"""When films come out, and how many have 1 January for a date nobody knew."""

import datetime as dt

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from data.eda.figure import Figure
from data.eda.picture import BLUE, GREY, HATCH, INK, PALE, RED, picture, spanish
from data.eda.spanish import films, share, told
from data.eda.tables import Tables
from handlers import formats
from handlers.render.counts import NOTABLE

FEW_OF_DECADE = 100
"""Decades with fewer films are left out: their share of placeholders says little."""
_LEAP = 2000
"""A year with all 366 days."""


def months(tables: Tables) -> Figure:
    """Films by month; those of 1 January apart."""
    month = tables.films["date"].dt.month
    placed, known = _split(month, tables.first_january, range(1, 13))
    names = [formats.month(number) for number in range(1, 13)]
    top = int(known.to_numpy().argmax())
    firsts, january = int(placed.sum()), int(known[1] + placed[1])
    return Figure(
        key="meses",
        title="En qué mes se estrenan",
        png=picture(lambda axes: _bars(axes, known, placed, [n[:3] for n in names]), height=3.2),
        alt="Barras con los estrenos de cada mes: "
        f"{_told(names, known + placed)}. De los de enero, {films(firsts)} son del día 1.",
        caption=f"Películas por mes de estreno. La parte rayada de enero son las {films(firsts)} "
        "fechadas el día 1, que en la fuente muchas veces quiere decir «solo se sabe el año».",
        meaning=(
            f"«/mes enero» cuenta {films(january)} y avisa de las {formats.number(firsts)} del día "
            f"1: sin ellas serían {formats.number(january - firsts)}.",
            "Con esas fechas de relleno, enero parece lo que no es: sin contar el 1 de enero, el "
            f"mes con más estrenos es {names[top]} ({films(known.iloc[top])}).",
        ),
        finding=f"{films(firsts)} llevan fecha del 1 de enero, que muchas veces quiere decir «solo "
        "se sabe el año»: «/mes enero» y «/dia 1» lo avisan.",
    )


def weekdays(tables: Tables) -> Figure:
    """Films by weekday; those of 1 January apart."""
    days = tables.films["date"].dt.day_of_week
    placed, known = _split(days, tables.first_january, range(7))
    names = [formats.weekday(number) for number in range(7)]
    both = known + placed
    top, least = int(both.to_numpy().argmax()), int(both.to_numpy().argmin())
    moved = placed / both.where(both > 0, 1)
    most_moved = int(moved.to_numpy().argmax())
    return Figure(
        key="dias",
        title="Qué día de la semana se estrenan",
        png=picture(lambda axes: _bars(axes, known, placed, [n[:3] for n in names]), height=3.2),
        alt=f"Barras con los estrenos de cada día: {_told(names, both)}.",
        caption="Películas por día de la semana de su estreno; rayadas, las del 1 de enero, que "
        "caen cada año en un día distinto.",
        meaning=(
            f"El día de estreno es el {names[top]} ({share(both.iloc[top], both.sum())} de las "
            f"películas), y el que menos tiene es el {names[least]}; «/dia» cuenta los siete, y "
            "también los días del mes.",
            "Las fechas de relleno se reparten por toda la semana, así que apenas cambian el "
            f"orden, pero hinchan los días flojos: son el {share(moved.iloc[most_moved], 1)} del "
            f"{names[most_moved]}, y cuando pasan del {formats.percent(NOTABLE)} «/dia» lo avisa.",
        ),
    )


def days(tables: Tables) -> Figure:
    """Films by day of the year: the firsts stand out."""
    dates = tables.films["date"].dt
    starts = [dt.date(_LEAP, month, 1).timetuple().tm_yday for month in range(1, 13)]
    days = pd.Series(np.array(starts)[dates.month - 1] + dates.day.to_numpy() - 1)
    counts = days.value_counts().sort_index()
    first = pd.Series(counts.index.isin(starts), counts.index)
    january = int(tables.first_january.sum())
    usual = float(counts[~first].median()) if (~first).any() else float(counts.median())
    decades = tables.films["year"] // 10 * 10
    parts = tables.first_january.astype(float).groupby(decades).mean()
    sizes = decades.value_counts().sort_index()
    least = min(FEW_OF_DECADE, int(sizes.max()))
    parts = parts[sizes >= least]
    high, low = _decade(parts, best=True), _decade(parts, best=False)

    def paint(axes: Axes) -> None:
        for those, colour, name in ((~first, BLUE, "otros días"), (first, RED, "día 1 del mes")):
            axes.scatter(counts.index[those], counts[those], s=12, color=colour, label=name)
        axes.set_yscale("log")
        if january:
            axes.annotate(f"1 de enero: {formats.number(january)}", (1, january),
                          (8, -3), textcoords="offset points", fontsize=9.5, color=INK)  # fmt: skip
        spanish(axes.yaxis, lambda value: formats.number(round(value)))
        axes.set_xlim(-8, 375)
        named = [formats.month(month)[:3] if month % 2 else "" for month in range(1, 13)]
        axes.set_xticks(starts, named)
        axes.set_ylabel("películas (escala logarítmica)")
        axes.legend(loc="upper right", markerscale=2)

    return Figure(
        key="primero-de-enero",
        title="El efecto del 1 de enero",
        png=picture(paint, height=3.3),
        alt=f"Un punto por día del año: el 1 de enero tiene {films(january)} y un día cualquiera, "
        f"unas {formats.number(round(usual))}.",
        caption="Películas de cada día del año, con todos los años juntos; cada marca del eje "
        "vertical vale diez veces la anterior. En naranja, los días 1.",
        meaning=(
            f"Un día cualquiera tiene unas {formats.number(round(usual))} películas y el 1 de "
            f"enero, {formats.number(january)}: lo normal es que las de más sean fechas de las que "
            "solo se sabía el año, y el bot lo avisa en «/mes enero» y en «/dia 1».",
            f"No es cosa solo de películas antiguas: en las décadas con {films(least)} o más, la "
            f"parte fechada ese día va del {low} al {high}; los demás días 1 también sobresalen, "
            "pero mucho menos, y ahí el bot no avisa.",
        )
        if january
        else (
            "Ninguna película lleva aquí fecha del 1 de enero, así que el bot no avisa.",
            f"Un día cualquiera tiene unas {formats.number(round(usual))} películas.",
        ),
    )


def _split(
    values: "pd.Series[int]", placeholder: "pd.Series[bool]", order: range
) -> tuple["pd.Series[int]", "pd.Series[int]"]:
    """Return the counts of placeholders and of the others, by value."""
    placed, known = (
        values[those].value_counts().reindex(list(order), fill_value=0)
        for those in (placeholder, ~placeholder)
    )
    return placed, known


def _bars(axes: Axes, known: "pd.Series[int]", placed: "pd.Series[int]", names: list[str]) -> None:
    places = np.arange(len(names))
    axes.bar(places, known, color=BLUE, label="otras fechas", width=0.75)
    axes.bar(places, placed, bottom=known, color=PALE, hatch=HATCH, edgecolor=GREY, linewidth=0,
             label="1 de enero", width=0.75)  # fmt: skip
    axes.set_xticks(places, names)
    axes.tick_params(axis="x", length=0, labelsize=10.5 if len(names) < 10 else 8.5)
    axes.set_ylabel("películas")
    spanish(axes.yaxis, lambda value: formats.number(round(value)))
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, handlelength=1.2)


def _told(names: list[str], counts: "pd.Series[int]") -> str:
    return told(names, map(formats.number, counts))


def _decade(parts: "pd.Series[float]", best: bool) -> str:
    """Return the decade with the greatest or smallest share of placeholders, and the share."""
    place = int(parts.to_numpy().argmax() if best else parts.to_numpy().argmin())
    return f"{share(parts.iloc[place], 1)} (la de {parts.index[place]})"
