"""``python -m data.evaluate titles``: measure, and print the table that the README quotes."""

import argparse
import sys

from rich.console import Console

from data.evaluate.title_table import titles_table
from services import Services


def main(arguments: list[str] | None = None) -> int:
    """Measure what was asked for, and return the exit status."""
    parser = argparse.ArgumentParser("python -m data.evaluate", description=__doc__)
    parser.add_argument("what", choices=["titles"])
    parser.add_argument("--wrong", action="store_true", help="list what was not right at once")
    options = parser.parse_args(arguments)
    titles_table(Services.load(), Console(width=120), options.wrong)
    return 0


if __name__ == "__main__":
    sys.exit(main())
