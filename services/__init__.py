"""What the bot knows about films. No Telegram here; loaded once, read only, safe in threads."""

import io
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from services.catalogue import Catalogue
from services.companies import Companies
from services.counts import Counts
from services.films import Films
from services.franchises import Franchises
from services.genres import GenreClassifier
from services.manifest import DataError, Manifest
from services.memory import settle_memory
from services.people import People
from services.plots import PlotSearch
from services.recommender import Recommender
from services.recommender_model import RecommenderModel
from services.sequels import Sequels
from services.titles import Titles
from services.vocabulary import Vocabulary

DATA_DIR = Path(__file__).parent.parent / "data"
_RECOMMENDER, _GENRES = "models/recommender.joblib", "models/genres.joblib"
_PLOTS = "models/plots.joblib"

__all__ = ["DATA_DIR", "DataError", "Services"]


@dataclass(frozen=True)
class Services:
    """All the answers, each in a service of its own.

    >>> services = Services.load()
    >>> services.titles.resolve("el padrino").film_id
    238
    """

    films: Films
    titles: Titles
    people: People
    recommender: Recommender
    genres: GenreClassifier
    plots: PlotSearch
    counts: Counts
    companies: Companies
    franchises: Franchises

    @classmethod
    def load(cls, data_dir: Path | str = DATA_DIR) -> "Services":
        """Load the catalogue and the models of a data folder.

        Every file is checked against the manifest before anything of it is read; the genre model
        is checked here and again when its first use loads it.

        Raises:
            DataError: A file is missing, damaged or changed; the message names it.
        """
        manifest = Manifest.load(Path(data_dir))
        for name in sorted({*manifest.files, _RECOMMENDER, _GENRES, _PLOTS}):
            manifest.read(name)
        catalogue = Catalogue.load(manifest)
        films = Films(catalogue)
        franchises = Franchises(catalogue, films)
        genres = GenreClassifier(partial(manifest.read, _GENRES))
        services = cls(
            films=films,
            titles=Titles(catalogue, Sequels(catalogue, franchises)),
            people=People(catalogue, films),
            recommender=_recommender(manifest, catalogue),
            genres=genres,
            plots=PlotSearch(partial(manifest.read, _PLOTS), genres, films),
            counts=Counts(catalogue, Vocabulary()),
            companies=Companies(catalogue),
            franchises=franchises,
        )
        settle_memory()
        return services


def _recommender(manifest: Manifest, catalogue: Catalogue) -> Recommender:
    import joblib  # here, so that nothing can load a model before it is checked

    state = joblib.load(io.BytesIO(manifest.read(_RECOMMENDER)))
    try:
        model = RecommenderModel.of(state)
    except ValueError as error:
        raise DataError(f"{manifest.folder / _RECOMMENDER}: {error}.") from error
    return Recommender(catalogue, model)
