"""What the recommender answers: films, and why. Plain frozen values, as in ``results``."""

from dataclasses import dataclass
from enum import Enum

from services.results import Film


@dataclass(frozen=True)
class Reason:
    """Why a film is recommended: what it shares with the film that was liked.

    ``kind`` is collection, director, cast, genre (``name`` as the catalogue has it), keyword (in
    Spanish; those without a Spanish word are never given), language (a code), audience (the same
    viewers like both) or period (of the same years); the last two have no name.
    """

    kind: str
    name: str


@dataclass(frozen=True)
class Recommendation:
    """A similar film; ``score`` from 0 to 1 (a film just like it), reasons strongest first."""

    film_id: int
    score: float
    because: tuple[Reason, ...]


class Wish(Enum):
    """What someone wants of recommendations, beyond their being alike."""

    ANY = "any"
    LESSER = "less famous films"
    NO_SAGAS = "films without another one of their collection"
    SAGA = "the films of the same collection"


@dataclass(frozen=True)
class Suggestions:
    """A page of recommendations.

    ``more`` says whether another page follows, ``saga`` whether the liked films' collection has
    films that it does not show, ``thin`` that hardly anything is known of the liked films.
    """

    films: tuple[Recommendation, ...]
    more: bool
    saga: bool
    thin: bool


@dataclass(frozen=True)
class Recommended:
    """A page of recommendations with its films: ``films`` are those of ``why.films``, in order."""

    liked: tuple[Film, ...]
    films: tuple[Film, ...]
    why: Suggestions
