"""What the services answer: plain frozen values that the chat and HTTP render alike.

Money is in US dollars, runtimes in minutes, scores from 0 to 10. ``return`` is revenue / budget,
and 0 where either is 0 (DESIGN.md, «What each answer means»).
"""

import datetime as dt
from dataclasses import dataclass

SMALL_MONEY = 1000
"""Budgets and revenues below this, but not 0, are unit errors of the source (DESIGN.md)."""

MIN_VOTES = 2000
"""From so many votes up, /votos gives the mean."""


@dataclass(frozen=True)
class Film:
    """The facts of one film; None where the source does not know."""

    id: int
    imdb_id: str
    title: str
    original_title: str
    title_es: str | None
    title_latam: str | None
    language: str
    date: dt.date
    runtime: int | None
    budget: int
    revenue: int
    popularity: float
    score: float
    votes: int
    adult: bool
    collection: int | None
    poster_path: str | None

    @property
    def year(self) -> int:
        """The year of the release date."""
        return self.date.year

    @property
    def titles_es(self) -> tuple[str, ...]:
        """The distinct Spanish titles: Spain's, then Hispanoamérica's."""
        return tuple(dict.fromkeys(t for t in (self.title_es, self.title_latam) if t))

    @property
    def known_score(self) -> float | None:
        """The score, None where nobody voted or the source has a 0, which no vote can give."""
        return self.score if self.votes and self.score > 0 else None

    @property
    def plausible_revenue(self) -> int | None:
        """The revenue, None where the source has none or a unit error."""
        return self.revenue if self.revenue >= SMALL_MONEY else None

    @property
    def money_known(self) -> bool:
        """Whether budget and revenue are both known."""
        return self.budget > 0 and self.revenue > 0

    @property
    def money_return(self) -> float:
        """``revenue / budget``, and 0 where either is 0."""
        return self.revenue / self.budget if self.money_known else 0.0

    @property
    def profit(self) -> int | None:
        """``revenue - budget``, None unless both are known."""
        return self.revenue - self.budget if self.money_known else None

    @property
    def unit_error(self) -> bool:
        """Whether a figure of money is so small that it must be a unit error of the source."""
        return 0 < self.budget < SMALL_MONEY or 0 < self.revenue < SMALL_MONEY


@dataclass(frozen=True)
class FilmCard:
    """A film with the names tied to it: cast by billing, the rest in the order of the source."""

    film: Film
    genres: tuple[str, ...]
    countries: tuple[str, ...]
    directors: tuple[str, ...]
    cast: tuple[str, ...]
    companies: tuple[str, ...]
    collection: str | None


@dataclass(frozen=True)
class Score:
    """A film's score; ``score`` is None where nobody voted."""

    film: Film
    score: float | None
    popularity: float


@dataclass(frozen=True)
class Votes:
    """A film's votes; ``mean`` is None below :data:`MIN_VOTES`."""

    film: Film
    votes: int
    mean: float | None


@dataclass(frozen=True)
class Runtime:
    """A film's length; ``minutes`` is None where the source has none."""

    film: Film
    minutes: int | None


@dataclass(frozen=True)
class Comparison:
    """Two films to be compared, in the order in which they were asked for."""

    one: Film
    other: Film


@dataclass(frozen=True)
class MonthCount:
    """Films released in a month (1 to 12); those dated on its first day apart."""

    month: int
    films: int
    on_first_day: int


@dataclass(frozen=True)
class WeekdayCount:
    """Films released on a weekday (Monday is 0); those dated 1 January apart."""

    weekday: int
    films: int
    on_first_january: int


@dataclass(frozen=True)
class DayOfMonthCount:
    """Films released on a day of the month (1 to 31); those of 1 January apart."""

    day: int
    films: int
    on_first_january: int


@dataclass(frozen=True)
class Spread:
    """How all films spread over the months, the weekdays (Monday first) or the days of the month.

    ``films`` has one count for each; ``on_first_january`` of them are dated 1 January.
    """

    films: tuple[int, ...]
    on_first_january: tuple[int, ...]


@dataclass(frozen=True)
class LanguageCount:
    """Films whose original language has this code; ``name`` is Spanish."""

    code: str
    name: str
    films: int


@dataclass(frozen=True)
class CountryCount:
    """Films that a country produced, alone or with others; ``name`` is Spanish."""

    code: str
    name: str
    films: int


@dataclass(frozen=True)
class Actor:
    """What an actor's films earned back; films that the actor directed are only counted.

    ``mean_return`` is over all ``films``; ``mean_known`` over the ``known`` ones that have budget
    and revenue. ``unit_errors`` films have a figure under :data:`SMALL_MONEY` in the total.
    ``earned`` have a revenue that is no unit error, ``rated`` have a score.
    """

    name: str
    films: int
    total_return: float
    mean_return: float
    known: int
    mean_known: float
    directed: int
    unit_errors: int
    return_without_errors: float
    earned: int
    rated: int


@dataclass(frozen=True)
class Director:
    """What a director's films earned back; ``films`` newest first.

    ``earned`` have a revenue that is no unit error, ``rated`` have a score.
    """

    name: str
    films: tuple[Film, ...]
    total_return: float
    unit_errors: int
    return_without_errors: float
    earned: int
    rated: int


@dataclass(frozen=True)
class Company:
    """The films of exactly one company, and other companies whose names hold its name."""

    name: str
    films: int
    revenue: int
    known: int
    unit_errors: int
    variants: tuple[str, ...]


@dataclass(frozen=True)
class Franchise:
    """The films of a collection, oldest first.

    ``mean_revenue`` is over all films, of which ``earned`` have a revenue; ``profit`` is revenue
    minus budget over the ``known`` films that have both figures. ``spanish_name`` is what the
    films' Spanish titles begin with, None where they do not agree.
    """

    id: int
    name: str
    spanish_name: str | None
    films: tuple[Film, ...]
    revenue: int
    mean_revenue: float
    earned: int
    profit: int
    known: int
    unit_errors: int
