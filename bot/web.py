"""The web process: Telegram's webhook, and whether the process is alive and ready."""

import asyncio
import hmac
import json
import logging
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from http import HTTPStatus
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from telegram import Update

from bot.app import ALLOWED_UPDATES, App, build_application, introduce
from bot.settings import Settings
from services import Services

logger = logging.getLogger(__name__)

PATH = "/telegram"
MAX_BODY = 1_000_000
"""Bytes; Telegram's updates are far smaller."""

HANDLING_TIME = 20.0
"""Seconds for one update; Telegram gives up on a webhook after about a minute."""

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name, not its value


def make_web(app: App, settings: Settings) -> FastAPI:
    """Return the ASGI app around an application, which it starts and stops."""
    places = asyncio.Semaphore(settings.max_in_flight)
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with app:
            yield

    web = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)

    @web.post(PATH)
    async def telegram(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not secret or not hmac.compare_digest(given, secret.encode()):
            return Response(status_code=HTTPStatus.FORBIDDEN)
        body = await _body(request)
        if body is None:
            return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        data = _update_data(body)
        if data is None:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        if places.locked():
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
        async with places:
            await _process(app, data)
        return Response()

    @web.get("/salud")
    async def alive() -> dict[str, bool]:
        return {"vivo": True}

    @web.get("/listo")
    async def ready(response: Response) -> dict[str, bool]:
        is_set = bool(app.bot_data.get("webhook"))
        response.status_code = HTTPStatus.OK if is_set else HTTPStatus.SERVICE_UNAVAILABLE
        return {"listo": is_set}

    return web


def run_web(settings: Settings, services: Services) -> None:
    """Serve until SIGINT or SIGTERM; the webhook stays set, so that nothing is lost meanwhile."""
    asyncio.run(_serve(settings, services))


async def _serve(settings: Settings, services: Services) -> None:
    app = build_application(settings, services)
    server = _Server(
        uvicorn.Config(
            make_web(app, settings),
            host=settings.host,
            port=settings.port,
            forwarded_allow_ips=settings.forwarded_allow_ips,
            access_log=False,
            log_config=None,
            server_header=False,
        )
    )
    serving = asyncio.create_task(server.serve())
    while not server.started and not serving.done():
        await asyncio.sleep(0.05)
    if not serving.done():
        await _set_webhook(app, settings)
    await serving


class _Server(uvicorn.Server):
    """Stops at SIGINT and SIGTERM and returns, where uvicorn would raise the signal again."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Finish what is in flight when asked to stop."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield


async def _set_webhook(app: App, settings: Settings) -> None:
    """Tell Telegram where to push, once somebody listens there."""
    secret = settings.webhook_secret
    await app.bot.set_webhook(
        f"{settings.webhook_url}{PATH}",
        secret_token=secret.get_secret_value() if secret else None,
        allowed_updates=ALLOWED_UPDATES,
        max_connections=min(100, settings.max_in_flight),
    )
    app.bot_data["webhook"] = True
    await introduce(app)


async def _body(request: Request) -> bytes | None:
    """Return the body, or None where it is longer than :data:`MAX_BODY`."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return bytes(body)


def _update_data(body: bytes) -> dict[str, Any] | None:
    """Return a JSON object with an integer ``update_id``, or None."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = data.get("update_id") if isinstance(data, dict) else None
    return data if isinstance(number, int) and not isinstance(number, bool) else None


async def _process(app: App, data: dict[str, Any]) -> None:
    """Process an update; whatever goes wrong is logged, since Telegram must not repeat it."""
    number = data["update_id"]
    try:
        update = Update.de_json(data, app.bot)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        logger.warning("La actualización %s no se puede leer: %s", number, type(error).__name__)
        return
    work = app.update_processor.process_update(update, app.process_update(update))
    try:
        await asyncio.wait_for(work, HANDLING_TIME)
    except TimeoutError:
        logger.warning("La actualización %s tardó demasiado", number)
