"""The web process: it listens, opens the application, tells Telegram where to push, and stops."""

import asyncio
import logging
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from fastapi import FastAPI
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

from bot.app import ALLOWED_UPDATES, App, build_application, finish, introduce
from bot.claims import Claims, MemoryClaims
from bot.once import Once
from bot.patience import ImpatientProtocol
from bot.settings import REFUSED_TOKEN, Settings, SettingsError
from bot.turns import Turns
from bot.web import State, make_web
from bot.webhook import PATH, Webhook
from services import Services

logger = logging.getLogger(__name__)

ANSWERED_WITHIN, GRACE = 18, 3.0
"""Seconds, at the end, for what somebody waits for and for the rest: hosts kill after 30 in all."""


def run_web(settings: Settings, services: Services) -> None:
    """Serve until SIGINT or SIGTERM; the webhook stays set, so that nothing is lost meanwhile.

    It listens at once: hosts look at ``/salud``, whether Telegram answers or not.

    Raises:
        SettingsError: The address cannot be listened on, or Telegram refuses token or webhook.
    """
    asyncio.run(_serve(settings, services))


async def _serve(settings: Settings, services: Services) -> None:
    turns = Turns(settings.max_in_flight, settings.user_max_rate)
    app = build_application(settings, services, turns=turns)
    once = Once(make_claims(settings))
    webhook = Webhook(app, turns, once, settings.secret or "", settings.max_in_flight)
    state = State()
    with _listening(settings) as listening:
        server = _Server(_config(settings, make_web(services, settings, webhook, state)))
        server.stop_at_signals()
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            await _open(app, once.claims, server, webhook)
            await _introduce(app, server, settings, state)
        except BaseException:
            server.should_exit = True
            raise
        finally:
            await serving
            await once.close(GRACE)
            await finish(app)
            await once.claims.close()
            await app.shutdown()


def make_claims(settings: Settings) -> Claims:
    """Return where updates are claimed: in the database of DATABASE_URL, or in memory.

    Raises:
        SettingsError: There is a database, but no driver.
    """
    if settings.database is None:
        return MemoryClaims()
    try:
        from bot.postgres import PostgresClaims
    except ImportError:
        raise SettingsError(
            "DATABASE_URL: falta el controlador; pip install -r requirements-postgres.txt."
        ) from None
    return PostgresClaims(settings.database, int((settings.token or "0").partition(":")[0]))


def _config(settings: Settings, web: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        web,
        http=ImpatientProtocol,
        forwarded_allow_ips=settings.forwarded_allow_ips,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=ANSWERED_WITHIN,
        ws="none",
    )


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    """Give the socket that is listened on.

    Raises:
        SettingsError: It cannot be.
    """
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        place = (settings.host, settings.port)
        opened = socket.create_server(place, family=family, backlog=2048)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise SettingsError(f"HOST, PORT: no se puede escuchar en {where}: {error}.") from None
    # asyncio turns Nagle's delay (40 ms an answer) off only where the protocol is named.
    tcp = opened.family, socket.SOCK_STREAM, socket.IPPROTO_TCP
    with socket.socket(*tcp, fileno=opened.detach()) as listening:
        yield listening


class _Server(uvicorn.Server):
    """Stops at SIGINT and SIGTERM and returns, where uvicorn would raise the signal again.

    Attributes:
        stopping: Set once a signal has asked for the end.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stopping = asyncio.Event()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Note that a signal asks for the end."""
        super().handle_exit(sig, frame)
        self.stopping.set()

    async def unless_stopping(self, work: Awaitable[None]) -> None:
        """Do a work, but give it up when a signal asks for the end; raise what it raises."""
        task, stop = asyncio.ensure_future(work), asyncio.ensure_future(self.stopping.wait())
        try:
            await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                task.result()
        finally:
            for one in (task, stop):
                one.cancel()
            await asyncio.gather(task, stop, return_exceptions=True)

    def stop_at_signals(self) -> None:
        """Stop, once what is in flight is finished, when a signal asks for it."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to :meth:`stop_at_signals`."""
        yield


async def _open(app: App, claims: Claims, server: _Server, webhook: Webhook) -> None:
    """Open the claims and the application; from then on updates are taken."""

    async def connect() -> None:
        try:
            await claims.open()
        except ValueError as error:
            raise SettingsError(f"DATABASE_URL: {error}.") from None

    await _until_it_works(connect, server)
    await _until_it_works(app.initialize, server)
    webhook.is_open = not server.should_exit


async def _introduce(app: App, server: _Server, settings: Settings, state: State) -> None:
    """Tell Telegram where to push, once somebody listens there."""
    while not server.started and not server.should_exit:
        await asyncio.sleep(0.02)

    async def set_webhook() -> None:
        await app.bot.set_webhook(
            f"{settings.webhook_url}{PATH}",
            secret_token=settings.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=min(100, settings.max_in_flight),
        )

    await _until_it_works(set_webhook, server)
    if not server.should_exit:
        state.webhook_set = True
        await server.unless_stopping(introduce(app))


async def _until_it_works(action: Callable[[], Awaitable[None]], server: _Server) -> None:
    """Do something that needs the network, again and again while it is down.

    Raises:
        SettingsError: Somebody answers, and refuses.
    """
    pause = 1.0
    while not server.should_exit:
        try:
            await server.unless_stopping(action())
            return
        except InvalidToken:
            raise SettingsError(REFUSED_TOKEN) from None
        except BadRequest as error:
            raise SettingsError(f"WEBHOOK_URL: Telegram la rechaza: {error}.") from None
        except (NetworkError, RetryAfter, OSError) as error:
            logger.warning("%s; reintento en %.0f s", type(error).__name__, pause)
        await server.unless_stopping(asyncio.sleep(pause))
        pause = min(30.0, 2 * pause)
