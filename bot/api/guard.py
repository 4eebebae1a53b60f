"""What stands before every HTTP answer: headers that browsers heed, and each address's rate."""

import asyncio
import ipaddress
import math
import re
from http import HTTPStatus

from aiolimiter import AsyncLimiter
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.api.asking import said_with
from handlers.latest import Latest

EXEMPT = re.compile("/(telegram|salud|listo|openapi.json|docs(/.*)?)?")
"""Telegram and the host may ask as often as they like, and the page costs nothing."""

MAX_ADDRESSES = 10_000
TOO_MANY = "Vas muy rápido: puedes hacer {rate} preguntas por minuto. Espera unos segundos."

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=()",
    "Strict-Transport-Security": "max-age=31536000",  # browsers heed it over https alone
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}


class SecurityHeaders:
    """Adds :data:`HEADERS` to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class HeadAsGet:
    """Answers HEAD as GET would be answered, without the body: who watches over hosts asks so."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_bare(message: Message) -> None:
            await send({**message, "body": b""} if "body" in message else message)

        await self._app({**scope, "method": "GET"}, receive, send_bare)


class BodyLimit:
    """Lets no request send more than ``size`` bytes, or take longer than ``seconds`` to send them.

    A long body would fill the memory, and a slow sender would hold its connection for ever.
    """

    def __init__(self, app: ASGIApp, size: int = 1_000_000, seconds: float = 10.0) -> None:
        self._app, self._size, self._seconds = app, size, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; who reads too much of its body gets an HTTPException: 413 or 408."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        loop = asyncio.get_running_loop()
        until, read, whole = loop.time() + self._seconds, 0, False

        async def bounded() -> Message:
            nonlocal read, whole
            if whole:  # whoever asks again waits for the caller to hang up
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), until - loop.time())
            except TimeoutError:
                raise HTTPException(HTTPStatus.REQUEST_TIMEOUT) from None
            read += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if read > self._size:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        await self._app(scope, bounded, send)


class AddressLimit:
    """Lets each address ask so many questions a minute; 429 above, with when to try again.

    The addresses that asked last are remembered. One IPv6 customer has a whole /64.
    """

    def __init__(self, app: ASGIApp, rate: int) -> None:
        """``rate`` is in questions a minute; 0 is no limit."""
        self._app, self._rate = app, rate
        self._limiters: Latest[str, AsyncLimiter] = Latest(MAX_ADDRESSES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or turn it away."""
        if scope["type"] != "http" or not self._rate or EXEMPT.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        limiter = self._limiter(_network((scope.get("client") or ("",))[0]))
        if not limiter.has_capacity():
            await _too_many(self._rate)(scope, receive, send)
            return
        await limiter.acquire()  # at once: there is room
        await self._app(scope, receive, send)

    def _limiter(self, address: str) -> AsyncLimiter:
        limiter = self._limiters.get(address)
        if limiter is None:
            limiter = AsyncLimiter(self._rate, 60)
            self._limiters.put(address, limiter)
        return limiter


def _too_many(rate: int) -> Response:
    wait = {"Retry-After": str(math.ceil(60 / rate))}
    return said_with(HTTPStatus.TOO_MANY_REQUESTS, TOO_MANY.format(rate=rate), **wait)


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is None:
            return str(ipaddress.ip_network((found, 64), strict=False))
        found = found.ipv4_mapped  # as a proxy that listens on [::] has it
    return str(found)
