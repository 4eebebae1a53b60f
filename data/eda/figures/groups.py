"""Collections (franchises) and production companies."""

import pandas as pd

from data.eda.figure import NO_DATA, Figure
from data.eda.picture import BLUE, GREEN, bars, blank, picture
from data.eda.spanish import cut, films, share, told
from data.eda.tables import Tables
from handlers import formats
from services.franchises import common_begin

SHOWN = 12


def collections(tables: Tables) -> Figure:
    """The collections that took in most."""
    title = "Las sagas que más recaudaron"
    frame = tables.films[tables.films["collection"].notna()]
    sums = frame.groupby("collection").agg(revenue=("revenue", "sum"), films=("revenue", "size"))
    earned = sums[sums["revenue"] > 0]
    if earned.empty:
        return Figure("sagas", title, blank("Sin sagas con recaudación"), "Sin datos.", NO_DATA,
                      _NO_COLLECTION)  # fmt: skip
    top = earned.nlargest(SHOWN, "revenue")
    values = top["revenue"].set_axis([cut(_name(tables, number), 24) for number in top.index])
    texts = [
        f"{formats.number(round(revenue / formats.MILLION))} M ({count})"
        for revenue, count in zip(top["revenue"], top["films"], strict=True)
    ]
    alone = int((sums["films"] == 1).sum())
    biggest = sums["films"].sort_values(ascending=False, kind="stable").index[0]
    largest = _name(tables, biggest)
    total = int(tables.films["revenue"].sum())
    return Figure(
        key="sagas",
        title=title,
        png=picture(lambda axes: bars(axes, values, texts, BLUE), height=3.7),
        alt=f"Barras con lo que recaudó cada saga: {told(values.index, texts)}.",
        caption="Recaudación total de cada saga, en millones (M) de US$ de la época, y entre "
        "paréntesis sus películas en el catálogo. El nombre es el que comparten sus títulos en "
        "español o, donde no comparten ninguno, el inglés de la fuente.",
        meaning=(
            f"Solo el {share(len(frame), len(tables.films))} de las películas es de una saga, pero "
            f"reúne el {share(frame['revenue'].sum(), total)} de la recaudación conocida; por eso "
            "«/recomendar» pone un tope a las de la misma saga.",
            f"De {formats.number(len(sums))} sagas, {formats.number(alone)} tienen aquí una sola "
            f"película y la mayor, «{largest}», {formats.number(sums['films'].max())}: "
            "«/franquicia» dice cuántas cuenta y de cuántas se sabe el dinero.",
        ),
        finding=f"El {share(len(frame), len(tables.films))} de las películas es de una saga, y "
        f"reúne el {share(frame['revenue'].sum(), total)} de la recaudación conocida.",
    )


def _name(tables: Tables, collection: int) -> str:
    """Return a collection's name as the bot has it."""
    frame = tables.films[tables.films["collection"] == collection].sort_values("date")
    titles = frame["title_es"].fillna(frame["title_latam"]).dropna()
    english = str(tables.catalogue.collections["name"][collection])
    return common_begin([str(t) for t in titles]) or english.removesuffix(" Collection")


def companies(tables: Tables) -> Figure:
    """The companies with most films."""
    title = "Las productoras con más películas"
    links = tables.catalogue.film_companies
    counts = links["company"].value_counts()
    if counts.empty:
        return Figure("productoras", title, blank("Sin productoras"), "Sin datos.", NO_DATA,
                      _NO_COMPANY)  # fmt: skip
    names = tables.catalogue.companies["name"]
    order = pd.DataFrame({"films": counts, "name": names.reindex(counts.index)})
    top = order.sort_values(["films", "name"], ascending=[False, True]).head(SHOWN)
    values = top.set_index(top["name"].map(lambda name: cut(str(name), 26)))["films"]
    revenue = links.join(tables.films["revenue"], on="film").groupby("company")["revenue"].sum()
    texts = [formats.number(value) for value in values]
    alone = int((counts == 1).sum())
    richest = revenue.sort_values(ascending=False, kind="stable").index[0]
    missing = tables.without("film_companies")
    return Figure(
        key="productoras",
        title=title,
        png=picture(lambda axes: bars(axes, values, texts, GREEN), height=3.7),
        alt=f"Barras con las películas de cada productora: {told(top['name'], texts)}.",
        caption=f"Las {len(values)} productoras con más películas, de "
        f"{formats.number(len(counts))}. Una película cuenta en cada una de las suyas.",
        meaning=(
            f"De las productoras, {formats.number(alone)} ({share(alone, len(counts))}) tienen una "
            "sola película y muchas se llaman casi igual, así que «/productora» cuenta solo el "
            "nombre exacto y ofrece los parecidos al lado.",
            f"La que más recaudación suma es «{names[richest]}» ({formats.money(revenue.max())}), "
            f"y de {films(missing)} no se sabe quién las produjo "
            f"({share(missing, len(tables.films))}).",
        ),
    )


_NO_COLLECTION = (
    "En este catálogo no hay sagas con recaudación conocida.",
    "«/franquicia» cuenta sus películas igual, y del dinero dice «sin dato».",
)
_NO_COMPANY = (
    "Sin productoras, «/productora» no encuentra ninguna.",
    "Lo demás que sabe el bot no depende de este dato.",
)
