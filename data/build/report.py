"""What a build read, mended and dropped, counted rule by rule."""

from collections import Counter
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

# Every cleaning rule, in the order of the report: key -> what it says in Spanish.
RULES: dict[str, str] = {
    "movies_rows": "movies_metadata.csv: filas leídas",
    "joined": "filas rotas unidas con la anterior",
    "dropped_id": "filas quitadas: el id no es un número",
    "dropped_duplicate": "filas quitadas: id repetido (queda la primera)",
    "dropped_date": "filas quitadas: sin fecha de estreno válida",
    "films": "películas en el catálogo",
    "unreadable": "celdas anidadas que no se pueden leer (quedan vacías)",
    "budget_zero": "películas con presupuesto 0 o sin dato",
    "revenue_zero": "películas con recaudación 0 o sin dato",
    "budget_unit": "presupuestos entre 1 y 999 (error de unidades de la fuente)",
    "revenue_unit": "recaudaciones entre 1 y 999 (error de unidades de la fuente)",
    "no_votes": "películas sin votos",
    "no_runtime": "películas sin duración",
    "january_first": "películas fechadas un 1 de enero (a menudo solo se sabe el año)",
    "credits_rows": "credits.csv: filas leídas",
    "credits_unknown": "filas de créditos de películas que no están en el catálogo",
    "credits_duplicate": "filas de créditos repetidas (queda la primera)",
    "cast_repeated": "intérpretes repetidos en la misma película (cuentan una vez)",
    "directors_repeated": "directores repetidos en la misma película (cuentan una vez)",
    "keywords_rows": "keywords.csv: filas leídas",
    "keywords_unknown": "filas de palabras clave de películas que no están en el catálogo",
    "keywords_duplicate": "filas de palabras clave repetidas (queda la primera)",
    "titles_rows": "titulos_es.csv: filas leídas",
    "titles_unknown": "títulos en español de películas que no están en el catálogo",
}


@dataclass
class BuildReport:
    """Row counts by rule; :data:`RULES` says what each one means."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, rule: str, rows: int = 1) -> None:
        """Count ``rows`` more for a rule.

        Raises:
            KeyError: The rule is not in :data:`RULES`.
        """
        RULES[rule]
        self.counts[rule] += rows

    def as_list(self) -> list[dict[str, object]]:
        """Return every rule with its text and its row count, for the manifest."""
        return [
            {"rule": rule, "text": text, "rows": self.counts[rule]} for rule, text in RULES.items()
        ]

    def show(self, console: Console) -> None:
        """Print the report as a table."""
        table = Table("Regla", "Filas", title="Informe de la construcción")
        table.columns[1].justify = "right"
        for rule, text in RULES.items():
            table.add_row(text, str(self.counts[rule]))
        console.print(table)
