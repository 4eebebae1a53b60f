"""``python -m tests.load``: what the bot carries, beside a bare bot in the same run."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from services import DATA_DIR
from tests.load.asking import Asking
from tests.load.measures import QUICK, Mode, Size, measure
from tests.load.tables import HEAD, rows, show


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run of some seconds")
    parser.add_argument("--markdown", action="store_true", help="the README's table")
    parser.add_argument("--data", type=Path, default=DATA_DIR, help="another data folder")
    parser.add_argument("--scale", type=int, metavar="N", help="the catalogue N times as large")
    options = parser.parse_args()
    if options.scale:
        from tests.load.scale import SCALE_HEAD, scaled

        show(SCALE_HEAD, scaled(options.data, options.scale), options.markdown)
        return
    size = QUICK if options.quick else Size()
    show(HEAD, rows(asyncio.run(_modes(options.data.resolve(), size))), options.markdown)


async def _modes(data: Path, size: Size) -> list[Mode]:
    with tempfile.TemporaryDirectory() as folder:
        asking = Asking(data)
        return [
            await measure(Path(folder), asking, size, webhook, data) for webhook in (False, True)
        ]


if __name__ == "__main__":
    main()
