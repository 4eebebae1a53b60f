"""``python -m data.evaluate titles|recommender|genres``: measure what the README quotes."""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from data.build.raw import RawDataError
from services import DATA_DIR, DataError, Services

USUAL = (DATA_DIR / "raw", Path("../shared/data/the_movies_dataset"))
"""Where the raw data is looked for when nobody says: ours, and the team's."""


def main(arguments: list[str] | None = None) -> int:
    """Measure what was asked for, and return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        _MEASURES[options.what](options)
    except (RawDataError, DataError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


# Each imports what it needs: scikit-learn is slow to load, and only two of the three want it.


def _titles(options: argparse.Namespace) -> None:
    from data.evaluate.title_table import titles_table

    titles_table(Services.load(), Console(width=120), options.wrong)


def _recommender(options: argparse.Namespace) -> None:
    from data.evaluate.recommender_show import costs, show
    from data.evaluate.recommender_table import recommender_table
    from services.catalogue import Catalogue
    from services.manifest import Manifest

    console = Console(width=200)
    if options.show:
        show(Services.load(), console)
        return
    costs(Services.load(), console)
    catalogue = Catalogue.load(Manifest.load(DATA_DIR))
    seeds = 5 if options.seeds is None else options.seeds
    recommender_table(_raw(options), catalogue, console, seeds)


def _genres(options: argparse.Namespace) -> None:
    if options.development:
        from data.evaluate.genre_development import choices_table

        choices_table(_raw(options), Console(width=200))
        return
    from data.evaluate.genre_table import genres_table

    genres_table(_raw(options), Console(width=200), options.seeds or 0, options.plot)


def _raw(options: argparse.Namespace) -> Path:
    """Return the folder of the raw data: the one that was named, or one of the usual places.

    Raises:
        RawDataError: There is none.
    """
    found = options.raw or next((path for path in USUAL if path.is_dir()), None)
    if found is None:
        raise RawDataError("Falta --raw: la carpeta con los CSV de The Movies Dataset.")
    return Path(found)


_MEASURES = {"titles": _titles, "recommender": _recommender, "genres": _genres}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m data.evaluate", description=__doc__)
    parser.add_argument("what", choices=list(_MEASURES))
    parser.add_argument("--wrong", action="store_true", help="titles: list what was not right")
    parser.add_argument("--show", action="store_true", help="recommender: print examples to read")
    parser.add_argument(
        "--raw", type=Path,
        help="recommender, genres: folder with the raw CSV files (default: data/raw)",
    )  # fmt: skip
    parser.add_argument(
        "--seeds", type=int,
        help="recommender: splits of the viewers (5); genres: other splits of the films (0, to 5)",
    )  # fmt: skip
    parser.add_argument(
        "--development", action="store_true", help="genres: measure on what choices are made by"
    )
    parser.add_argument(
        "--plot", type=Path, metavar="FILE.png", help="genres: draw the calibration into a picture"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
