"""``python -m data.evaluate titles|genres``: measure, and print what the README quotes."""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from data.build.raw import RawDataError
from data.evaluate.genre_sets import RAW
from data.evaluate.genre_table import OTHER_SEEDS, genres_table
from data.evaluate.title_table import titles_table
from services import Services


def main(arguments: list[str] | None = None) -> int:
    """Measure what was asked for, and return the exit status."""
    options = _parser().parse_args(arguments)
    if options.what == "titles":
        titles_table(Services.load(), Console(width=120), options.wrong)
        return 0
    try:
        genres_table(options.raw, Console(width=180), options.seeds)
    except (RawDataError, OSError) as error:
        sys.stderr.write(f"Para medir los géneros hacen falta los datos en bruto. {error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m data.evaluate", description=__doc__)
    parser.add_argument("what", choices=["titles", "genres"])
    parser.add_argument("--wrong", action="store_true", help="titles: list what was not right")
    parser.add_argument(
        "--raw", type=Path, default=RAW, help=f"genres: folder of the raw data (default: {RAW})"
    )
    parser.add_argument(
        "--seeds", type=int, default=0, choices=range(len(OTHER_SEEDS) + 1),
        help="genres: other splits of the films that are measured as well",
    )  # fmt: skip
    return parser


if __name__ == "__main__":
    sys.exit(main())
