"""How many films: by month, weekday, day of the month, language and country."""

from functools import cached_property

import numpy as np
import pandas as pd

from services.catalogue import Catalogue
from services.results import (
    CountryCount,
    DayOfMonthCount,
    LanguageCount,
    MonthCount,
    Spread,
    WeekdayCount,
)
from services.vocabulary import Vocabulary


class Counts:
    """Counts over the whole catalogue; each method reads what was typed, loosely.

    Every method raises :class:`services.vocabulary.NotUnderstood` where nobody can make out what
    was typed.
    """

    def __init__(self, catalogue: Catalogue, vocabulary: Vocabulary) -> None:
        self._catalogue = catalogue
        self.vocabulary = vocabulary

    def month(self, typed: str) -> MonthCount:
        """Count the films released in a month: name, abbreviation or 1 to 12."""
        return self.by_month(self.vocabulary.month(typed))

    def by_month(self, month: int) -> MonthCount:
        """Count the films released in a month (1 to 12)."""
        first = self._first_days.get(month, 0)
        return MonthCount(month, self._months.get(month, 0), first)

    def day(self, typed: str) -> WeekdayCount | DayOfMonthCount:
        """Count the films released on a weekday, or on a day of the month (1 to 31)."""
        kind, day = self.vocabulary.day(typed)
        if kind == "weekday":
            return self.by_weekday(day)
        placeholders = self._first_days.get(1, 0) if day == 1 else 0
        return DayOfMonthCount(day, self._days.get(day, 0), placeholders)

    def by_weekday(self, weekday: int) -> WeekdayCount:
        """Count the films released on a weekday (Monday is 0)."""
        first = self.over_weekdays.on_first_january[weekday]
        return WeekdayCount(weekday, self._weekdays.get(weekday, 0), first)

    def language(self, typed: str) -> LanguageCount:
        """Count the films in an original language: name in Spanish or English, or code."""
        return self.by_language(self.vocabulary.language(typed, self._languages))

    def by_language(self, code: str) -> LanguageCount:
        """Count the films in the original language with this code."""
        return LanguageCount(
            code, self.vocabulary.language_name(code), self._languages.get(code, 0)
        )

    def country(self, typed: str) -> CountryCount:
        """Count the films that a country produced: name in Spanish or English, or code."""
        return self.by_country(self.vocabulary.country(typed, self._countries))

    def by_country(self, code: str) -> CountryCount:
        """Count the films that the country with this code produced."""
        return CountryCount(code, self.vocabulary.country_name(code), self._countries.get(code, 0))

    @cached_property
    def _languages(self) -> dict[str, int]:
        return {str(k): int(v) for k, v in self._catalogue.films["language"].value_counts().items()}

    @cached_property
    def _countries(self) -> dict[str, int]:
        counts = self._catalogue.countries["country"].value_counts()
        return {str(code): int(films) for code, films in counts.items()}

    @cached_property
    def _first_days(self) -> dict[int, int]:
        """How many films are dated on the first day of each month."""
        dates = self._catalogue.films["date"].dt
        return _tally(dates.month[dates.day == 1])

    @cached_property
    def over_months(self) -> Spread:
        """The films of each month, January first."""
        return _spread(self._months, {1: self._first_days.get(1, 0)}, range(1, 13))

    @cached_property
    def over_weekdays(self) -> Spread:
        """The films of each weekday, Monday first."""
        dates = self._catalogue.films["date"]
        first = dates[(dates.dt.month == 1) & (dates.dt.day == 1)]
        return _spread(self._weekdays, _tally(first.dt.day_of_week), range(7))

    @cached_property
    def over_days(self) -> Spread:
        """The films of each day of the month, from 1 to 31."""
        return _spread(self._days, {1: self._first_days.get(1, 0)}, range(1, 32))

    @cached_property
    def _months(self) -> dict[int, int]:
        return _tally(self._catalogue.films["date"].dt.month)

    @cached_property
    def _weekdays(self) -> dict[int, int]:
        return _tally(self._catalogue.films["date"].dt.day_of_week)

    @cached_property
    def _days(self) -> dict[int, int]:
        return _tally(self._catalogue.films["date"].dt.day)


def _tally(values: "pd.Series[int]") -> dict[int, int]:
    numbers, counts = np.unique(values.to_numpy(), return_counts=True)
    return dict(zip(numbers.tolist(), counts.tolist(), strict=True))


def _spread(films: dict[int, int], first: dict[int, int], places: range) -> Spread:
    return Spread(
        tuple(films.get(place, 0) for place in places),
        tuple(first.get(place, 0) for place in places),
    )
