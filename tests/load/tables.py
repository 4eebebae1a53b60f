"""The figures as tables: for the terminal, or as Markdown for the README."""

import statistics
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from tests.load.measures import Mode
from tests.load.rounds import Load, cpu_ratio, ratio

Row = tuple[str, ...]
HEAD = ("qué", "polling", "webhook")
_KINDS = {"inline": "en línea, 20 fichas", "command": "comandos y títulos"}


def rows(modes: Sequence[Mode]) -> list[Row]:
    """Return the lines of the table, a column for each mode."""
    return [
        *(row for kind in _KINDS for row in _speed(kind, modes)),
        _row("fichas por consulta en línea", (f"{one.cards:.1f}" for one in modes)),
        _row("p50 y p99 con 30 por segundo", (_times(one.paced) for one in modes)),
        _row("lo mismo, el bot mínimo", (_times(one.bare_paced) for one in modes)),
        _row("preguntas HTTP por segundo", (_rate(one.http) for one in modes)),
        _row("p50 y p99 de las preguntas", (_times(one.http) for one in modes)),
        _row("arranque: módulos", (f"{one.phases[0]:.1f} s" for one in modes)),
        _row("datos", (f"{one.phases[1]:.1f} s" for one in modes)),
        _row("aplicación", (f"{one.phases[2]:.1f} s" for one in modes)),
        _row("listo", (f"{one.phases[3]:.1f} s" for one in modes)),
        *_memory(modes),
    ]


def _speed(kind: str, modes: Sequence[Mode]) -> Iterable[Row]:
    each = [one.speed[kind] for one in modes]
    ours = (f"{statistics.median(load.rate for load in loads):.0f}/s" for loads, _ in each)
    yield _row(_KINDS[kind], ours)
    yield _row("frente al bot mínimo", (f"{ratio(*pair):.2f}" for pair in each))
    yield _row("por segundo de procesador", (f"{cpu_ratio(*pair):.2f}" for pair in each))


def _memory(modes: Sequence[Mode]) -> Iterable[Row]:
    names = ("memoria al arrancar", "tras 2.000 actualizaciones más", "tras 10.000")
    for place, name in enumerate(names):
        held = [one.memory[place : place + 1] for one in modes]
        yield _row(name, (f"{one[0].now:.0f} MiB" if one else "–" for one in held))
    yield _row("máximo", (f"{one.memory[-1].peak:.0f} MiB" for one in modes))


def _row(name: str, cells: Iterable[str]) -> Row:
    return (name, *cells)


def _rate(load: Load | None) -> str:
    return "–" if load is None else f"{load.rate:.0f}"


def _times(load: Load | None) -> str:
    return "–" if load is None else f"{load.at(0.5):.0f} y {load.at(0.99):.0f} ms"


def show(head: Row, lines: Iterable[Row], markdown: bool) -> None:
    """Print a table."""
    console = Console(width=100 if markdown else None)
    if markdown:
        aligned = ["---", *["---:"] * (len(head) - 1)]
        for cells in (head, tuple(aligned), *lines):
            console.print(f"| {' | '.join(cells)} |", markup=False, soft_wrap=True)
        return
    table = Table(*head)
    for cells in lines:
        table.add_row(*cells)
    console.print(table)
