"""The web process: Telegram's webhook, and whether the process is alive and ready."""

import asyncio
import hmac
import json
import logging
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from telegram import Update
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

from bot.app import ALLOWED_UPDATES, App, build_application, introduce
from bot.settings import REFUSED_TOKEN, Settings, SettingsError
from bot.turns import Turns
from services import Services

logger = logging.getLogger(__name__)

PATH = "/telegram"
WEBHOOK_SET = "webhook"
MAX_BODY = 1_000_000
"""Bytes; Telegram's updates are far smaller."""

HANDLING_TIME = 20.0
"""Seconds for one update; Telegram gives up on a webhook after about a minute."""

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name, not its value


def make_web(app: App, turns: Turns, settings: Settings) -> FastAPI:
    """Return the ASGI app around an application that somebody else starts and stops."""
    secret = (settings.secret or "").encode()
    web = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @web.post(PATH)
    async def telegram(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not secret or not hmac.compare_digest(given, secret):
            return Response(status_code=HTTPStatus.FORBIDDEN)
        body = await _body(request)
        if body is None:
            return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        data = _update_data(body)
        if data is None:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        if turns.full:
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
        return Response(status_code=await _process(app, data))

    @web.get("/salud")
    async def alive() -> dict[str, bool]:
        return {"vivo": True}

    @web.get("/listo")
    async def ready(response: Response) -> dict[str, bool]:
        is_set = bool(app.bot_data.get(WEBHOOK_SET))
        response.status_code = HTTPStatus.OK if is_set else HTTPStatus.SERVICE_UNAVAILABLE
        return {"listo": is_set}

    return web


def run_web(settings: Settings, services: Services) -> None:
    """Serve until SIGINT or SIGTERM; the webhook stays set, so that nothing is lost meanwhile.

    Raises:
        SettingsError: The address cannot be listened on, or Telegram refuses token or webhook.
    """
    asyncio.run(_serve(settings, services))


async def _serve(settings: Settings, services: Services) -> None:
    turns = Turns(settings.max_in_flight, settings.user_max_rate)
    app = build_application(settings, services, turns=turns)
    try:
        listening = socket.create_server((settings.host, settings.port))
    except OSError as error:
        place = f"{settings.host}:{settings.port}"
        raise SettingsError(f"HOST, PORT: no se puede escuchar en {place}: {error}.") from None
    config = uvicorn.Config(
        make_web(app, turns, settings),
        forwarded_allow_ips=settings.forwarded_allow_ips,
        access_log=False,
        log_config=None,
        server_header=False,
    )
    server = _Server(config)
    with listening:
        server.stop_at_signals()
        await _until_it_works(app.initialize, server)
        try:
            if not server.should_exit:
                serving = asyncio.create_task(server.serve(sockets=[listening]))
                try:
                    await _introduce(app, server, settings)
                finally:
                    await serving
        finally:
            await app.shutdown()


class _Server(uvicorn.Server):
    """Stops at SIGINT and SIGTERM and returns, where uvicorn would raise the signal again."""

    def stop_at_signals(self) -> None:
        """Stop, once what is in flight is finished, when a signal asks for it."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to :meth:`stop_at_signals`."""
        yield


async def _introduce(app: App, server: _Server, settings: Settings) -> None:
    """Tell Telegram where to push, once somebody listens there."""
    while not server.started and not server.should_exit:
        await asyncio.sleep(0.05)

    async def set_webhook() -> None:
        await app.bot.set_webhook(
            f"{settings.webhook_url}{PATH}",
            secret_token=settings.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=min(100, settings.max_in_flight),
        )

    try:
        await _until_it_works(set_webhook, server)
    except SettingsError:
        server.should_exit = True
        raise
    if not server.should_exit:
        app.bot_data[WEBHOOK_SET] = True
        await introduce(app)


async def _until_it_works(action: Callable[[], Awaitable[None]], server: _Server) -> None:
    """Do something that needs Telegram, again and again while the network is down.

    Raises:
        SettingsError: Telegram answers, and refuses.
    """
    pause = 1.0
    while not server.should_exit:
        try:
            await action()
            return
        except InvalidToken:
            raise SettingsError(REFUSED_TOKEN) from None
        except BadRequest as error:
            raise SettingsError(f"WEBHOOK_URL: Telegram la rechaza: {error}.") from None
        except (NetworkError, RetryAfter) as error:
            logger.warning("Telegram: %s; reintento en %.0f s", type(error).__name__, pause)
        for _ in range(int(pause * 10)):
            if not server.should_exit:
                await asyncio.sleep(0.1)
        pause = min(30.0, 2 * pause)


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


async def _process(app: App, data: dict[str, Any]) -> HTTPStatus:
    """Process an update; return what to tell Telegram.

    A fault of ours is logged and answered with 200, since Telegram would repeat the update for a
    day; one that could not be done in time is not acknowledged, so that it comes again.
    """
    number = data["update_id"]
    try:
        update = Update.de_json(data, app.bot)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        logger.warning("La actualización %s no se puede leer: %s", number, type(error).__name__)
        return HTTPStatus.OK
    work = app.update_processor.process_update(update, app.process_update(update))
    try:
        await asyncio.wait_for(work, HANDLING_TIME)
    except TimeoutError:
        logger.warning("La actualización %s tardó demasiado", number)
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.OK
