"""Words of titles, in English and in Spanish."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain

import pandas as pd

from data.eda.figure import NO_DATA, Figure
from data.eda.picture import BLUE, RED, bars, blank, picture
from data.eda.spanish import films, share, told
from data.eda.tables import Tables
from handlers import formats
from services import genre_language, text

SHOWN = 15
_POSSESSIVE = re.compile(r"['’]s\b")
_APOSTROPHE = re.compile(r"['’]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_EMPTY = genre_language.STOP_WORDS | text.STOP_WORDS | set("des et ii iii iv vi vii viii".split())


def words(title: str) -> set[str]:
    """Return the words of a title that mean something, in lower case and with their accents.

    >>> sorted(words("The Night's Año"))
    ['año', 'night']
    """
    plain = _APOSTROPHE.sub("", _POSSESSIVE.sub("", title.lower()))
    found = set(_WORD.findall(plain))
    return {word for word in found if word == "año" or text.fold(word) not in _EMPTY}


def english(tables: Tables) -> Figure:
    """Words of the catalogue's titles."""
    title = "Palabras de los títulos en inglés"
    titles = tables.films["title"]
    counts = _count([(name,) for name in titles])
    if counts.empty:
        return _none("palabras-ingles", title)
    repeated = titles.value_counts()
    shared = repeated[repeated > 1]
    first = str(counts.index[0])
    return _figure(
        "palabras-ingles",
        title,
        counts,
        BLUE,
        f"En cuántos títulos del catálogo, que los trae casi todos en inglés, está cada palabra. "
        f"No cuentan las que no dicen nada, como «the»; se buscó en {films(len(titles))}.",
        (
            f"Una palabra suelta no señala ninguna película («{first}» está en "
            f"{formats.number(counts.iloc[0])} títulos), así que el bot no adivina: pregunta con "
            "botones.",
            f"Ni el título entero basta siempre: {formats.number(len(shared))} títulos son de dos "
            f"películas o más, {formats.number(shared.sum())} en total, y por eso el bot muestra "
            "siempre el año.",
        ),
    )


def spanish(tables: Tables) -> Figure:
    """Words of the Spanish titles."""
    title = "Palabras de los títulos en español"
    frame = tables.films
    own = frame["original_title"].where(frame["language"].astype(str) == "es")
    columns = [frame["title_es"], frame["title_latam"], own]
    named = pd.concat(columns, axis=1)
    named = named[named.notna().any(axis=1)]
    rows = [[name for name in row if isinstance(name, str)] for row in named.to_numpy().tolist()]
    counts = _count(rows)
    if counts.empty:
        return _none("palabras-espanol", title)
    total = len(tables.films)
    voted = frame["votes"] > 0
    votes = int(frame.loc[named.index, "votes"].sum())
    return _figure(
        "palabras-espanol",
        title,
        counts,
        RED,
        "Lo mismo en los títulos con que se estrenaron en España o en Hispanoamérica, y en los de "
        f"las películas hechas en español: {films(len(rows))}.",
        (
            f"Solo el {share(len(rows), total)} tiene título en español, pero suma el "
            f"{share(votes, frame.loc[voted, 'votes'].sum())} de los votos: son las que la gente "
            "conoce y por las que pregunta.",
            "Las demás las encuentra el bot por su título en inglés o en su idioma, y da igual "
            "escribirlo con acentos, sin ellos o con una letra cambiada.",
        ),
    )


def _count(films_titles: Iterable[Iterable[str]]) -> "pd.Series[int]":
    """Return in how many films' titles each word is, most first, equal ones by the alphabet."""
    counter = Counter(
        chain.from_iterable(set().union(*map(words, titles)) for titles in films_titles)
    )
    best = sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
    return pd.Series([count for _, count in best], [word for word, _ in best], dtype="int64")


def _figure(
    key: str, title: str, counts: "pd.Series[int]", colour: str, caption: str,
    meaning: tuple[str, str],
) -> Figure:  # fmt: skip
    texts = [formats.number(value) for value in counts]
    return Figure(
        key=key,
        title=title,
        png=picture(lambda axes: bars(axes, counts, texts, colour), height=4.2),
        alt=f"Barras con las palabras más repetidas: {told(counts.index, texts)}.",
        caption=caption,
        meaning=meaning,
    )


def _none(key: str, title: str) -> Figure:
    meaning = (
        "Sin palabras que contar, el bot busca los títulos por sus letras y sus números.",
        "Un título que es solo un número, como «1984», también se encuentra.",
    )
    return Figure(key, title, blank("Sin palabras"), "Sin datos.", NO_DATA, meaning)
