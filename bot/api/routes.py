"""The addresses of the seeds' questions; what each means stands in DESIGN.md."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from bot.api.answers import (
    CountryAnswer,
    DayAnswer,
    LanguageAnswer,
    MonthAnswer,
    RuntimeAnswer,
    Said,
    ScoreAnswer,
    VotesAnswer,
)
from bot.api.asking import Asking, Candidates, respond, said_with, sentence
from bot.api.guesses import GenresAnswer, Plot, RecommendedAnswer
from bot.api.money import ActorAnswer, CompanyAnswer, DirectorAnswer, FranchiseAnswer
from handlers import render
from handlers.genres import EXAMPLE, MIN_WORDS
from services import Services
from services.recommender import MAX_LIKED

MAX_ID = 2**31 - 1

# What surely means something, for programs that read the schema; much more is understood.
SOMETHING = r"\S"
MONTH = (
    "^(enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|[1-9]|1[0-2])$"
)
DAY = "^(lunes|martes|miércoles|jueves|viernes|sábado|domingo|[1-9]|[12][0-9]|3[01])$"


def _typed(what: str, example: str, pattern: str = SOMETHING) -> Any:
    """Describe what is typed into an address; its pattern is told, not enforced."""
    return Path(description=what, examples=[example], json_schema_extra={"pattern": pattern})


Title = Annotated[str, _typed("Un título, en español o en inglés.", "el padrino")]
Id = Annotated[
    int | None,
    Query(ge=1, le=MAX_ID, description="El id de TMDB: nombra la película sin dudas."),
]
Ids = Annotated[
    list[Annotated[int, Query(ge=1, le=MAX_ID)]] | None,
    Query(max_length=MAX_LIKED, description="Uno o varios ids de TMDB (?id=603&id=194)."),
]

_SAID: dict[int | str, dict[str, Any]] = {
    404: {"model": Said, "description": "No existe."},
    422: {"model": Said, "description": "La pregunta no se entiende."},
    429: {"model": Said, "description": "Demasiadas preguntas seguidas."},
}
_ASKED: dict[int | str, dict[str, Any]] = {
    300: {"model": Candidates, "description": "Puede ser varias cosas: elige una."},
    304: {"description": "No ha cambiado (If-None-Match)."},
    **_SAID,
}


def make_router(services: Services) -> APIRouter:
    """Return the seeds' twelve questions, and ``POST /genero``."""
    router, asking = APIRouter(responses=_SAID), Asking(services)
    _add_counts(router, asking)
    _add_films(router, asking)
    _add_money(router, asking)
    _add_genres(router, services)
    return router


def _add_counts(router: APIRouter, asking: Asking) -> None:
    tags: list[Any] = ["Cuántas películas"]

    @router.get(
        "/cantidad_filmaciones_mes/{mes:path}",
        response_model=MonthAnswer,
        responses=_ASKED,
        tags=tags,
    )
    async def estrenos_de_un_mes(
        request: Request,
        mes: Annotated[str, _typed("Su nombre o 1 a 12.", "enero", MONTH)],
    ) -> Response:
        """Cuántas películas se estrenaron en un mes."""
        return asking.answer(request, "mes", MonthAnswer, mes)

    @router.get(
        "/cantidad_filmaciones_dia/{dia:path}",
        response_model=DayAnswer,
        responses=_ASKED,
        tags=tags,
    )
    async def estrenos_de_un_dia(
        request: Request,
        dia: Annotated[str, _typed("De la semana, o 1 a 31.", "viernes", DAY)],
    ) -> Response:
        """Cuántas películas se estrenaron en un día de la semana, o del mes."""
        return asking.answer(request, "dia", DayAnswer, dia)

    @router.get(
        "/peliculas_idioma/{idioma:path}",
        response_model=LanguageAnswer,
        responses=_ASKED,
        tags=tags,
    )
    async def peliculas_en_un_idioma(
        request: Request,
        idioma: Annotated[str, _typed("Su nombre o su código.", "español")],
    ) -> Response:
        """Cuántas películas hay en un idioma original."""
        return asking.answer(request, "idioma", LanguageAnswer, idioma)

    @router.get(
        "/peliculas_pais/{pais:path}", response_model=CountryAnswer, responses=_ASKED, tags=tags
    )
    async def peliculas_de_un_pais(
        request: Request,
        pais: Annotated[str, _typed("Su nombre o su código.", "argentina")],
    ) -> Response:
        """Cuántas películas produjo un país."""
        return asking.answer(request, "pais", CountryAnswer, pais)


def _add_films(router: APIRouter, asking: Asking) -> None:
    tags: list[Any] = ["Una película"]

    @router.get(
        "/score_titulo/{titulo:path}", response_model=ScoreAnswer, responses=_ASKED, tags=tags
    )
    async def puntuacion(request: Request, titulo: Title, id: Id = None) -> Response:
        """La puntuación y la popularidad de una película."""
        return asking.answer(request, "score", ScoreAnswer, titulo, _one(id))

    @router.get(
        "/votos_titulo/{titulo:path}", response_model=VotesAnswer, responses=_ASKED, tags=tags
    )
    async def votos(request: Request, titulo: Title, id: Id = None) -> Response:
        """Cuántos votos tiene una película y su promedio, a partir de 2000 votos."""
        return asking.answer(request, "votos", VotesAnswer, titulo, _one(id))

    @router.get(
        "/peliculas_duracion/{titulo:path}",
        response_model=RuntimeAnswer,
        responses=_ASKED,
        tags=tags,
    )
    async def duracion(request: Request, titulo: Title, id: Id = None) -> Response:
        """Cuánto dura una película, en minutos."""
        return asking.answer(request, "duracion", RuntimeAnswer, titulo, _one(id))

    @router.get(
        "/recomendacion/{titulo:path}",
        response_model=RecommendedAnswer,
        responses=_ASKED,
        tags=tags,
    )
    async def parecidas(request: Request, titulo: Title, id: Ids = None) -> Response:
        """Cinco películas parecidas a una, o a varias («Matrix + Amélie»), y por qué."""
        return asking.answer(request, "recomendar", RecommendedAnswer, titulo, id or ())


def _add_money(router: APIRouter, asking: Asking) -> None:
    tags: list[Any] = ["Cuánto rindieron"]

    @router.get("/get_actor/{nombre:path}", response_model=ActorAnswer, responses=_ASKED, tags=tags)
    async def actor(
        request: Request,
        nombre: Annotated[str, _typed("De un actor o una actriz.", "ricardo darín")],
    ) -> Response:
        """Cuánto rindieron las películas de un actor, sin las que también dirigió."""
        return asking.answer(request, "actor", ActorAnswer, nombre)

    @router.get(
        "/get_director/{nombre:path}", response_model=DirectorAnswer, responses=_ASKED, tags=tags
    )
    async def director(
        request: Request,
        nombre: Annotated[str, _typed("De quien dirige.", "pedro almodóvar")],
    ) -> Response:
        """Cuánto rindieron las películas de un director, una por una."""
        return asking.answer(request, "director", DirectorAnswer, nombre)

    @router.get(
        "/franquicia/{nombre:path}", response_model=FranchiseAnswer, responses=_ASKED, tags=tags
    )
    async def franquicia(
        request: Request,
        nombre: Annotated[str, _typed("De la franquicia.", "toy story")],
        id: Id = None,
    ) -> Response:
        """Cuánto recaudó una franquicia, película por película."""
        return asking.answer(request, "franquicia", FranchiseAnswer, nombre, _one(id))

    @router.get(
        "/productoras_exitosas/{nombre:path}",
        response_model=CompanyAnswer,
        responses=_ASKED,
        tags=tags,
    )
    async def productora(
        request: Request,
        nombre: Annotated[str, _typed("De la productora.", "pixar")],
    ) -> Response:
        """Cuántas películas hizo una productora y cuánto recaudaron."""
        return asking.answer(request, "productora", CompanyAnswer, nombre)


def _add_genres(router: APIRouter, services: Services) -> None:
    @router.post(
        "/genero",
        response_model=GenresAnswer,
        tags=["Una trama"],
    )
    async def generos(plot: Plot) -> Response:
        """Los géneros de una trama: los que tiene, y la probabilidad de los 23."""
        reading = services.genres.read(plot.trama)
        if reading.words < MIN_WORDS:
            return said_with(HTTPStatus.UNPROCESSABLE_ENTITY, sentence(render.too_short(EXAMPLE)))
        html = render.unsure_plot(reading) if reading.unsure else render.genres(reading)
        return respond(HTTPStatus.OK, GenresAnswer.of(reading, sentence(html)))


def _one(film_id: int | None) -> tuple[int, ...]:
    return () if film_id is None else (film_id,)
