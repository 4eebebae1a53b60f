"""Two replicas, a real PostgreSQL and nginx: see ``tests/replicas.py``, which this runs."""

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.claims import Claim
from bot.postgres import PostgresClaims
from tests.replicas import UPDATES, play
from tests.servers import free_port, missing, postgres

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


async def test_a_lease_that_ran_out_is_taken_over_and_old_ids_are_dropped(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = PostgresClaims(database, 9), PostgresClaims(database, 9)
    await one.open()
    await one.claim(5)
    await one.finish(6)
    await one.close()  # as if it had died: nobody renews its leases
    await two.open()
    try:
        async with two._connection() as connection:
            await connection.execute(
                "UPDATE telegram_updates SET lease_until = now() - interval '1 s' WHERE bot = 9"
            )
            assert await two.claim(5) is Claim.MINE
            await two.finish(5)
            await connection.execute(
                "UPDATE telegram_updates SET done_at = now() - interval '25 h' WHERE bot = 9"
            )
        await two.close()
        await two.open()  # it sweeps when it opens
        await asyncio.sleep(0.3)
        async with two._connection() as connection:
            left = "SELECT count(*) FROM telegram_updates WHERE bot = 9"
            assert await connection.fetchval(left) == 0
    finally:
        await two.close()


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
