"""Telegram's webhook: who may push, what is an update, and when it is acknowledged."""

import hmac
import json
import logging
from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response
from telegram import Update

from bot.app import App
from bot.once import Once
from bot.request import TRAFFIC, Traffic
from bot.turns import Turns

logger = logging.getLogger(__name__)

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name, not its value


class Webhook:
    """Does what Telegram pushes, once each, and acknowledges it when it is done.

    Args:
        app: Somebody else starts and stops it.
        turns: Knows who waits for another update of the same chat.
        once: Keeps repeats apart.
        secret: What Telegram sends with each push.
        places: Updates at once; who only waits for the chat's turn is not counted.

    Attributes:
        is_open: Whether the application is initialized; until then Telegram is told to come again.
    """

    def __init__(self, app: App, turns: Turns, once: Once, secret: str, places: int) -> None:
        self._app, self._turns, self._once, self._places = app, turns, once, places
        self._secret = secret.encode()
        self.is_open = False

    def router(self) -> APIRouter:
        """Return the route."""
        router = APIRouter(include_in_schema=False)
        router.add_api_route(PATH, self.receive, methods=["POST"], response_class=Response)
        return router

    async def receive(self, request: Request) -> Response:
        """Answer a push: 200 once it is done, 503 where it has to come again."""
        return Response(status_code=await self._receive(request))

    async def _receive(self, request: Request) -> HTTPStatus:
        given = request.headers.get(SECRET_HEADER, "").encode("latin-1")  # the very bytes
        if not self._secret or not hmac.compare_digest(given, self._secret):
            return HTTPStatus.FORBIDDEN
        data = _update_data(await request.body())
        if data is None:
            return HTTPStatus.BAD_REQUEST
        number = data["update_id"]
        full = len(self._once) - self._turns.queued >= self._places
        if not self.is_open or (full and number not in self._once):
            return HTTPStatus.SERVICE_UNAVAILABLE
        done = await self._once.do(number, partial(self._process, data))
        return HTTPStatus.OK if done else HTTPStatus.SERVICE_UNAVAILABLE

    async def _process(self, data: dict[str, Any]) -> bool:
        """Process an update; return False where Telegram could not be told a word of the answer.

        A fault of ours is logged, and the update done: Telegram would repeat it for a day.
        """
        number = data["update_id"]
        try:
            update = Update.de_json(data, self._app.bot)
        except Exception as error:  # whatever a date or a number that nobody has can raise
            logger.warning("La actualización %s no se puede leer: %s", number, type(error).__name__)
            return True
        traffic = Traffic()
        TRAFFIC.set(traffic)
        try:
            processor = self._app.update_processor
            await processor.process_update(update, self._app.process_update(update))
        except Exception:
            logger.exception("La actualización %s falló", number)
        return traffic.sent or not traffic.unsent


def _update_data(body: bytes) -> dict[str, Any] | None:
    """Return a JSON object with an integer ``update_id``, or None."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = data.get("update_id") if isinstance(data, dict) else None
    return data if isinstance(number, int) and not isinstance(number, bool) else None
