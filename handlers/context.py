"""What handlers reach through their context: what ``build_application`` put there."""

from typing import Any

from telegram.ext import CallbackContext, ContextTypes

from handlers.beside import Beside
from handlers.pictures.studio import Studio
from services import Services

SERVICES, STUDIO, BESIDE = "services", "studio", "beside"

Context = ContextTypes.DEFAULT_TYPE


def services_of(context: CallbackContext[Any, Any, Any, Any]) -> Services:
    """Return the services of the running application."""
    services = context.bot_data[SERVICES]
    assert isinstance(services, Services)  # noqa: S101 - narrows bot_data's type
    return services


def studio_of(context: CallbackContext[Any, Any, Any, Any]) -> Studio:
    """Return where the running application has its pictures drawn."""
    studio = context.bot_data[STUDIO]
    assert isinstance(studio, Studio)  # noqa: S101 - narrows bot_data's type
    return studio


def beside_of(context: CallbackContext[Any, Any, Any, Any]) -> Beside:
    """Return what the running application does in the background."""
    beside = context.bot_data[BESIDE]
    assert isinstance(beside, Beside)  # noqa: S101 - narrows bot_data's type
    return beside
