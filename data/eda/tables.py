"""What the report is made from: the catalogue, and what the build counted."""

import datetime as dt
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from services.catalogue import Catalogue
from services.manifest import MANIFEST, DataError, Manifest
from services.results import SMALL_MONEY


@dataclass(frozen=True)
class Rule:
    """A cleaning rule of the build: its key, what it says, and the rows that it touched."""

    rule: str
    text: str
    rows: int


@dataclass(frozen=True)
class Tables:
    """The catalogue of a data folder and the report of its build."""

    catalogue: Catalogue
    built: dt.date
    sources: tuple[dict[str, Any], ...]
    report: tuple[Rule, ...]

    @classmethod
    def load(cls, folder: Path) -> "Tables":
        """Read a data folder.

        Raises:
            DataError: The manifest or a table is missing or damaged, or there is no build report.
        """
        manifest = Manifest.load(folder)
        path = folder / MANIFEST
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            report = tuple(
                Rule(str(entry["rule"]), str(entry["text"]), int(entry["rows"]))
                for entry in content["report"]
            )
            built = dt.date.fromisoformat(manifest.built)
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(f"{path} no trae el informe de la construcción.") from error
        return cls(Catalogue.load(manifest), built, manifest.sources, report)

    @property
    def films(self) -> pd.DataFrame:
        """The films by id."""
        return self.catalogue.films

    @cached_property
    def money(self) -> pd.DataFrame:
        """The films with budget and revenue, neither of them a unit error."""
        films = self.films
        return films[(films["budget"] >= SMALL_MONEY) & (films["revenue"] >= SMALL_MONEY)]

    @cached_property
    def first_january(self) -> "pd.Series[bool]":
        """Whether a film is dated 1 January, by film id."""
        dates = self.films["date"].dt
        first: pd.Series[bool] = (dates.month == 1) & (dates.day == 1)
        return first

    def known(self, column: str) -> "pd.Series[float]":
        """Return what is known of a column of numbers: its values above 0, by film id."""
        values: pd.Series[float] = self.films[column].astype(float)
        return values[values > 0]

    def without(self, link: str) -> int:
        """Return how many films a link table says nothing of."""
        table: pd.DataFrame = getattr(self.catalogue, link)
        return len(self.films) - int(table["film"].nunique())

    def rows(self, rule: str) -> int:
        """Return how many rows a cleaning rule touched, 0 for one that the build does not know."""
        return next((entry.rows for entry in self.report if entry.rule == rule), 0)
