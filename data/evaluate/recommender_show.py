"""What the bot recommends for films of many kinds, to be read; and what that costs."""

import resource
import sys
import time

import numpy as np
from rich.console import Console

from handlers import formats, render
from services import DATA_DIR, Services

SHOWN = (
    603, 155, 238, 194, 1417, 25376, 40807, 862, 129, 1366, 275, 3078, 19, 901, 346, 1430, 4935,
    4247, 17654, 244786, 110416, 18423, 45527, 85160,
)  # fmt: skip
"""Blockbusters, films in Spanish, animation, documentaries, the 1930s, classics, obscure ones."""

_TIMED = 1000


def show(services: Services, console: Console) -> None:
    """Print what is recommended for each of :data:`SHOWN`, with reasons."""
    for film_id in SHOWN:
        if film_id not in services.films:
            continue
        film = services.films[film_id]
        console.print(f"\n{formats.label(film)} · {film.votes} votos", style="bold", markup=False)
        found = services.recommender.suggest((film_id,)).films
        for one in found:
            other = services.films[one.film_id]
            why = render.because(one.because)
            console.print(f"  {formats.label(other)}: {render.plain(why)}", markup=False)


def costs(services: Services, console: Console) -> None:
    """Print the size of the model, the time of an answer, and the memory of the process."""
    size = (DATA_DIR / "models" / "recommender.joblib").stat().st_size / 1e6
    ids = np.random.default_rng(0).choice(list(services.films), _TIMED).tolist()
    times = []
    for film_id in ids:
        began = time.perf_counter()
        services.recommender.similar(film_id)
        times.append((time.perf_counter() - began) * 1000)
    unit = 2**20 if sys.platform == "darwin" else 2**10  # macOS counts bytes, Linux KiB
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    console.print(
        f"Modelo: {size:.1f} MB. similar(): mediana {np.median(times):.2f} ms, "
        f"p99 {np.percentile(times, 99):.2f} ms en {_TIMED} películas al azar. "
        f"Memoria máxima del proceso: {peak:.0f} MiB."
    )
