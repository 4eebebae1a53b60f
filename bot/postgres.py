"""Claims in PostgreSQL, for replicas behind a balancer: each update is done by one of them.

A claim carries a lease, which its process renews while it works: of a process that dies, another
takes over once the lease has run out. All times are the database's, so clocks need not agree.
"""

import asyncio
import contextlib
import logging
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from bot.claims import REMEMBERED, Claim, MemoryClaims

logger = logging.getLogger(__name__)

LEASE, RENEWED, HURRY = 12.0, 3.0, 2.0
"""Seconds that a claim lasts, after which it is renewed, and that a renewal may take."""
SWEPT = 600.0
"""Seconds between two sweeps of what is too old."""
TIMEOUT = 5.0

_TABLE = """
CREATE TABLE IF NOT EXISTS telegram_updates (
    bot bigint NOT NULL,
    update_id text NOT NULL,  -- whatever whole number came: a bigint may be too small
    owner text NOT NULL,
    done boolean NOT NULL,
    until timestamptz NOT NULL,  -- the lease's end or, once it is done, when it is forgotten
    PRIMARY KEY (bot, update_id)
);
CREATE INDEX IF NOT EXISTS telegram_updates_until ON telegram_updates (until);
"""
_EXISTS = "SELECT to_regclass('telegram_updates') IS NOT NULL"
_CLAIM = """
INSERT INTO telegram_updates AS u (bot, update_id, owner, done, until)
VALUES ($1, $2, $3, false, now() + $4 * interval '1 second')
ON CONFLICT (bot, update_id) DO UPDATE SET owner = $3, done = false, until = excluded.until
WHERE u.until < now() OR (u.owner = $3 AND NOT u.done)
RETURNING 1
"""
_IS_DONE = "SELECT done FROM telegram_updates WHERE bot = $1 AND update_id = $2"
_FINISH = """
UPDATE telegram_updates SET done = true, until = now() + $3 * interval '1 second'
WHERE bot = $1 AND update_id = ANY($2)
"""
_RELEASE = """
DELETE FROM telegram_updates WHERE bot = $1 AND update_id = $2 AND owner = $3 AND NOT done
"""
_RENEW = """
UPDATE telegram_updates SET until = now() + $4 * interval '1 second'
WHERE bot = $1 AND update_id = ANY($2) AND owner = $3 AND NOT done
"""
_SWEEP = "DELETE FROM telegram_updates WHERE until < now()"


class PostgresClaims:
    """Claims that all processes with the same database share."""

    def __init__(self, url: str, bot: int) -> None:
        """``url`` is a postgresql:// address, ``bot`` the bot's id; :meth:`open` connects."""
        # libpq's way to tie a password to the connection; asyncpg takes it for a setting.
        self._url, self._bot = re.sub(r"([?&])channel_binding=\w+&?", r"\1", url), bot
        self._owner = secrets.token_hex(8)
        self._pool: asyncpg.Pool | None = None
        self._keeping: list[asyncio.Task[None]] = []
        self._held: set[str] = set()
        self._owed: set[str] = set()  # done, but the database does not know it yet
        self._done = MemoryClaims()

    async def open(self) -> None:
        """Connect, and make the table where there is none.

        Raises:
            OSError: The database does not answer.
            ValueError: The address, the user or the database is wrong.
        """
        try:
            async with asyncio.timeout(4 * TIMEOUT):
                self._pool = await asyncpg.create_pool(
                    self._url, min_size=1, max_size=4, timeout=TIMEOUT, command_timeout=TIMEOUT
                )
                await self._make_table()
        except BaseException as error:
            self._terminate()
            if isinstance(error, asyncpg.CannotConnectNowError | asyncpg.TooManyConnectionsError):
                raise ConnectionError(type(error).__name__) from error
            if isinstance(error, asyncpg.PostgresError | asyncpg.InterfaceError | ValueError):
                reason = f"la base de datos la rechaza ({type(error).__name__})"
                raise ValueError(reason) from None
            raise
        self._keeping = [asyncio.create_task(work) for work in (self._keep(), self._sweep())]

    async def close(self) -> None:
        """Disconnect."""
        for task in self._keeping:
            task.cancel()
        await asyncio.gather(*self._keeping, return_exceptions=True)
        self._terminate()

    async def claim(self, update_id: int) -> Claim:
        """Take an update, where nobody has; one whose lease has run out is free.

        Raises:
            OSError: The database does not answer.
        """
        if await self._done.claim(update_id) is Claim.DONE:
            return Claim.DONE
        key = str(update_id)
        async with self._connection() as connection:
            if await connection.fetchval(_CLAIM, self._bot, key, self._owner, LEASE):
                self._held.add(key)
                return Claim.MINE
            done = await connection.fetchval(_IS_DONE, self._bot, key)
            return Claim.DONE if done else Claim.BUSY

    async def finish(self, update_id: int) -> None:
        """Note that an update of ours is done; what cannot be noted now is noted later.

        Raises:
            OSError: The database does not answer.
        """
        await self._done.finish(update_id)
        self._held.discard(str(update_id))
        self._owed.add(str(update_id))
        await self._settle()

    async def release(self, update_id: int) -> None:
        """Give an update of ours back.

        Raises:
            OSError: The database does not answer; the lease runs out by itself.
        """
        self._held.discard(str(update_id))
        async with self._connection() as connection:
            await connection.execute(_RELEASE, self._bot, str(update_id), self._owner)

    async def _settle(self) -> None:
        owed = list(self._owed)
        async with self._connection() as connection:
            await connection.execute(_FINISH, self._bot, owed, REMEMBERED)
        self._owed.difference_update(owed)

    async def _make_table(self) -> None:
        pool = self._pool
        if pool is None or await pool.fetchval(_EXISTS):  # a user may not be allowed to make it
            return
        with contextlib.suppress(asyncpg.UniqueViolationError):  # another replica just made it
            await pool.execute(_TABLE)

    async def _keep(self) -> None:
        """Renew the leases of what is being done here, and note what could not be noted."""
        while True:
            try:
                async with asyncio.timeout(HURRY):
                    await self._renew()
            except OSError as error:
                logger.warning("La base de datos no responde: %s", type(error).__name__)
                await asyncio.sleep(HURRY / 4)
            else:
                await asyncio.sleep(RENEWED)

    async def _renew(self) -> None:
        if self._owed:
            await self._settle()
        if self._held:
            async with self._connection() as connection:
                await connection.execute(_RENEW, self._bot, list(self._held), self._owner, LEASE)

    async def _sweep(self) -> None:
        """Drop, now and then, what is too old."""
        while True:
            try:
                async with self._connection() as connection:
                    await connection.execute(_SWEEP)
            except OSError as error:
                logger.warning("No se pudo limpiar la base de datos: %s", type(error).__name__)
            await asyncio.sleep(SWEPT)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[asyncpg.Connection]:
        """Give a connection; whatever goes wrong with it is an OSError."""
        if self._pool is None:
            raise ConnectionError("not open")
        try:
            async with self._pool.acquire(timeout=TIMEOUT) as connection:
                yield connection
        except OSError:
            raise
        except Exception as error:  # asyncpg's own faults have no common class
            raise ConnectionError(type(error).__name__) from error

    def _terminate(self) -> None:
        if self._pool is not None:
            self._pool.terminate()
            self._pool = None
