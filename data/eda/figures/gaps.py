"""What is missing: empty fields, money that is 0, scores that nobody gave."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from data.eda.figure import Figure
from data.eda.picture import BLUE, GREY, HATCH, PALE, PURPLE, RED, bars, picture, spanish
from data.eda.spanish import films, share, told
from data.eda.tables import Tables
from handlers import formats
from services.results import MIN_VOTES

_FIELDS = {
    "title_es": "título en español",
    "revenue": "recaudación",
    "budget": "presupuesto",
    "film_keywords": "palabras clave",
    "film_companies": "productora",
    "countries": "país",
    "votes": "votos",
    "cast": "reparto",
    "genres": "género",
    "runtime": "duración",
    "directors": "dirección",
    "poster_path": "cartel",
    "language": "idioma",
}
_LINKS = ("film_keywords", "film_companies", "countries", "cast", "genres", "directors")
LEAST_SCORE = 0.5
"""The lowest score that TMDB lets anybody give (https://developer.themoviedb.org, «rate»)."""
_VOTES = {"sin votos": 0, "1 a 9": 9, "10 a 99": 99, "100 a 999": 999, "1.000 o más": 2**31 - 1}


def missing(tables: Tables) -> Figure:
    """How many films lack each field."""
    total = len(tables.films)
    counts = pd.Series({name: _lacking(tables, field) for field, name in _FIELDS.items()})
    counts = counts.sort_values(ascending=False, kind="stable")
    texts = [f"{formats.number(value)} ({share(value, total)})" for value in counts]
    return Figure(
        key="faltan",
        title="Qué datos faltan",
        png=picture(lambda axes: bars(axes, counts, texts, RED), height=4.0),
        alt=f"Barras con las películas a las que les falta cada dato: {told(counts.index, texts)}.",
        caption="Películas a las que les falta cada dato, y qué parte son del catálogo. Un 0 en "
        "dinero, votos o duración cuenta como dato que falta. El título en español falta si no lo "
        "hay de España ni de Hispanoamérica y la película no se hizo en español.",
        meaning=(
            "Cuando a una película le falta un dato, el bot lo dice con palabras («sin dato», «sin "
            "votos») en vez de enseñar un 0 que parezca cierto; en los totales y los promedios de "
            "«/actor», «/director» y «/franquicia», en cambio, lo que falta suma 0.",
            f"De {films(counts['duración'])} no se sabe cuánto duran: «/duracion» contesta eso "
            "mismo, y el resto de su ficha sale igual.",
        ),
    )


def _lacking(tables: Tables, field: str) -> int:
    """Return how many films lack a field; 0 money, no votes and no length are lacks."""
    frame = tables.films
    if field in _LINKS:
        return tables.without(field)
    if field == "title_es":
        other = frame["title_latam"].notna() | (frame["language"].astype(str) == "es")
        return int((frame["title_es"].isna() & ~other).sum())
    column = frame[field]
    if field == "language":
        return int((column.astype(str) == "").sum())
    return int((column.isna() if column.isna().any() else column == 0).sum())


def zeros(tables: Tables) -> Figure:
    """How many films have budget and revenue, by how well known they are."""
    frame = tables.films
    budget, revenue = frame["budget"] > 0, frame["revenue"] > 0
    kinds = pd.DataFrame(
        {
            "los dos": budget & revenue,
            "solo presupuesto": budget & ~revenue,
            "solo recaudación": ~budget & revenue,
            "ninguno": ~budget & ~revenue,
        }
    )
    groups = pd.cut(frame["votes"], [-1, *_VOTES.values()], labels=list(_VOTES))
    by_votes = kinds.groupby(groups, observed=True).mean()
    rows = pd.concat([kinds.mean().to_frame("todas").T, by_votes]) * 100
    both, none = int(kinds["los dos"].sum()), int(kinds["ninguno"].sum())
    known = len(frame[frame["votes"] > _VOTES["100 a 999"]])
    known_both = int(kinds.loc[frame["votes"] > _VOTES["100 a 999"], "los dos"].sum())
    total = len(frame)
    return Figure(
        key="ceros",
        title="El dinero que la fuente no sabe",
        png=picture(lambda axes: _stacked(axes, rows), height=3.3),
        alt=f"Barras apiladas: se conocen los dos datos de {films(both)} y ninguno de "
        f"{films(none)}; cuantos más votos, más se sabe.",
        caption="De cada 100 películas, de cuántas se conocen el presupuesto y la recaudación, "
        "según los votos que tienen. La fuente escribe 0 cuando no lo sabe.",
        meaning=(
            f"El retorno (recaudación entre presupuesto) solo se puede calcular en {films(both)} "
            f"de {formats.number(total)}, así que «/actor» da además la media de las que tienen "
            "los dos datos.",
            f"Lo que falta no se reparte por igual: en las de 1.000 votos o más se conocen los dos "
            f"en el {share(known_both, known)}, y en el total, en el {share(both, total)}.",
        ),
        finding=f"Solo se conocen presupuesto y recaudación de {films(both)} "
        f"({share(both, total)}): un 0 quiere decir «no se sabe».",
    )


def _stacked(axes: Axes, rows: pd.DataFrame) -> None:
    left = np.zeros(len(rows))
    for kind, colour in zip(rows.columns, (BLUE, RED, PURPLE, PALE), strict=True):
        axes.barh(range(len(rows)), rows[kind], left=left, color=colour, label=kind, height=0.72)
        left += rows[kind].to_numpy()
    axes.set_yticks(range(len(rows)), list(rows.index))
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_ylabel("votos")
    axes.grid(visible=False)
    spanish(axes.xaxis, lambda value: f"{value:.0f} %")
    axes.legend(loc="lower center", bbox_to_anchor=(0.45, 1), ncols=2, handlelength=1.2)


def unvoted(tables: Tables) -> Figure:
    """Why so many films have an average of 0."""
    frame = tables.films
    none = frame["votes"] == 0
    at_zero = frame["score"] == 0
    odd = frame[at_zero & ~none]
    edges = [half / 2 for half in range(21)]

    def paint(axes: Axes) -> None:
        scored = frame.loc[~none & ~at_zero, "score"]
        axes.hist(scored, edges, color=BLUE, edgecolor="white", label="con votos")
        low = int((scored < edges[1]).sum())
        axes.bar(0.25, len(odd), 0.5, bottom=low, color=RED, label="con votos y un 0")
        axes.bar(0.25, none.sum(), 0.5, bottom=low + len(odd), color=PALE, hatch=HATCH,
                 edgecolor=GREY, label="sin votos")  # fmt: skip
        axes.set_xlabel("nota media")
        axes.set_ylabel("películas")
        spanish(axes.yaxis, lambda value: formats.number(round(value)))
        axes.legend(loc="upper left")

    with_zeros, voted = float(frame["score"].mean()), frame.loc[~none, "score"]
    without = formats.decimal(voted.mean(), 2) if len(voted) else "nada"
    enough = int((frame["votes"] >= MIN_VOTES).sum())
    return Figure(
        key="notas-cero",
        title="Por qué tantas películas tienen nota 0",
        png=picture(paint, height=3.3),
        alt=f"Histograma de la nota media; en el 0 hay {films(at_zero.sum())}, de las que "
        f"{formats.number(none.sum())} no tienen votos.",
        caption=f"Nota media de las películas. De las {formats.number(at_zero.sum())} que tienen "
        f"un 0, {formats.number(none.sum())} no tienen ningún voto (rayadas) y "
        f"{formats.number(len(odd))} tienen alguno (en naranja), aunque con votos la nota más baja "
        f"posible es {formats.decimal(LEAST_SCORE)}: «/comparar» y los gráficos del bot tampoco "
        "las cuentan.",
        meaning=(
            "Un 0 sin votos no es una mala nota, es que nadie votó: el bot escribe «sin votos» y "
            f"nunca un 0, y la media sube de {formats.decimal(with_zeros, 2)} a {without} al no "
            "contarlas.",
            f"«/votos» da la media solo desde {formats.number(MIN_VOTES)} votos, y eso lo cumplen "
            f"{films(enough)}; la ficha enseña la nota que haya, con sus votos al lado.",
        ),
        finding=f"{films(none.sum())} tienen nota 0 porque nadie las votó, no porque sean malas.",
    )
