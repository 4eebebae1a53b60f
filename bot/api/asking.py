"""Asks the chat's questions for HTTP: outcome to status, result to JSON."""

import hashlib
import json
import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Any, Protocol
from urllib.parse import quote

from fastapi import Request, Response
from pydantic import BaseModel, Field

from bot.api.answers import Said
from handlers import QUESTIONS, formats, render, texts
from handlers.choices import NONE
from handlers.questions import Question
from handlers.recommend import liked_films, liked_key
from handlers.reply import Button, Outcome, Reply, StaleError
from services import Services

PATHS = {
    "mes": "/cantidad_filmaciones_mes/",
    "dia": "/cantidad_filmaciones_dia/",
    "score": "/score_titulo/",
    "votos": "/votos_titulo/",
    "actor": "/get_actor/",
    "director": "/get_director/",
    "recomendar": "/recomendacion/",
    "idioma": "/peliculas_idioma/",
    "duracion": "/peliculas_duracion/",
    "franquicia": "/franquicia/",
    "pais": "/peliculas_pais/",
    "productora": "/productoras_exitosas/",
}
"""Where each of the chat's questions is asked over HTTP, as the seeds had it."""

CACHED = "public, max-age=3600"
"""For answers: they change with the data alone, and then their ETag does too."""

_STATUS = {
    Outcome.ANSWERED: HTTPStatus.OK,
    Outcome.UNCLEAR: HTTPStatus.MULTIPLE_CHOICES,
    Outcome.UNKNOWN: HTTPStatus.NOT_FOUND,
    Outcome.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
}
_EXAMPLE = re.compile(r"<code>/(\w+) ([^<]*)</code>")
_BARS = re.compile("[▰▱]+ ")
_NO_TEXT = "Escribe en la dirección {needs}. Por ejemplo: {example}"
_NO_ID = "El catálogo no tiene nada con id {ids}."


class Answer(Protocol):
    """A model that a result can be put into."""

    @classmethod
    def of(cls, result: Any, mensaje: str) -> BaseModel:
        """Return a result as JSON has it."""


class Candidate(BaseModel):
    """One of several things that may be meant."""

    nombre: Annotated[str, Field(description="Lo que puede ser.")]
    id: Annotated[list[int], Field(description="Para ?id=; vacío donde basta el nombre.")]
    url: Annotated[str, Field(description="Dónde se pregunta por esto sin dudas.")]


class Candidates(Said):
    """What may be meant, likeliest first."""

    candidatos: Annotated[list[Candidate], Field(description="Los más probables primero.")]


class Asking:
    """Answers the questions of HTTP through those of the chat."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def answer(
        self,
        request: Request,
        command: str,
        model: type[Answer],
        typed: str,
        ids: Sequence[int] = (),
    ) -> Response:
        """Answer a question about what was typed, or about exactly the things with these ids."""
        question = QUESTIONS[command]
        if ids:
            reply = self._about(question, ids)
        elif typed.strip():
            reply = question.ask(self._services, typed)
        else:
            example = _path(command, question.example.partition(" ")[2])
            said = _NO_TEXT.format(needs=question.needs, example=example)
            return said_with(HTTPStatus.UNPROCESSABLE_ENTITY, said)
        if reply.outcome is Outcome.ANSWERED:
            return cached(request, model.of(reply.result, sentence(reply.html)))
        if reply.outcome is Outcome.UNCLEAR:
            return respond(_STATUS[reply.outcome], self._candidates(command, reply))
        return said_with(_STATUS[reply.outcome], sentence(reply.html))

    def _about(self, question: Question, ids: Sequence[int]) -> Reply:
        several = question.command == "recomendar"
        key = liked_key(tuple(dict.fromkeys(ids))) if several else str(ids[-1])
        try:
            return question.about(self._services, key, 0)
        except (StaleError, ValueError):
            films = self._services.films
            absent = [str(one) for one in ids if not question.film or one not in films]
            return Reply(_NO_ID.format(ids=", ".join(absent)), outcome=Outcome.UNKNOWN)

    def _candidates(self, command: str, reply: Reply) -> Candidates:
        """Return what the buttons of a reply offer."""
        buttons = [row[0] for row in reply.buttons if row[0].action.question != NONE]
        ids = command == "franquicia" or QUESTIONS[command].film
        found = [
            Candidate(
                nombre=(name := self._name(button, known)),
                id=known,
                url=_path(command, name) + _query(known),
            )
            for button in buttons
            for known in [self._ids(button.action.key) if ids else []]
        ]
        return Candidates(mensaje=sentence(reply.html), candidatos=found)

    def _name(self, button: Button, ids: Sequence[int]) -> str:
        """Return what a button offers; several films by their names («Seguir con las demás»)."""
        if len(ids) < 2:
            return button.text
        return " + ".join(formats.label(film) for film in self._services.films.many(ids))

    def _ids(self, key: str) -> list[int]:
        return [int(key)] if key.isdecimal() else list(liked_films(self._services, key))


def sentence(html: str) -> str:
    """Return the first paragraph of a rendered answer as plain text; examples become addresses.

    What follows it (long lists, the question «¿Quisiste decir…?») is in the other fields.
    """
    first = html.replace(texts.DID_YOU_MEAN, "").partition("\n\n")[0].partition("<blockquote")[0]
    first = _EXAMPLE.sub(lambda found: _path(found[1], render.plain(found[2])), first)
    lines = [render.plain(line) for line in first.strip().split("\n")]
    if lines[1:] and lines[-1].endswith(":"):
        del lines[-1]  # it names the list that stands beside
    return _BARS.sub("", "\n".join(lines))


def cached(request: Request, body: BaseModel) -> Response:
    """Return an answer that may be kept; 304 where the caller has it already."""
    content = body.model_dump_json().encode()
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": CACHED}
    known = request.headers.get("if-none-match", "").replace("W/", "").split(",")
    if {tag, "*"} & {one.strip() for one in known}:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(content, media_type="application/json", headers=headers)


def respond(status: HTTPStatus, body: BaseModel, **headers: str) -> Response:
    """Return an answer that is not to be kept."""
    return Response(
        body.model_dump_json(),
        status,
        {"Cache-Control": "no-store", **headers},
        media_type="application/json",
    )


def said_with(status: HTTPStatus, said: str, **headers: str) -> Response:
    """Return a sentence with a status."""
    return respond(status, Said(mensaje=said), **headers)


def _path(command: str, typed: str) -> str:
    """Return where a question is asked; the plot of /genero is sent instead."""
    if command not in PATHS:
        return json.dumps({"trama": typed}, ensure_ascii=False)
    return PATHS[command] + quote(typed, safe="")


def _query(ids: Sequence[int]) -> str:
    return "?" + "&".join(f"id={one}" for one in ids) if ids else ""
