"""Money that cannot be: figures so small that the source must have meant another unit."""

import pandas as pd
from matplotlib.axes import Axes

from data.eda.figure import NO_DATA, Figure
from data.eda.picture import BLUE, RED, bars, blank, picture
from data.eda.spanish import compact, films, rough_times
from data.eda.tables import Tables
from handlers import formats
from services.results import SMALL_MONEY

_TITLE = "Errores de unidades en el dinero"


def units(tables: Tables) -> Figure:
    """Budgets and revenues under 1,000 dollars, and what they do to a return."""
    frame = tables.films
    known = {name: frame.loc[frame[name] > 0, name] for name in ("budget", "revenue")}
    if any(values.empty for values in known.values()):
        return Figure("unidades", _TITLE, blank("Sin dinero"), "Sin datos.", NO_DATA, _NOTHING)
    small = {name: int((values < SMALL_MONEY).sum()) for name, values in known.items()}
    both = frame[(frame["budget"] > 0) & (frame["revenue"] > 0)]
    wrong = both[(both["budget"] < SMALL_MONEY) | (both["revenue"] < SMALL_MONEY)]
    names = {"budget": "presupuesto", "revenue": "recaudación"}
    paints = [
        lambda axes, name=name, values=values: _by_power(axes, values, names[name])
        for name, values in known.items()
    ]
    counts = f"{_many(small['budget'], 'presupuesto')} y {_many(small['revenue'], 'recaudación')}"
    return Figure(
        key="unidades",
        title=_TITLE,
        png=picture(*paints, height=5.4),
        alt="Dos grupos de barras, presupuestos y recaudaciones según su tamaño; de menos de "
        f"{formats.money(SMALL_MONEY)} hay {counts}.",
        caption="Cuántos presupuestos y recaudaciones hay de cada tamaño; cada barra empieza en "
        f"diez veces la anterior (M: millones). En naranja, los menores de "
        f"{formats.money(SMALL_MONEY)}: {counts}.",
        meaning=(_example(wrong), _effect(both, wrong)),
        finding=f"Hay {counts} de menos de {formats.money(SMALL_MONEY)}: casi seguro son miles o "
        "millones mal escritos, y el bot lo avisa cuando mueven una suma.",
    )


def _by_power(axes: Axes, values: "pd.Series[int]", name: str) -> None:
    """Draw how many figures have one digit, two, and so on; those that cannot be, in orange."""
    powers = values.map(lambda value: len(str(int(value))) - 1)
    counts = powers.value_counts().reindex(range(int(powers.max()) + 1), fill_value=0)
    colours = [RED if 10**power < SMALL_MONEY else BLUE for power in counts.index]
    named = counts.set_axis([f"desde {compact(10.0**power)}" for power in counts.index])
    bars(axes, named, [formats.number(count) for count in counts], colours)
    axes.set_title(f"{name} (US$)", fontsize=10.5, loc="left")


def _many(count: int, name: str) -> str:
    plural = f"{name}s" if name == "presupuesto" else "recaudaciones"
    return f"{formats.number(count)} {name if count == 1 else plural}"


def _example(wrong: pd.DataFrame) -> str:
    if wrong.empty:
        return "En este catálogo ningún retorno se calcula con una cifra así."
    film = wrong.sort_values("return", ascending=False, kind="stable").iloc[0]
    return (
        f"Según la fuente, «{film['title']}» costó {formats.money(film['budget'])} y recaudó "
        f"{formats.money(film['revenue'])}: su retorno sería de {rough_times(film['return'])}."
    )


def _effect(both: pd.DataFrame, wrong: pd.DataFrame) -> str:
    if both.empty:
        return "El bot no tiene aquí ningún retorno que calcular."
    right = both.drop(index=wrong.index)["return"]
    mean = rough_times(right.mean()) if len(right) else "nada"
    return (
        f"Con cifras así en {films(len(wrong))}, el retorno medio sería de "
        f"{rough_times(both['return'].mean())} y sin ellas es de {mean}, así que el bot avisa y "
        "dice la suma sin ellas."
    )


_NOTHING = (
    "Sin presupuestos o sin recaudaciones no hay unidades que comprobar.",
    "El bot responde «sin dato» cuando le preguntan por ese dinero.",
)
