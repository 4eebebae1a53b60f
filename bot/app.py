"""The application: settings and services in, a python-telegram-bot application out."""

import logging
from typing import Any

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, Defaults
from telegram.request import BaseRequest

import handlers
from bot.limits import ChatRateLimiter
from bot.request import PlainRequest, RetryingRequest
from bot.settings import Settings
from bot.turns import Turns
from handlers import texts
from handlers.beside import MOST, Beside
from handlers.context import BESIDE, SERVICES, STUDIO
from handlers.pictures.studio import Studio
from services import Services

logger = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]

NO_TOKEN = "0:terminal"  # noqa: S105 - stands in where there is no Telegram
FAREWELL = 3.0
"""Seconds that pictures on their way are waited for when the bot stops."""
ALLOWED_UPDATES = ["message", "callback_query", "inline_query"]


def build_application(
    settings: Settings,
    services: Services,
    request: BaseRequest | None = None,
    turns: Turns | None = None,
) -> App:
    """Return an application with every handler; it is not initialised yet.

    ``request`` takes the place of HTTP: the terminal chat gives its own. ``turns`` is for who
    wants to know how busy the application is.
    """
    turns = turns or Turns(settings.max_in_flight, settings.user_max_rate)
    builder = (
        ApplicationBuilder()
        .token(settings.token or NO_TOKEN)
        .request(request or RetryingRequest(_connections(settings), pool_timeout=30.0))
        .get_updates_request(request or PlainRequest(2, read_timeout=15.0))
        .rate_limiter(ChatRateLimiter(settings.telegram_max_rate))
        .concurrent_updates(turns)
        .defaults(
            Defaults(
                parse_mode=ParseMode.HTML,
                allow_sending_without_reply=True,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        )
        .post_init(introduce)
        .post_stop(finish)
    )
    if settings.telegram_base_url:
        base, files = _server(settings)
        builder = builder.base_url(base).base_file_url(files)
    app: App = builder.build()
    app.bot_data.update({SERVICES: services, STUDIO: Studio(), BESIDE: Beside()})
    handlers.register(app)
    return app


async def introduce(app: App) -> None:
    """Set the command menu and the descriptions; the bot works without them."""
    try:
        await app.bot.set_my_commands(handlers.menu())
        await app.bot.set_my_description(texts.DESCRIPTION)
        await app.bot.set_my_short_description(texts.SHORT_DESCRIPTION)
    except TelegramError as error:
        logger.warning("No se pudo poner el menú de comandos: %s", type(error).__name__)


async def finish(app: App, seconds: float | None = FAREWELL) -> None:
    """Wait for what is done beside the answers; call it before the application shuts down.

    With ``seconds`` it is for good: after that the bot draws no more.
    """
    await app.bot_data[BESIDE].finish(seconds)
    if seconds is not None:
        app.bot_data[STUDIO].close()


def _connections(settings: Settings) -> int:
    """Return how many connections there are: one for each answer, each picture, and some more."""
    return settings.max_in_flight + MOST + 8


def _server(settings: Settings) -> tuple[str, str]:
    """Return the two base addresses of another Bot API server, as the library wants them."""
    base = (settings.telegram_base_url or "").removesuffix("/bot")
    files = (settings.telegram_base_file_url or f"{base}/file").removesuffix("/bot")
    return f"{base}/bot", f"{files}/bot"
