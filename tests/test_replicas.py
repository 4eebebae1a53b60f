"""Two replicas, a real PostgreSQL and nginx: see ``tests/replicas.py``, which this runs."""

import asyncio
import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.postgres
from bot.claims import Claim
from bot.postgres import PostgresClaims
from tests.bot_process import free_port
from tests.replicas import UPDATES, play
from tests.servers import missing, postgres

pytestmark = pytest.mark.skipif(
    bool(missing()), reason=f"no están instalados: {', '.join(missing())}"
)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with postgres() as address:
        yield address


def test_the_end_of_a_replica_loses_and_repeats_nothing(small_data: Path) -> None:
    found = play(signal.SIGTERM, small_data)
    assert (len(found.answers), found.twice) == (UPDATES, 0)


def test_a_replica_that_is_killed_loses_nothing(small_data: Path) -> None:
    found = play(signal.SIGKILL, small_data)
    assert found.lost == 0 and found.twice <= found.in_flight


async def test_claims_are_shared_and_kept_by_bot(database: str) -> None:
    one, two, other = (PostgresClaims(database, bot) for bot in (7, 7, 8))
    await asyncio.gather(*(claims.open() for claims in (one, two, other)))
    try:
        assert [await c.claim(1) for c in (one, two, other)] == [
            Claim.MINE, Claim.BUSY, Claim.MINE,
        ]  # fmt: skip
        await one.finish(1)
        assert [await c.claim(1) for c in (one, two)] == [Claim.DONE] * 2
        assert await two.claim(10**30) is Claim.MINE
        await two.release(10**30)
        assert await one.claim(10**30) is Claim.MINE
    finally:
        await asyncio.gather(*(claims.close() for claims in (one, two, other)))


async def sql(claims: PostgresClaims, command: str) -> object:
    async with claims._connection() as connection:
        return await connection.fetchval(command)


async def test_a_lease_that_ran_out_is_taken_over_and_old_ids_are_dropped(database: str) -> None:
    one, two = PostgresClaims(database, 9), PostgresClaims(database, 9)
    await one.open()
    await one.claim(5)
    await one.claim(6)
    await one.finish(6)
    await one.close()  # as if it had died: nobody renews its leases
    await two.open()
    try:
        assert [await two.claim(number) for number in (5, 6)] == [Claim.BUSY, Claim.DONE]
        await sql(two, "UPDATE telegram_updates SET until = now() WHERE bot = 9 AND NOT done")
        assert await two.claim(5) is Claim.MINE
        await two.finish(5)
        await sql(two, "UPDATE telegram_updates SET until = now() WHERE bot = 9")
        await two.close()
        await two.open()  # it sweeps when it opens
        async with asyncio.timeout(10):
            while await sql(two, "SELECT count(*) FROM telegram_updates WHERE bot = 9"):
                await asyncio.sleep(0.05)
    finally:
        await two.close()


async def test_a_lease_is_renewed_while_its_update_is_done(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.postgres, "LEASE", 1.0)
    monkeypatch.setattr(bot.postgres, "RENEWED", 0.2)
    one, two = PostgresClaims(database, 10), PostgresClaims(database, 10)
    await asyncio.gather(one.open(), two.open())
    try:
        assert [await one.claim(number) for number in (1, 2)] == [Claim.MINE] * 2
        one._held.discard("2")  # as where the answer to a claim was lost: nobody does it
        await asyncio.sleep(1.5)
        assert [await two.claim(number) for number in (1, 2)] == [Claim.BUSY, Claim.MINE]
    finally:
        await asyncio.gather(one.close(), two.close())


async def test_what_the_database_missed_is_noted_later_and_not_done_again(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.postgres, "RENEWED", 0.2)
    one, two = PostgresClaims(database, 11), PostgresClaims(database, 11)
    await asyncio.gather(one.open(), two.open())
    try:
        assert await one.claim(1) is Claim.MINE
        await sql(two, "ALTER TABLE telegram_updates RENAME TO away")
        with pytest.raises(OSError):
            await one.finish(1)
        assert await one.claim(1) is Claim.DONE
        await sql(two, "ALTER TABLE away RENAME TO telegram_updates")
        async with asyncio.timeout(10):
            while await two.claim(1) is not Claim.DONE:
                await asyncio.sleep(0.05)
        await one.claim(2)
        await sql(two, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                       " WHERE pid <> pg_backend_pid() AND usename = 'bot'")  # fmt: skip
        async with asyncio.timeout(10):
            while True:
                with contextlib.suppress(OSError):
                    await one.finish(2)
                    break
    finally:
        await asyncio.gather(one.close(), two.close())


async def test_a_user_who_may_not_make_the_table(database: str) -> None:
    owner = PostgresClaims(database, 12)
    await owner.open()
    try:
        await sql(owner, "CREATE ROLE pobre LOGIN")
        await sql(owner, "GRANT SELECT, INSERT, UPDATE, DELETE ON telegram_updates TO pobre")
        poor = PostgresClaims(database.replace("bot@", "pobre@"), 12)
        await poor.open()
        assert await poor.claim(1) is Claim.MINE
        await poor.close()
        await sql(owner, "DROP TABLE telegram_updates")
        with pytest.raises(ValueError, match="permission denied"):
            await poor.open()
    finally:
        await owner.close()


async def test_a_database_that_is_away_or_refuses(database: str) -> None:
    away = PostgresClaims(f"postgresql://bot@127.0.0.1:{free_port()}/postgres", 1)
    with pytest.raises(OSError):
        await away.open()
    with pytest.raises(OSError):
        await away.claim(1)
    for wrong in (database.replace("bot@", "otro:clave@"), database.replace("/postgres", "/nada")):
        with pytest.raises(ValueError) as caught:
            await PostgresClaims(wrong, 1).open()
        assert "clave" not in str(caught.value)
