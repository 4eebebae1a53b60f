"""Claims in PostgreSQL, for replicas behind a balancer: each update is done by one of them.

A claim carries a lease, which its process renews while it works: of a process that dies, another
takes over once the lease has run out. All times are the database's, so clocks need not agree.
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from bot.claims import REMEMBERED, Claim

logger = logging.getLogger(__name__)

LEASE, RENEWED = 10.0, 3.0
"""Seconds that a claim lasts, and after which it is renewed."""
SWEPT = 600.0
"""Seconds between two sweeps of what is too old."""
TIMEOUT = 5.0

_TABLE = """
CREATE TABLE IF NOT EXISTS telegram_updates (
    bot bigint NOT NULL,
    update_id text NOT NULL,  -- whatever whole number came: a bigint may be too small
    owner text NOT NULL,
    lease_until timestamptz NOT NULL,
    done_at timestamptz,
    PRIMARY KEY (bot, update_id)
);
CREATE INDEX IF NOT EXISTS telegram_updates_done_at ON telegram_updates (done_at);
"""
_CLAIM = """
INSERT INTO telegram_updates AS u (bot, update_id, owner, lease_until)
VALUES ($1, $2, $3, now() + $4 * interval '1 second')
ON CONFLICT (bot, update_id) DO UPDATE SET owner = $3, lease_until = excluded.lease_until
WHERE u.done_at IS NULL AND (u.lease_until < now() OR u.owner = $3)
RETURNING 1
"""
_IS_DONE = "SELECT done_at IS NOT NULL FROM telegram_updates WHERE bot = $1 AND update_id = $2"
_FINISH = "UPDATE telegram_updates SET done_at = now() WHERE bot = $1 AND update_id = $2"
_RELEASE = """
DELETE FROM telegram_updates
WHERE bot = $1 AND update_id = $2 AND owner = $3 AND done_at IS NULL
"""
_RENEW = """
UPDATE telegram_updates SET lease_until = now() + $2 * interval '1 second'
WHERE owner = $1 AND done_at IS NULL
"""
_SWEEP = """
DELETE FROM telegram_updates
WHERE coalesce(done_at, lease_until) < now() - $1 * interval '1 second'
"""


class PostgresClaims:
    """Claims that all processes with the same database share."""

    def __init__(self, url: str, bot: int) -> None:
        """``url`` is a postgresql:// address, ``bot`` the bot's id; :meth:`open` connects."""
        self._url, self._bot = url, bot
        self._owner = secrets.token_hex(8)
        self._pool: asyncpg.Pool | None = None
        self._keeping: asyncio.Task[None] | None = None

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
        except (asyncpg.CannotConnectNowError, asyncpg.TooManyConnectionsError) as error:
            raise ConnectionError(type(error).__name__) from error
        except (asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
            raise ValueError(f"la base de datos la rechaza ({type(error).__name__})") from None
        self._keeping = asyncio.create_task(self._keep())

    async def close(self) -> None:
        """Disconnect."""
        if self._keeping is not None:
            self._keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping
        if self._pool is not None:
            self._pool.terminate()

    async def claim(self, update_id: int) -> Claim:
        """Take an update, where nobody has; one whose lease has run out is free.

        Raises:
            OSError: The database does not answer.
        """
        async with self._connection() as connection:
            key = str(update_id)
            if await connection.fetchval(_CLAIM, self._bot, key, self._owner, LEASE):
                return Claim.MINE
            done = await connection.fetchval(_IS_DONE, self._bot, key)
            return Claim.DONE if done else Claim.BUSY

    async def finish(self, update_id: int) -> None:
        """Note that an update of ours is done.

        Raises:
            OSError: The database does not answer.
        """
        async with self._connection() as connection:
            await connection.execute(_FINISH, self._bot, str(update_id))

    async def release(self, update_id: int) -> None:
        """Give an update of ours back.

        Raises:
            OSError: The database does not answer.
        """
        async with self._connection() as connection:
            await connection.execute(_RELEASE, self._bot, str(update_id), self._owner)

    async def _make_table(self) -> None:
        async with self._connection() as connection:
            for _ in range(3):  # two replicas that start together may both try
                with contextlib.suppress(asyncpg.UniqueViolationError):
                    await connection.execute(_TABLE)
                    return

    async def _keep(self) -> None:
        """Renew the leases of what is being done; now and then drop what is too old."""
        since = SWEPT
        while True:
            with contextlib.suppress(OSError):
                async with self._connection() as connection:
                    await connection.execute(_RENEW, self._owner, LEASE)
                    if since >= SWEPT:
                        await connection.execute(_SWEEP, REMEMBERED)
                        since = 0.0
            await asyncio.sleep(RENEWED)
            since += RENEWED

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[asyncpg.Connection]:
        """Give a connection; whatever goes wrong with it is an OSError."""
        if self._pool is None:
            raise ConnectionError("not open")
        try:
            async with self._pool.acquire(timeout=TIMEOUT) as connection:
                yield connection
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise ConnectionError(type(error).__name__) from error
