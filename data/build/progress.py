"""What a build shows while it works: one line per step, and a row counter for long files."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console

T = TypeVar("T")


class Progress:
    """Prints steps to a rich console; a terminal sees a live counter, a pipe only the steps."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def step(self, text: str) -> None:
        """Print one line."""
        self._console.print(f"· {text}", highlight=False)

    def rows(self, rows: Iterable[T], name: str) -> Iterator[T]:
        """Pass rows through and show how many have gone by."""
        self.step(name)
        with self._console.status(name) as status:
            for number, row in enumerate(rows, start=1):
                if number % 5000 == 0:
                    status.update(f"{name}: {number} filas")
                yield row
