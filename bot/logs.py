"""Logging to standard error: without the token, and without tracebacks for network trouble."""

import logging
import re
import sys

from telegram.error import BadRequest, TelegramError

_QUIET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "uvicorn.error": logging.WARNING,
    "asyncpg": logging.CRITICAL,
    "matplotlib": logging.ERROR,
    "PIL": logging.ERROR,
}

SHORTEST = 6
"""Characters from which a secret is looked for."""

_BOT_PATH = re.compile(r"(/bot)[^/\s]+")
# The last ones turn the direction of writing: a line would look like another one.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class RedactingFormatter(logging.Formatter):
    """Writes a record without secrets, wherever in it (message or traceback) they stand.

    What looks like a record is one: line ends inside are indented, control characters replaced.
    """

    def __init__(self, *secrets: str | None) -> None:
        """``secrets`` are the bot's token, of which no part may show, and others."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        # What is shorter is a syllable of many words, and no secret.
        given = [secret for secret in secrets if secret and len(secret) >= SHORTEST]
        self._secrets = [*given, *(part for s in given if (part := s.partition(":")[2]))]

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of a record."""
        text = _BOT_PATH.sub(r"\1***", super().format(record))
        for secret in self._secrets:
            text = text.replace(secret, "***")
        # Whatever a user or a server put into it, a record's further lines never begin like one.
        return _CONTROL.sub("�", text).replace("\n", "\n    ")


class NetworkOnOneLine(logging.Filter):
    """Takes the traceback off what the library logs of network trouble: it says nothing new."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mend a record; always let it through."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
            record.exc_info, record.exc_text = None, None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.msg, record.args = f"{record.getMessage()}: {type(error).__name__}", ()
        return True


def configure_logging(level: str, *secrets: str | None) -> None:
    """Log to standard error from ``level`` up, without the secrets."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter(*secrets))
    handler.addFilter(NetworkOnOneLine())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # httpx logs every URL, and Telegram's URLs carry the token; matplotlib and Pillow log each
    # font and each chunk, and complain of a home that cannot be written to; what uvicorn and
    # asyncpg have to say, bot.serve and bot.postgres say in Spanish and in a line.
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(least)
