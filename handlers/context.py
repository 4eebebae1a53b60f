"""What handlers reach through their context: the services that ``build_application`` put there."""

from typing import Any

from telegram.ext import CallbackContext, ContextTypes

from services import Services

SERVICES = "services"

Context = ContextTypes.DEFAULT_TYPE


def services_of(context: CallbackContext[Any, Any, Any, Any]) -> Services:
    """Return the services of the running application."""
    services = context.bot_data[SERVICES]
    assert isinstance(services, Services)  # noqa: S101 - narrows bot_data's type
    return services
