"""What HTTP says where something is wrong: a Spanish sentence, and never a traceback."""

import logging
import secrets
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.api.asking import said_with
from handlers import texts

logger = logging.getLogger(__name__)

_SAID = {
    404: "Aquí no hay nada. En /docs están todas las preguntas.",
    405: "Esta dirección no se pregunta así. En /docs está cómo.",
    408: "La pregunta tardó demasiado en llegar entera. Prueba otra vez.",
    413: "Eso es demasiado largo: como mucho, un millón de bytes.",
}
_OTHERWISE = "No puedo responder a eso. En /docs están todas las preguntas."
_WRONG = {
    "id": "«id» tiene que ser un número entero, el de TMDB (?id=238); como mucho cinco.",
    "trama": (
        "Envía un objeto JSON con la trama, en texto de 1 a 20.000 caracteres, por ejemplo "
        '{"trama": "Un boxeador pobre pelea por el título mundial"}.'
    ),
}


def add_faults(web: FastAPI) -> None:
    """Add what answers for each kind of fault."""
    web.add_exception_handler(RequestValidationError, _invalid)
    web.add_exception_handler(HTTPException, _refused)
    web.add_middleware(Incidents)


async def _invalid(_: Request, error: Any) -> Response:
    places = {str(part) for one in error.errors() for part in one["loc"]}
    return said_with(HTTPStatus.UNPROCESSABLE_ENTITY, _WRONG["id" if "id" in places else "trama"])


async def _refused(_: Request, error: Any) -> Response:
    if error.status_code == HTTPStatus.BAD_REQUEST:  # FastAPI's for a body that is no JSON at all
        return said_with(HTTPStatus.UNPROCESSABLE_ENTITY, _WRONG["trama"])
    said = _SAID.get(error.status_code, _OTHERWISE)
    return said_with(error.status_code, said, **(error.headers or {}))


class Incidents:
    """Answers where our code fails, with the number under which the log has it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        try:
            await self._app(scope, receive, send)
        except ClientDisconnect:
            return  # nobody waits for an answer
        except Exception as error:
            incident = secrets.token_hex(4).upper()
            logger.error("Incidente %s", incident, exc_info=error)
            said = texts.UNEXPECTED.format(incident=incident)
            await said_with(HTTPStatus.INTERNAL_SERVER_ERROR, said)(scope, receive, send)
