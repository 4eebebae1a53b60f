"""The cleaning rules, with what each does and why; the rows come from the build report."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.eda.tables import Rule

# Rule of the build -> what is done with the rows, and why.
_WHY: dict[str, tuple[str, str]] = {
    "movies_rows": ("se leen", "Una fila por película, tal como las da Kaggle."),
    "joined": (
        "se unen",
        "Un salto de línea dentro de una sinopsis partió la fila en dos; la segunda mitad vuelve a "
        "su sitio y no se pierde la película.",
    ),
    "dropped_id": ("se quitan", "Sin id no hay forma de saber qué película es."),
    "dropped_duplicate": ("se quitan", "La misma película dos veces contaría doble en todo."),
    "dropped_date": (
        "se quitan",
        "El bot distingue las películas por su año y cuenta por fechas: sin ella no puede.",
    ),
    "films": ("quedan", "Las filas leídas menos las que se unen y las que se quitan."),
    "unreadable": (
        "se vacían",
        "Géneros, países y productoras vienen como código de Python; se leen sin ejecutarlos.",
    ),
    "budget_zero": ("se marcan", "La fuente escribe 0 cuando no lo sabe: es «sin dato»."),
    "revenue_zero": ("se marcan", "Lo mismo: nadie sabe lo que recaudaron."),
    "budget_unit": (
        "se marcan",
        "Casi seguro son miles o millones mal escritos; como no se sabe cuál, no se corrigen: el "
        "bot lo avisa.",
    ),
    "revenue_unit": ("se marcan", "Lo mismo, en la recaudación."),
    "no_votes": ("se marcan", "Su nota 0 no la puso nadie: el bot escribe «sin votos»."),
    "no_runtime": ("se marcan", "Un 0 en la duración es un hueco: «no se sabe cuánto dura»."),
    "january_first": (
        "se marcan",
        "No se puede saber cuáles son ciertas, así que se cuentan y el bot lo avisa.",
    ),
    "credits_rows": ("se leen", "Reparto y dirección, una fila por película."),
    "credits_unknown": ("se quitan", "Son de películas que no están o que se quitaron arriba."),
    "credits_duplicate": ("se quitan", "El mismo reparto dos veces contaría doble."),
    "cast_repeated": (
        "se unen",
        "Quien hace dos papeles en una película no actúa en dos películas.",
    ),
    "directors_repeated": ("se unen", "Quien la dirige figura una sola vez."),
    "keywords_rows": ("se leen", "De qué trata cada película, en palabras sueltas."),
    "keywords_unknown": ("se quitan", "Son de películas que no están o que se quitaron arriba."),
    "keywords_duplicate": ("se quitan", "Pesarían el doble al buscar películas parecidas."),
    "titles_rows": ("se leen", "Los títulos con que se estrenaron en español."),
    "titles_unknown": ("se quitan", "Son de películas que no están en el catálogo."),
}


@dataclass(frozen=True)
class CleaningRow:
    """A rule: what it says, what is done with the rows, how many they were, and why."""

    text: str
    done: str
    rows: int
    why: str


def cleaning(report: Iterable[Rule]) -> tuple[CleaningRow, ...]:
    """Return every rule of a build report; one that is not explained here stands without why."""
    return tuple(
        CleaningRow(entry.text, done, entry.rows, why)
        for entry in report
        for done, why in [_WHY.get(entry.rule, ("", ""))]
    )
