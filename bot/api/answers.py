"""What HTTP answers: the services' frozen results as JSON, numbers as numbers.

Field names are Spanish, as the seeds' were: they are what users read.
"""

from typing import Annotated, Self

from pydantic import BaseModel, Field

from handlers import formats
from services.results import (
    CountryCount,
    DayOfMonthCount,
    Film,
    LanguageCount,
    MonthCount,
    Runtime,
    Score,
    Votes,
    WeekdayCount,
)

Message = Annotated[str, Field(description="La respuesta en una frase.")]
Count = Annotated[int, Field(ge=0, description="Cuántas películas.")]
Money = Annotated[int, Field(ge=0, description="En dólares; 0 si la fuente no lo sabe.")]
Return = Annotated[
    float, Field(ge=0, description="Recaudación dividida por presupuesto; 0 si falta alguno.")
]


class Said(BaseModel):
    """A sentence; every answer has one."""

    mensaje: Message


class MonthAnswer(Said):
    """Films of a month."""

    mes: Annotated[str, Field(description="Su nombre.")]
    numero: Annotated[int, Field(ge=1, le=12, description="De 1 a 12.")]
    cantidad: Count
    con_fecha_del_dia_1: Annotated[
        int, Field(description="Con fecha del día 1: en enero suele querer decir «solo el año».")
    ]

    @classmethod
    def of(cls, result: MonthCount, mensaje: str) -> Self:
        """Return a result as JSON has it."""
        return cls(
            mensaje=mensaje,
            mes=formats.month(result.month),
            numero=result.month,
            cantidad=result.films,
            con_fecha_del_dia_1=result.on_first_day,
        )


class DayAnswer(Said):
    """Films of a weekday, or of a day of the month."""

    dia: Annotated[str | int, Field(description="El día de la semana, o el número del mes.")]
    cantidad: Count

    @classmethod
    def of(cls, result: WeekdayCount | DayOfMonthCount, mensaje: str) -> Self:
        """Return a result as JSON has it."""
        if isinstance(result, WeekdayCount):
            day = formats.weekday(result.weekday)
            return cls(mensaje=mensaje, dia=day, cantidad=result.films)
        return cls(mensaje=mensaje, dia=result.day, cantidad=result.films)


class LanguageAnswer(Said):
    """Films in a language."""

    idioma: Annotated[str, Field(description="Su nombre en español.")]
    codigo: Annotated[str, Field(description="Como lo escribe la fuente (ISO 639-1).")]
    cantidad: Count

    @classmethod
    def of(cls, result: LanguageCount, mensaje: str) -> Self:
        """Return a result as JSON has it."""
        return cls(mensaje=mensaje, idioma=result.name, codigo=result.code, cantidad=result.films)


class CountryAnswer(Said):
    """Films of a country."""

    pais: Annotated[str, Field(description="Su nombre en español.")]
    codigo: Annotated[str, Field(description="Como lo escribe la fuente (ISO 3166-1).")]
    cantidad: Count

    @classmethod
    def of(cls, result: CountryCount, mensaje: str) -> Self:
        """Return a result as JSON has it."""
        return cls(mensaje=mensaje, pais=result.name, codigo=result.code, cantidad=result.films)


class FilmName(BaseModel):
    """Which film: its id says it exactly."""

    id: Annotated[int, Field(description="De TMDB; en ?id= nombra la película sin dudas.")]
    titulo: Annotated[str, Field(description="El del catálogo, casi siempre en inglés.")]
    titulo_original: Annotated[str, Field(description="En el idioma en que se hizo.")]
    titulos_es: Annotated[list[str], Field(description="En España, y en Hispanoamérica si varía.")]
    anio: Annotated[int, Field(description="El año de estreno.")]

    @classmethod
    def named(cls, film: Film) -> "FilmName":
        """Return the name of a film."""
        return FilmName(**cls.facts(film))

    @staticmethod
    def facts(film: Film) -> dict[str, object]:
        """Return the fields of a film's name."""
        return {
            "id": film.id,
            "titulo": film.title,
            "titulo_original": film.original_title,
            "titulos_es": list(film.titles_es),
            "anio": film.year,
        }


class ScoreAnswer(Said, FilmName):
    """A film's score."""

    score: Annotated[float | None, Field(ge=0, le=10, description="Nulo si nadie votó.")]
    votos: Annotated[int, Field(ge=0, description="Cuántas personas votaron.")]
    popularidad: Annotated[float, Field(description="La de TMDB, sin unidad.")]

    @classmethod
    def of(cls, result: Score, mensaje: str) -> Self:
        """Return a result as JSON has it."""
        return cls(
            mensaje=mensaje,
            **cls.facts(result.film),
            score=result.score,
            votos=result.film.votes,
            popularidad=result.popularity,
        )


class VotesAnswer(Said, FilmName):
    """A film's votes."""

    votos: Annotated[int | None, Field(description="Nulo por debajo de 2000.")]
    promedio: Annotated[float | None, Field(ge=0, le=10, description="Nulo por debajo de 2000.")]

    @classmethod
    def of(cls, result: Votes, mensaje: str) -> Self:
        """Return a result as JSON has it; below the minimum there is no value at all."""
        enough = result.mean is not None
        return cls(
            mensaje=mensaje,
            **cls.facts(result.film),
            votos=result.votes if enough else None,
            promedio=result.mean,
        )


class RuntimeAnswer(Said, FilmName):
    """How long a film is."""

    duracion: Annotated[int | None, Field(description="En minutos; nulo si la fuente no lo sabe.")]

    @classmethod
    def of(cls, result: Runtime, mensaje: str) -> Self:
        """Return a result as JSON has it."""
        return cls(mensaje=mensaje, **cls.facts(result.film), duracion=result.minutes)
