"""``python -m data.eda``: draw the catalogue and write the report, one page and its pictures."""

import argparse
import sys
import time
from pathlib import Path

from data import DATA_DIR
from data.eda.chapters import chapters
from data.eda.page import page
from data.eda.tables import Tables
from handlers import formats
from services.manifest import DataError

PAGE, PICTURES = "informe.html", "figuras"


def main(arguments: list[str] | None = None) -> int:
    """Write the report, say what it took, and return the exit status."""
    options = _parser().parse_args(arguments)
    began = time.perf_counter()
    try:
        tables = Tables.load(options.data)
        count, size = write(tables, options.out)
    except DataError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"No se puede escribir en {options.out}: {error.strerror}.\n")
        return 1
    sys.stdout.write(
        f"{options.out / PAGE}: {count} figuras, {formats.decimal(size / 1e6)} MB, en "
        f"{formats.decimal(time.perf_counter() - began)} s.{_memory()}\n"
    )
    return 0


def write(tables: Tables, out: Path) -> tuple[int, int]:
    """Write the page and its pictures; return how many pictures and the page's size in bytes.

    Raises:
        OSError: The folder cannot be written.
    """
    told = chapters(tables)
    html = page(tables, told).encode()
    pictures = out / PICTURES
    pictures.mkdir(parents=True, exist_ok=True)
    figures = [figure for chapter in told for figure in chapter.figures]
    for figure in figures:
        (pictures / f"{figure.key}.png").write_bytes(figure.png)
    (out / PAGE).write_bytes(html)
    return len(figures), len(html)


def _memory() -> str:
    """Return the most memory the process had, where the system tells."""
    try:
        import resource
    except ImportError:  # Windows
        return ""
    unit = 2**20 if sys.platform == "darwin" else 2**10  # macOS counts bytes, Linux KiB
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return f" Memoria máxima del proceso: {peak:.0f} MiB."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m data.eda", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA_DIR, help="data folder (default: data)")
    parser.add_argument(
        "--out", type=Path, default=DATA_DIR / "eda", help="where to write (default: data/eda)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
