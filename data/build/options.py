"""What a build is asked to do."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """What to build: raw folder, data folder, build date, and which models are kept as they are."""

    raw: Path
    out: Path
    date: dt.date | None = None
    keep_recommender: bool = False
    keep_genres: bool = False
