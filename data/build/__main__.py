"""``python -m data.build --raw DIR``: build the catalogue and the models from the raw files."""

import argparse
import datetime as dt
import sys
from pathlib import Path

from rich.console import Console

from data import DATA_DIR
from data.build.download import download
from data.build.options import Options
from data.build.pipeline import build
from data.build.progress import Progress
from data.build.raw import RawDataError


def main(arguments: list[str] | None = None) -> int:
    """Build, print the report, and return the exit status."""
    options = _parser().parse_args(arguments)
    console = Console(stderr=True)
    try:
        raw = options.raw or download()
        report = build(
            Options(
                raw,
                options.out,
                options.date,
                keep_recommender=options.keep_models or options.keep_recommender,
                keep_genres=options.keep_models or options.keep_genres,
            ),
            Progress(console),
        )
    except (RawDataError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    report.show(Console())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m data.build", description=__doc__)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--raw", type=Path, help="folder with the raw CSV files")
    source.add_argument("--download", action="store_true", help="fetch them from Kaggle first")
    parser.add_argument("--out", type=Path, default=DATA_DIR, help="data folder (default: data)")
    parser.add_argument(
        "--date", type=dt.date.fromisoformat, help="build date, default: the newest raw file's"
    )
    parser.add_argument(
        "--keep-models", action="store_true", help="rebuild only the catalogue, keep the models"
    )
    parser.add_argument(
        "--keep-genres", action="store_true", help="keep the genre model, which trains longest"
    )
    parser.add_argument(
        "--keep-recommender", action="store_true", help="keep the recommender, train the genres"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
