"""What typed titles and names are taken to mean."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """A film that a title may mean; ``score`` from 0 to 1.

    ``called_so``: what was typed is one of its titles.
    """

    film_id: int
    score: float
    called_so: bool = False


@dataclass(frozen=True)
class NewerFilm:
    """A film that came out after the catalogue was closed: known by name and year only."""

    title: str
    title_es: str
    title_latam: str
    year: int

    @property
    def titles(self) -> tuple[str, str, str]:
        """All its titles."""
        return self.title, self.title_es, self.title_latam


@dataclass(frozen=True)
class Resolution:
    """What a typed title means: answer at once when ``certain``, else ask among candidates.

    ``film_id`` is None unless ``certain``; ``candidates`` come best first and hold it too.
    ``newer`` is the film that is meant where the catalogue is too old to have it.
    """

    film_id: int | None
    certain: bool
    candidates: tuple[Candidate, ...]
    newer: NewerFilm | None = None

    @property
    def called_so(self) -> bool:
        """Whether the best candidate is called just what was typed."""
        return any(one.called_so for one in self.candidates[:1])


@dataclass(frozen=True)
class NameMatch:
    """What a typed name means: ``name`` when certain, else the likely names, best first.

    ``partial``: the candidates hold only some of the words that were typed; ``exact``: somebody
    is called just so.
    """

    name: str | None
    candidates: tuple[str, ...]
    partial: bool = False
    exact: bool = False
