"""``python -m bot``: terminal chat without a token, polling with one, webhook with WEBHOOK_URL."""

import logging
import sys

from bot.logs import configure_logging
from bot.settings import Settings, SettingsError, load_settings
from services import DataError, Services

logger = logging.getLogger("bot")


def main() -> int:
    """Run the bot until it is stopped; return the exit status."""
    try:
        settings = load_settings()
        configure_logging(_log_level(settings), *settings.secrets)
        logger.info("Cargo los datos de %s", settings.data_dir)
        services = Services.load(settings.data_dir)
        logger.info("Hay %d películas", len(services.films))
        _run(settings, services)
    except (SettingsError, DataError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _run(settings: Settings, services: Services) -> None:
    # Each way to run is imported only when it is taken: the others cost memory.
    if settings.token is None:
        from bot.console import run_console

        run_console(settings, services)
    elif settings.webhook_url is not None:
        from bot.serve import run_web

        run_web(settings, services)
    else:
        from bot.polling import run_polling

        run_polling(settings, services)


def _log_level(settings: Settings) -> str:
    quiet = settings.token is None and "log_level" not in settings.model_fields_set
    return "WARNING" if quiet else settings.log_level  # a chat is no place for a log


if __name__ == "__main__":
    sys.exit(main())
