"""How long pictures take and what they cost in memory: ``python -m tests.pictures [--save DIR]``.

The first one loads matplotlib, in the worker thread; ``--save`` keeps them to be looked at.
"""

import argparse
import asyncio
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import bot.app  # noqa: F401 - what the running bot has in memory, too
from handlers import QUESTIONS, render
from handlers.pictures.charts import Chart, Picture
from handlers.pictures.studio import Studio
from services import Services
from services.results import Comparison

PLOT = "Un boxeador pobre pelea por el título mundial de los pesos pesados"
AGAIN = 5


def pictures(services: Services) -> dict[str, Callable[[], Picture]]:
    """Return pictures of every kind, by what would be typed for them."""
    counts, people = services.counts, services.people

    def directed(name: str) -> Picture:
        films = people.director(name).films
        return render.films_picture(name, films, "Películas que dirigió")

    def acted(name: str) -> Picture:
        return render.films_picture(name, people.acted(name), "Películas en que actúa")

    def franchise(name: str) -> Picture:
        found, _ = services.franchises.find(name)
        assert found is not None, name
        return render.franchise_picture(services.franchises.franchise(found))

    def versus(*titles: str) -> Picture:
        ids = [services.titles.resolve(title).film_id for title in titles]
        one, other = services.films.many(film for film in ids if film is not None)
        return render.versus_picture(Comparison(one, other))

    return {
        "/mes enero": lambda: render.months_picture(counts.over_months, 1),
        "/mes julio": lambda: render.months_picture(counts.over_months, 7),
        "/dia viernes": lambda: render.weekdays_picture(counts.over_weekdays, 4),
        "/dia 15": lambda: render.days_picture(counts.over_days, 15),
        "/director pedro almodóvar": lambda: directed("Pedro Almodóvar"),
        "/director steven spielberg": lambda: directed("Steven Spielberg"),
        "/director buster keaton": lambda: directed("Buster Keaton"),
        "/actor ricardo darín": lambda: acted("Ricardo Darín"),
        "/actor robert de niro": lambda: acted("Robert De Niro"),
        "/franquicia toy story": lambda: franchise("toy story"),
        "/franquicia harry potter": lambda: franchise("harry potter"),
        "/franquicia james bond": lambda: franchise("james bond"),
        "/comparar titanic, avatar": lambda: versus("titanic", "avatar"),
        "/comparar teléfono rojo, el padrino": lambda: versus(
            "teléfono rojo volamos hacia moscú", "el padrino"
        ),
    }


def memory() -> float:
    """Return the resident memory of this process, in MiB (Linux)."""
    status = Path("/proc/self/statm").read_text()
    return int(status.split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


async def measure(services: Services, folder: Path | None, write: Callable[[str], object]) -> None:
    """Draw everything, and write a table."""
    before = memory()
    times: list[float] = []
    studio = Studio()
    for number, (typed, make) in enumerate(pictures(services).items()):
        chart = make().chart
        first, png = await _timed(studio, chart)
        if not number:
            write(
                f"la primera, con la carga de matplotlib: {first:.0f} ms; "
                f"memoria: +{memory() - before:.1f} MiB sobre {before:.0f}\n\n"
            )
        kept, _ = await _timed(studio, chart)
        later = []
        for _ in range(AGAIN):
            studio.sent(chart, "x")  # so that it draws again
            later.append((await _timed(studio, chart))[0])
        times += later
        write(
            f"{typed:38} {statistics.median(later):4.0f} ms, ya dibujada {kept:.2f} ms, "
            f"{len(png) / 1000:.0f} kB\n"
        )
        if folder is not None:
            name = typed.strip("/").replace(" ", "-").replace(",", "")
            (folder / f"{name}.png").write_bytes(png)
    write(
        f"\nmediana {statistics.median(times):.0f} ms, la más lenta {max(times):.0f} ms; "
        f"memoria tras {len(times) + len(pictures(services))}: +{memory() - before:.1f} MiB\n"
    )
    QUESTIONS["genero"].ask(services, PLOT)
    QUESTIONS["recomendar"].ask(services, "matrix")
    write(f"con el modelo de géneros y las tramas también en memoria: {memory():.0f} MiB\n")


async def _timed(studio: Studio, chart: Chart) -> tuple[float, bytes]:
    """Return how many ms a picture takes, and the picture."""
    start = time.perf_counter()
    png = await studio.png(chart)
    return (time.perf_counter() - start) * 1000, png


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--save", type=Path, metavar="DIR")
    folder = parser.parse_args().save
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(measure(Services.load(), folder, sys.stdout.write))


if __name__ == "__main__":
    main()
