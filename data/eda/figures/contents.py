"""What is in the catalogue: years, languages and countries."""

from matplotlib.axes import Axes

from data.eda.figure import NO_DATA, Figure
from data.eda.picture import BLUE, RED, bars, blank, picture, spanish
from data.eda.spanish import cut, films, share, told
from data.eda.tables import Tables
from handlers import formats

SHOWN = 12
CLASSIC = 1950
"""Films from before this year are called classics."""


def by_year(tables: Tables) -> Figure:
    """Films by year of release."""
    years = tables.films["year"].value_counts().sort_index()
    peak = int(years.index[int(years.to_numpy().argmax())])
    # The last year with at least a fiftieth of the best one's films: later ones are stragglers.
    last = int(years.index[years >= years.max() / 50][-1])
    later = int(years[years.index > last].sum())
    classic = int(years[years.index < CLASSIC].sum())
    middle = int(tables.films["year"].median())

    def paint(axes: Axes) -> None:
        colours = [RED if year == peak else BLUE for year in years.index]
        axes.bar(years.index, years.to_numpy(), width=0.9, color=colours)
        axes.set_ylabel("películas")
        spanish(axes.yaxis, lambda value: formats.number(round(value)))

    total = len(tables.films)
    return Figure(
        key="anos",
        title="Cuántas películas hay de cada año",
        png=picture(paint, height=3.1),
        alt=f"Barras con las películas de cada año, de {years.index[0]} a {years.index[-1]}. "
        f"Crecen hasta {peak}, con {films(years.max())}, y caen después.",
        caption=f"Películas por año de estreno; en naranja, el año con más: {peak}, con "
        f"{films(years.max())}.",
        meaning=(
            f"El catálogo se corta poco después de su mejor año ({films(later)} con fecha "
            f"posterior a {last}), así que cuando el bot no encuentra un título recuerda que le "
            "faltan las películas nuevas.",
            f"También hay {films(classic)} anteriores a {CLASSIC} ({share(classic, total)}), de "
            "modo que vale la pena preguntarle por los clásicos.",
        ),
        finding=f"Hay {films(total)}, y la mitad es de {middle} o de después; casi no hay nada "
        f"posterior a {last}.",
    )


def languages(tables: Tables) -> Figure:
    """Films by original language."""
    title = "En qué idioma se hicieron"
    codes = tables.films["language"].astype(str)
    counts = codes[codes != ""].value_counts()
    if counts.empty:
        return Figure("idiomas", title, blank("Sin idiomas"), "Sin datos.", NO_DATA, _NO_LANGUAGE)
    total = len(tables.films)
    top = counts.rename(index=formats.language).head(SHOWN)
    first, spoken = str(top.index[0]), int(counts.get("es", 0))
    texts = [formats.number(value) for value in top]
    return Figure(
        key="idiomas",
        title=title,
        png=picture(lambda axes: bars(axes, top, texts), height=3.6),
        alt=f"Barras con los idiomas originales más frecuentes: {told(top.index, texts)}.",
        caption=f"Los {len(top)} idiomas originales con más películas, de {len(counts)} que hay.",
        meaning=(
            f"En {first} se hizo el {share(counts.iloc[0], total)} y en español, el "
            f"{share(spoken, total)}; quien pregunta escribe el título que conoce, así que el "
            "bot busca a la vez por el original, el inglés y los de España e Hispanoamérica.",
            "«/idioma» entiende el nombre en español, en inglés o su código, y cuenta solo el "
            "idioma original, nunca el del doblaje.",
        ),
        finding=f"El {share(counts.iloc[0], total)} se hizo en {first}; en español hay "
        f"{films(spoken)}.",
    )


def countries(tables: Tables) -> Figure:
    """Films by producing country."""
    title = "Qué países las produjeron"
    counts = tables.catalogue.countries["country"].value_counts()
    if counts.empty:
        return Figure("paises", title, blank("Sin países"), "Sin datos.", NO_DATA, _NO_COUNTRY)
    top = counts.rename(index=formats.country).head(SHOWN)
    texts = [formats.number(value) for value in top]
    several = int((tables.catalogue.countries["film"].value_counts() > 1).sum())
    missing = tables.without("countries")
    return Figure(
        key="paises",
        title=title,
        png=picture(
            lambda axes: bars(axes, top.rename(index=lambda name: cut(str(name), 20)), texts),
            height=3.6,
        ),
        alt=f"Barras con los países que más películas produjeron: {told(top.index, texts)}.",
        caption=f"Los {len(top)} países con más películas, de {len(counts)} que hay. Una "
        "coproducción cuenta en cada uno de sus países.",
        meaning=(
            f"Como {films(several)} son de varios países, sumar las respuestas de «/pais» da más "
            "que el total del catálogo.",
            f"De {films(missing)} no se sabe el país ({share(missing, len(tables.films))}), y esas "
            "no cuentan en ninguno.",
        ),
    )


_NO_LANGUAGE = (
    "Sin idiomas, «/idioma» responde que no hay ninguna película.",
    "Lo demás que sabe el bot no depende de este dato.",
)
_NO_COUNTRY = (
    "Sin países, «/pais» responde que no hay ninguna película.",
    "Lo demás que sabe el bot no depende de este dato.",
)
