"""Fetch The Movies Dataset from Kaggle, for users who have internet."""

from pathlib import Path

from data.build.raw import RawDataError

DATASET = "rounakbanik/the-movies-dataset"


def download() -> Path:
    """Return the folder with Kaggle's files, fetched or from the cache.

    Raises:
        RawDataError: ``kagglehub`` is not installed, or Kaggle cannot be reached.
    """
    try:
        import kagglehub  # an optional extra: only this needs it
    except ImportError as error:
        raise RawDataError(
            "Para --download hace falta kagglehub: pip install -r requirements-download.txt"
        ) from error
    try:
        return Path(kagglehub.dataset_download(DATASET))
    except Exception as error:  # kagglehub raises what its HTTP library does
        raise RawDataError(
            f"No se pudo bajar {DATASET} de Kaggle ({type(error).__name__}); "
            "bájalo a mano y usa --raw CARPETA."
        ) from error
