"""Long polling: the bot asks Telegram for updates, from behind any router."""

from telegram.error import InvalidToken

from bot.app import ALLOWED_UPDATES, build_application
from bot.settings import REFUSED_TOKEN, Settings, SettingsError
from services import Services


def run_polling(settings: Settings, services: Services) -> None:
    """Poll until SIGINT or SIGTERM; what is in flight is finished first.

    Raises:
        SettingsError: Telegram refuses the token.
    """
    app = build_application(settings, services)
    try:
        app.run_polling(allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1)
    except InvalidToken:
        raise SettingsError(REFUSED_TOKEN) from None
