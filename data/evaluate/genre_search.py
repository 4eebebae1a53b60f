"""How often the search by plot finds the very film that a colloquial plot was written about."""

import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table
from sklearn.feature_extraction.text import TfidfVectorizer

from data.build import plot_vectors
from data.build.films import FilmRecord
from data.build.genres import save
from data.build.helpers import Helpers
from data.build.own import told_plots
from data.build.plots import LabelledPlot
from services import DATA_DIR
from services.catalogue import Catalogue
from services.films import Films
from services.genres import GenreClassifier, GenreModel, plot_words
from services.manifest import Manifest
from services.plots import PlotSearch

FOUND = 5
"""Films that are asked for."""

Find = Callable[[str], tuple[int, ...]]


def searches_table(
    films: list[FilmRecord], keywords: Mapping[int, tuple[str, ...]], asked: list[LabelledPlot],
    model: GenreModel, helpers: Helpers, console: Console,
) -> None:  # fmt: skip
    """Print the share of plots whose film is the first that is found, or among the first five.

    Args:
        films: All of the catalogue's, of which those that the shipped search has are looked for.
        keywords: Of the films, by id.
        asked: Plots, each with its ``film_id``.
        model: Has not learnt from any text of these films: its word vectors are the search's. Other
            told plots of these films are in the index of the last three rows alone.
        helpers: The translator gives the baseline a Spanish overview of each film.
        console: Where the table goes.
    """
    catalogue = Catalogue.load(Manifest.load(DATA_DIR))
    find, ids = _ours(films, keywords, model, [], catalogue, None)
    if not ids:  # built without word vectors: there is no search
        return
    searched = [film for film in films if film.id in ids]
    told = told_plots()
    wanted = {plot.film_id for plot in asked}
    others = [one for one in told if one[0] not in wanted]
    ours = partial(_ours, films, keywords, model)
    rows = [("TF-IDF de palabras", _baseline(searched, keywords, helpers, [])),
            ("vectores de palabras y fama", find),
            ("+ tramas contadas de otras películas", ours(others, catalogue, None)[0]),
            ("TF-IDF, también de tramas contadas", _baseline(searched, keywords, helpers, told)),
            ("+ tramas contadas de todas", ours(told, catalogue, None)[0]),
            ("+ títulos y nombres", ours(told, catalogue, catalogue)[0])]  # fmt: skip
    table = Table("búsqueda por trama", "la primera", f"entre {FOUND}", box=box.MARKDOWN)
    for name, search in rows:
        found = [search(plot.plot) for plot in asked]
        first = [plot.film_id in ids[:1] for plot, ids in zip(asked, found, strict=True)]
        some = [plot.film_id in ids for plot, ids in zip(asked, found, strict=True)]
        table.add_row(name, f"{np.mean(first):.1%}", f"{np.mean(some):.1%}")
    have = {film_id for film_id, _ in told}
    console.print(f"{len(asked)} tramas coloquiales, {len(searched)} películas entre las que se "
                  f"busca, {len(ids & have)} con otra trama contada; de las que se piden, "
                  f"{len(wanted & have)} de {len(wanted)}:", soft_wrap=True)  # fmt: skip
    console.print(table)


def _ours(
    films: list[FilmRecord],
    keywords: Mapping[int, tuple[str, ...]],
    model: GenreModel,
    told: list[tuple[int, str]],
    catalogue: Catalogue,
    named: Catalogue | None,
) -> tuple[Find, set[int]]:
    """Return the search that ships, over vectors of ``model``, and the films that it has."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.joblib"
        save(model, path)
        read = GenreClassifier(partial(bytes, path.read_bytes()))
        vectors = plot_vectors.train(films, keywords, read, told, named)
        plot_vectors.save(vectors, path)
        search = PlotSearch(partial(bytes, path.read_bytes()), read, Films(catalogue))
    return lambda plot: search.find(plot, FOUND), set(vectors.ids.tolist())


def _baseline(
    films: list[FilmRecord],
    keywords: Mapping[int, tuple[str, ...]],
    helpers: Helpers,
    told: list[tuple[int, str]],
) -> Find:
    """Return a search by the cosine of TF-IDF, over the same texts and their translation."""
    texts = [f"{film.overview} {film.tagline} {' '.join(keywords.get(film.id, ()))}"
             for film in films]  # fmt: skip
    if helpers.translator:
        spanish = helpers.translator.translate(texts, "eng-spa")
        texts = [f"{text} {other}" for text, other in zip(texts, spanish, strict=True)]
    row = {film.id: number for number, film in enumerate(films)}
    for film_id, plot in told:
        if film_id in row:
            texts[row[film_id]] += f" {plot}"
    vectorizer = TfidfVectorizer(analyzer=plot_words, sublinear_tf=True)
    vectors = vectorizer.fit_transform(texts)
    ids = np.array([film.id for film in films])

    def find(plot: str) -> tuple[int, ...]:
        cosines = (vectors @ vectorizer.transform([plot]).T).toarray().ravel()
        return tuple(ids[np.argsort(-cosines, kind="stable")[:FOUND]].tolist())

    return find
