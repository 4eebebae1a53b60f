"""What HTTP answers about people, companies and franchises: what their films earned."""

import datetime as dt
from typing import Annotated, Self

from pydantic import Field

from bot.api.answers import Count, FilmName, Money, Return, Said
from services.results import Actor, Company, Director, Film, Franchise


class ActorAnswer(Said):
    """What an actor's films earned back; films that the actor directed are left out."""

    nombre: Annotated[str, Field(description="Como lo escribe la fuente.")]
    cantidad: Count
    retorno_total: Return
    retorno_promedio: Annotated[float, Field(ge=0, description="Sobre todas sus películas.")]
    con_datos: Annotated[int, Field(description="Con presupuesto y recaudación conocidos.")]
    retorno_promedio_con_datos: Annotated[float, Field(ge=0, description="Sobre esas.")]
    dirigidas: Annotated[int, Field(description="Las que también dirigió, que no cuentan.")]

    @classmethod
    def of(cls, result: Actor, mensaje: str) -> Self:
        """Return a result as JSON has it."""
        return cls(
            mensaje=mensaje,
            nombre=result.name,
            cantidad=result.films,
            retorno_total=result.total_return,
            retorno_promedio=result.mean_return,
            con_datos=result.known,
            retorno_promedio_con_datos=result.mean_known,
            dirigidas=result.directed,
        )


class FilmMoney(FilmName):
    """What a film cost and took in."""

    fecha: Annotated[dt.date, Field(description="De estreno.")]
    retorno: Return
    costo: Money
    recaudacion: Money
    ganancia: Annotated[
        int | None, Field(description="Recaudación menos presupuesto; nula si falta alguno.")
    ]

    @classmethod
    def earned(cls, film: Film) -> Self:
        """Return the money of a film."""
        return cls(
            **cls.facts(film),
            fecha=film.date,
            retorno=film.money_return,
            costo=film.budget,
            recaudacion=film.revenue,
            ganancia=film.profit,
        )


class DirectorAnswer(Said):
    """What a director's films earned back, newest first."""

    nombre: Annotated[str, Field(description="Como lo escribe la fuente.")]
    cantidad: Count
    retorno_total: Return
    peliculas: Annotated[list[FilmMoney], Field(description="De la más nueva a la más vieja.")]

    @classmethod
    def of(cls, result: Director, mensaje: str) -> Self:
        """Return a result as JSON has it."""
        return cls(
            mensaje=mensaje,
            nombre=result.name,
            cantidad=len(result.films),
            retorno_total=result.total_return,
            peliculas=[FilmMoney.earned(film) for film in result.films],
        )


class CompanyAnswer(Said):
    """The films of exactly one company."""

    productora: Annotated[str, Field(description="Su nombre exacto.")]
    cantidad: Count
    recaudacion_total: Money
    con_datos: Annotated[int, Field(description="Películas cuya recaudación se conoce.")]
    parecidas: Annotated[list[str], Field(description="Otras que se llaman parecido.")]

    @classmethod
    def of(cls, result: Company, mensaje: str) -> Self:
        """Return a result as JSON has it."""
        return cls(
            mensaje=mensaje,
            productora=result.name,
            cantidad=result.films,
            recaudacion_total=result.revenue,
            con_datos=result.known,
            parecidas=list(result.variants),
        )


class FranchiseAnswer(Said):
    """The films of a franchise, oldest first."""

    id: Annotated[int, Field(description="De TMDB; en ?id= nombra la franquicia sin dudas.")]
    franquicia: Annotated[str, Field(description="Como la llama la fuente.")]
    cantidad: Count
    recaudacion_total: Money
    recaudacion_promedio: Annotated[float, Field(ge=0, description="Sobre todas, en dólares.")]
    ganancia_total: Annotated[int, Field(description="Con las que tienen los dos datos.")]
    con_datos: Annotated[int, Field(description="Con presupuesto y recaudación conocidos.")]
    peliculas: Annotated[list[FilmMoney], Field(description="De la más vieja a la más nueva.")]

    @classmethod
    def of(cls, result: Franchise, mensaje: str) -> Self:
        """Return a result as JSON has it."""
        return cls(
            mensaje=mensaje,
            id=result.id,
            franquicia=result.name,
            cantidad=len(result.films),
            recaudacion_total=result.revenue,
            recaudacion_promedio=result.mean_revenue,
            ganancia_total=result.profit,
            con_datos=result.known,
            peliculas=[FilmMoney.earned(film) for film in result.films],
        )
