"""``data/manifest.json``: which files belong to the catalogue, with size and sha256.

A joblib file is code, and a damaged table gives wrong answers: nothing is read before its bytes
match what the manifest says.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
FORMAT = 1


class DataError(Exception):
    """The data folder cannot be used; the message is a Spanish sentence that names the file."""


@dataclass(frozen=True)
class ListedFile:
    """What the manifest says of a file: its size in bytes and its SHA-256 in hexadecimal."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The files of a data folder by name (``catalogue/films.parquet``) and how they came about."""

    folder: Path
    files: dict[str, ListedFile]
    built: str
    sources: tuple[dict[str, Any], ...] = ()

    @classmethod
    def load(cls, folder: Path) -> "Manifest":
        """Read the manifest of a data folder.

        Raises:
            DataError: It is missing, is not JSON, or has another format.
        """
        path = folder / MANIFEST
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content["format"] != FORMAT:
                raise DataError(f"{path} tiene otro formato: {content['format']}, no {FORMAT}.")
            files = {
                str(name): ListedFile(int(entry["bytes"]), str(entry["sha256"]))
                for name, entry in content["files"].items()
            }
            sources = tuple(content.get("sources", ()))
            return cls(folder, files, str(content["built"]), sources)
        except OSError as error:
            raise DataError(f"No se puede leer {path}: ¿falta construir el catálogo?") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(f"{path} está dañado: no es un manifiesto.") from error

    def read(self, name: str) -> bytes:
        """Return the bytes of a file, once they are the ones the manifest lists.

        Raises:
            DataError: The file is not listed, is missing, or has other bytes.
        """
        listed = self.files.get(name)
        if listed is None:
            raise DataError(f"{name} no figura en {self.folder / MANIFEST}.")
        path = self.folder / name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DataError(f"No se puede leer {path}.") from error
        if len(content) != listed.bytes or sha256(content) != listed.sha256:
            raise DataError(
                f"{path} no coincide con el manifiesto: está dañado o cambiado y no se carga."
            )
        return content


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
