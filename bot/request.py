"""HTTP to Telegram: what did not arrive, as far as anybody can tell, is sent again."""

import asyncio
import json
import logging
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpx
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

logger = logging.getLogger(__name__)

PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds before each new try."""

# These fail before a byte of the request has left.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# The server says that it failed. (504 is not here: who waited behind it may have done the work.)
_SERVER_FAULTS = (500, 502, 503)


@dataclass
class Traffic:
    """What came of the requests of one update: whether any left, and whether any could not."""

    sent: bool = False
    unsent: bool = False


TRAFFIC: ContextVar[Traffic | None] = ContextVar("traffic", default=None)
"""Of the update that is being done; each has a context of its own."""


class PlainRequest(HTTPXRequest):
    """An HTTPXRequest for which an answer that breaks off is trouble of the network, as it is."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the JSON of an answer.

        Raises:
            NetworkError: It is none.
        """
        try:
            content: dict[str, Any] = json.loads(payload.decode("utf-8", "replace"))
        except ValueError as error:
            raise NetworkError("Invalid server response") from error
        return content


class RetryingRequest(PlainRequest):
    """A request that tries again after a refused connection or a server fault.

    After a read time-out, or a connection that closed in the middle, a message may have arrived:
    it is not sent again.
    """

    async def do_request(
        self, url: str, method: str, *args: Any, **options: Any
    ) -> tuple[int, bytes]:
        """Return status and body of the answer.

        Raises:
            NetworkError: Telegram did not answer, after the last try.
        """
        name, traffic = url.rsplit("/", 1)[-1], TRAFFIC.get() or Traffic()
        for pause in (*PAUSES, None):
            try:
                status, body = await super().do_request(url, method, *args, **options)
            except NetworkError as error:
                unsent = isinstance(error.__cause__, _NOT_SENT)
                traffic.sent = traffic.sent or not unsent
                if not unsent or pause is None:
                    traffic.unsent = unsent
                    raise
                trouble = type(error.__cause__).__name__
            else:
                traffic.sent = True
                if status not in _SERVER_FAULTS or pause is None:
                    return status, body
                trouble = f"HTTP {status}"
            logger.warning("Telegram: %s: %s; reintento en %.1f s", name, trouble, pause)
            await asyncio.sleep(pause)
        raise AssertionError("the last try returns or raises")
