"""What HTTP answers from the models: similar films, and the genres of a plot."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from bot.api.answers import FilmName, Said
from handlers import formats, render
from services.genre_text import MAX_PLOT
from services.genres import GenreReading
from services.suggestions import Recommended

SOME_WORDS = r"[A-Za-z]{3,}\s+[A-Za-z]{3,}\s+[A-Za-z]{3,}"
"""What a plot surely has, for programs that read the schema."""

Probability = Annotated[float, Field(ge=0, le=1, description="De 0 a 1.")]


class SimilarFilm(FilmName):
    """A film that is like the one that was asked about."""

    score: Annotated[float | None, Field(ge=0, le=10, description="Nulo si nadie votó.")]
    parecido: Annotated[float, Field(ge=0, le=1, description="1: idéntica.")]
    por: Annotated[str, Field(description="Qué tienen en común.")]


class RecommendedAnswer(Said):
    """Five films like one, or like several."""

    de: Annotated[list[FilmName], Field(description="La película, o las películas, de partida.")]
    recomendaciones: Annotated[list[SimilarFilm], Field(description="Las más parecidas primero.")]

    @classmethod
    def of(cls, result: Recommended, mensaje: str) -> Self:
        """Return a result as JSON has it."""
        similar = [
            SimilarFilm(
                **SimilarFilm.facts(film),
                score=film.score if film.votes else None,
                parecido=why.score,
                por=render.plain(render.because(why.because)),
            )
            for film, why in zip(result.films, result.why.films, strict=True)
        ]
        liked = [FilmName.named(film) for film in result.liked]
        return cls(mensaje=mensaje, de=liked, recomendaciones=similar)


class Plot(BaseModel):
    """The plot whose genres are asked for."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"trama": "Un boxeador pobre pelea por el título mundial"}}
    )

    trama: Annotated[
        str,
        Field(
            min_length=1,
            max_length=MAX_PLOT,
            description="La trama, en español o en inglés.",
            json_schema_extra={"pattern": SOME_WORDS},
        ),
    ]


class Genre(BaseModel):
    """A genre that a plot has."""

    genero: Annotated[str, Field(description="Como en «probabilidades».")]
    nombre: Annotated[str, Field(description="En español.")]
    probabilidad: Probability


class GenresAnswer(Said):
    """The genres of a plot: those that apply, then the probabilities of all 23."""

    generos: Annotated[list[Genre], Field(description="Los que tiene, los más seguros primero.")]
    probabilidades: Annotated[dict[str, Probability], Field(description="De los 23 géneros.")]
    familias: Annotated[dict[str, Probability], Field(description="A qué suena, a grandes rasgos.")]
    por: Annotated[list[str], Field(description="Las palabras que más pesaron en el primero.")]
    dudoso: Annotated[
        bool, Field(description="Otro idioma, o palabras que el modelo no conoce: no hagas caso.")
    ]

    @classmethod
    def of(cls, result: GenreReading, mensaje: str) -> Self:
        """Return a result as JSON has it."""
        genres = [
            Genre(genero=one, nombre=formats.genre(one), probabilidad=result.probabilities[one])
            for one in result.applies
        ]
        return cls(
            mensaje=mensaje,
            generos=[] if result.unsure else genres,
            probabilidades=result.probabilities,
            familias=result.families,
            por=list(result.reasons),
            dudoso=result.unsure,
        )
