"""``python -m data.evaluate titles|recommender|genres``: measure, and print the README's tables."""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from data.build.raw import RawDataError
from data.evaluate.recommender_show import costs, show
from data.evaluate.title_table import titles_table
from services import DATA_DIR, DataError, Services


def main(arguments: list[str] | None = None) -> int:
    """Measure what was asked for, and return the exit status."""
    parser = argparse.ArgumentParser("python -m data.evaluate", description=__doc__)
    parser.add_argument("what", choices=["titles", "recommender", "genres"])
    parser.add_argument("--wrong", action="store_true", help="titles: list what was not right")
    parser.add_argument("--show", action="store_true", help="recommender: print examples to read")
    parser.add_argument(
        "--raw", type=Path, help="recommender, genres: folder with the raw CSV files"
    )
    parser.add_argument(
        "--seeds", type=int,
        help="recommender: splits of the viewers (5); genres: other splits of the films (0, to 5)",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    console = Console(width=120 if options.what == "titles" else 200)
    try:
        _run(options, console)
    except (RawDataError, DataError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _run(options: argparse.Namespace, console: Console) -> None:
    if options.what == "titles":
        titles_table(Services.load(), console, options.wrong)
    elif options.what == "recommender" and options.show:
        show(Services.load(), console)
    elif options.raw is None:
        raise RawDataError("Falta --raw: la carpeta con los CSV de The Movies Dataset.")
    elif options.what == "genres":
        _genres_table(options, console)
    else:
        costs(Services.load(), console)
        _recommender_table(options, console)


def _genres_table(options: argparse.Namespace, console: Console) -> None:
    from data.evaluate.genre_table import genres_table  # scikit-learn is slow to import

    genres_table(options.raw, console, options.seeds or 0)


def _recommender_table(options: argparse.Namespace, console: Console) -> None:
    from data.evaluate.recommender_table import recommender_table
    from services.catalogue import Catalogue
    from services.manifest import Manifest

    catalogue = Catalogue.load(Manifest.load(DATA_DIR))
    seeds = 5 if options.seeds is None else options.seeds
    recommender_table(options.raw, catalogue, console, seeds)


if __name__ == "__main__":
    sys.exit(main())
