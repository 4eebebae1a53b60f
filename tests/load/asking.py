"""What is asked under load: by people who type titles that many know."""

import itertools
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tests.load.pushing import request

SEED = 11
CARDS = 20
MIX = ("score", "votos", "duracion", "pelicula", "recomendar", "mes", "dia", "idioma", "pais",
       "actor", "director", "franquicia", "productora", "genero", "")  # fmt: skip
PATHS = {
    "score": "score_titulo", "votos": "votos_titulo", "duracion": "peliculas_duracion",
    "recomendar": "recomendacion", "mes": "cantidad_filmaciones_mes",
    "dia": "cantidad_filmaciones_dia", "idioma": "peliculas_idioma", "pais": "peliculas_pais",
    "actor": "get_actor", "director": "get_director", "franquicia": "franquicia",
    "productora": "productoras_exitosas", "genero": "genero",
}  # fmt: skip
_WORDS = {
    "mes": "enero febrero marzo setiembre diciembre".split(),
    "dia": "lunes martes viernes domingo 1 13 31".split(),
    "idioma": "español inglés francés japonés coreano ruso".split(),
    "genero": [
        "un boxeador pobre pelea por el título mundial",
        "una pareja se muda a una casa con fantasmas en el campo",
        "dos policías persiguen a un asesino que deja pistas de la biblia",
        "a young wizard goes to a school of magic and fights an evil lord",
        "unos ladrones planean robar el banco más seguro de la ciudad",
    ],
    "pais": "argentina méxico españa italia india chile perú".split(),
}

Update = dict[str, Any]


class Asking:
    """Draws questions from a catalogue, always the same ones in the same order.

    Films are drawn by their votes, since those that many know are asked for most.
    """

    def __init__(self, data: Path) -> None:
        self._chance = random.Random(SEED)
        columns = ["title", "title_es", "title_latam", "votes"]
        films = pq.read_table(data / "catalogue/films.parquet", columns=columns).to_pylist()
        self._titles = [row["title_es"] or row["title_latam"] or row["title"] for row in films]
        self._weights = list(itertools.accumulate(row["votes"] + 1 for row in films))
        self._words: dict[str, list[str]] = _WORDS | {
            "actor": self._names(data, "cast", "person", "people"),
            "director": self._names(data, "directors", "person", "people"),
            "productora": self._names(data, "film_companies", "company", "companies"),
            "franquicia": pq.read_table(data / "catalogue/collections.parquet")["name"].to_pylist(),
        }
        self._begins = self._many()
        self._numbers = itertools.count(1)

    def inline(self) -> tuple[int, Update]:
        """Return an inline query that some hundred films may be meant by, and who asks."""
        number = next(self._numbers)
        query = {"id": str(number), "from": _person(number), "offset": ""}
        text = self._begin()
        return number, {"update_id": number, "inline_query": query | {"query": text}}

    def command(self) -> tuple[int, Update]:
        """Return a command or a bare title in a private chat, and who asks."""
        number = next(self._numbers)
        command = self._chance.choice(MIX)
        text = f"/{command} {self._behind(command)}" if command else self._title()
        message: dict[str, Any] = {
            "message_id": number, "date": 1, "from": _person(number),
            "chat": {"id": number, "type": "private", "first_name": "Ana"}, "text": text,
        }  # fmt: skip
        if command:
            length = len(command) + 1
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return number, {"update_id": number, "message": message}

    def both(self) -> tuple[int, Update]:
        """Return one or the other."""
        return self.inline() if self._chance.random() < 0.5 else self.command()

    def http(self) -> bytes:
        """Return one of the seeds' questions as a request."""
        command = self._chance.choice(list(PATHS))
        text = self._behind(command)
        if command == "genero":
            return request(f"/{PATHS[command]}", json.dumps({"trama": text}))
        return request(f"/{PATHS[command]}/{text}")

    def _behind(self, command: str) -> str:
        return self._chance.choice(self._words.get(command) or [self._title()])

    def _begin(self) -> str:
        """Return the beginning of a word of a title."""
        while True:
            word = self._chance.choice(self._title().lower().split())
            begins = [word[:n] for n in range(3, 8) if word[:n] in self._begins]
            if begins or not self._begins:
                return self._chance.choice(begins or [word])

    def _title(self) -> str:
        (title,) = self._chance.choices(self._titles, cum_weights=self._weights)
        return str(title)

    def _names(self, data: Path, link: str, column: str, names: str) -> list[str]:
        """Return the names with most films."""
        links = pq.read_table(data / f"catalogue/{link}.parquet")[column].to_pylist()
        known = pq.read_table(data / f"catalogue/{names}.parquet")["name"].to_pylist()
        return [known[row] for row, _ in Counter(links).most_common(300)]

    def _many(self) -> frozenset[str]:
        """Return the beginnings of words that more titles have than a page has cards."""
        counts: Counter[str] = Counter()
        for title in self._titles:
            words = [word for word in title.lower().split() if word.isalpha()]
            counts.update({word[:n] for word in words for n in range(3, 8)})
        return frozenset(begin for begin, count in counts.items() if 2 * CARDS < count < 1000)


def _person(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "Ana", "language_code": "es"}


def many(draw: Any, count: int) -> Iterator[tuple[int, Update]]:
    """Yield so many questions."""
    return (draw() for _ in range(count))
