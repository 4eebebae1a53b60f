"""Each update is done once, however often it comes, and is acknowledged when it is done."""

import asyncio
from typing import Any

import pytest
from telegram import Update
from telegram.ext import TypeHandler

import bot.once
from bot.claims import REMEMBERED, Claim, MemoryClaims
from bot.once import Once
from services import Services
from tests.hook import Hook, post, update


def answers(hook: Hook) -> int:
    return hook.screen.getvalue().count("se estrenaron")


async def test_a_repeat_is_acknowledged_and_not_done_again(small_services: Services) -> None:
    hook = Hook(small_services)
    async with hook.client() as client:
        assert [await post(client, update(7)) for _ in range(3)] == [200, 200, 200]
        assert await post(client, update(6)) == 200  # a lower number is another update
    assert answers(hook) == 2


async def test_a_repeat_of_one_in_flight_waits_for_it(small_services: Services) -> None:
    hook, going = Hook(small_services, places=1), asyncio.Event()

    async def slow(_: Update, __: Any) -> None:
        await going.wait()

    hook.app.add_handler(TypeHandler(Update, slow), group=-1)
    async with hook.client() as client:
        pushes = [asyncio.create_task(post(client, update(7))) for _ in range(3)]
        await asyncio.sleep(0.05)
        assert not any(push.done() for push in pushes)
        assert await post(client, update(8)) == 503  # the only place is taken
        going.set()
        assert await asyncio.gather(*pushes) == [200, 200, 200]
        assert await post(client, update(8)) == 200
    assert answers(hook) == 2


async def test_what_takes_too_long_comes_again_and_is_answered_once(
    small_services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.once, "ACKNOWLEDGED_WITHIN", 0.05)
    hook, going = Hook(small_services), asyncio.Event()

    async def slow(_: Update, __: Any) -> None:
        await going.wait()

    hook.app.add_handler(TypeHandler(Update, slow), group=-1)
    async with hook.client() as client:
        assert await post(client, update(1)) == 503
        assert answers(hook) == 0
        monkeypatch.undo()
        going.set()
        assert await post(client, update(1)) == 200
        assert await post(client, update(1)) == 200
    assert answers(hook) == 1
    assert not hook.turns._places.locked() and not hook.turns._chats


async def test_what_never_ends_is_given_up_and_free_again(
    small_services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.once, "LONGEST", 0.05)
    hook = Hook(small_services)
    stuck = True

    async def slow(_: Update, __: Any) -> None:
        if stuck:
            await asyncio.sleep(60)

    hook.app.add_handler(TypeHandler(Update, slow), group=-1)
    async with hook.client() as client:
        assert await post(client, update(1)) == 503
        monkeypatch.undo()
        stuck = False
        assert await post(client, update(1)) == 200
    assert answers(hook) == 1


async def test_a_stop_gives_back_what_is_not_done() -> None:
    claims = MemoryClaims()
    once, began = Once(claims), asyncio.Event()

    async def endless() -> bool:
        began.set()
        await asyncio.sleep(60)
        return True

    push = asyncio.create_task(once.do(1, endless))
    await began.wait()
    await once.close(grace=0.01)
    assert not await push
    assert await claims.claim(1) is Claim.MINE


class OtherProcess(MemoryClaims):
    """Claims that another process holds until ``free`` is set; ``broken``: nobody can tell."""

    def __init__(self) -> None:
        super().__init__()
        self.free, self.broken = asyncio.Event(), False

    async def claim(self, update_id: int) -> Claim:
        if self.broken:
            raise ConnectionError("no database")
        return await super().claim(update_id) if self.free.is_set() else Claim.BUSY


async def test_what_another_process_does_is_waited_for(
    small_services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.once, "LOOK_AGAIN", 0.01)
    claims = OtherProcess()
    hook = Hook(small_services, claims=claims)
    async with hook.client() as client:
        push = asyncio.create_task(post(client, update(1)))
        await asyncio.sleep(0.05)
        assert not push.done()
        await claims.finish(1)
        claims.free.set()
        assert await push == 200
    assert answers(hook) == 0


async def test_503_while_nobody_can_tell_what_is_done(small_services: Services) -> None:
    claims = OtherProcess()
    claims.free.set()
    hook = Hook(small_services, claims=claims)
    async with hook.client() as client:
        claims.broken = True
        assert await post(client, update(1)) == 503
        claims.broken = False
        assert await post(client, update(1)) == 200
    assert answers(hook) == 1


async def test_ids_are_forgotten_after_a_day() -> None:
    now = 0.0
    claims = MemoryClaims(lambda: now)
    ids = [0, 1, 1023, 1024, -5, 10**18, 2**63, 10**30]
    for one in ids:
        assert await claims.claim(one) is Claim.MINE
        await claims.finish(one)
    now = REMEMBERED - 1
    assert [await claims.claim(one) for one in ids] == [Claim.DONE] * len(ids)
    assert await claims.claim(2) is Claim.MINE
    now = REMEMBERED + 1
    assert [await claims.claim(one) for one in ids] == [Claim.MINE] * len(ids)
    assert not claims._blocks


async def test_a_day_of_updates_fits_in_little_memory() -> None:
    claims = MemoryClaims()
    for one in range(500_000_000, 500_020_000):
        await claims.finish(one)
    assert len(claims._blocks) <= 21


async def test_nothing_is_taken_before_the_application_is_open(small_services: Services) -> None:
    hook = Hook(small_services)
    async with hook.client() as client:
        hook.webhook.is_open = False
        assert await post(client, update(1)) == 503
        assert (await client.get("/listo")).status_code == 503
        assert (await client.get("/salud")).status_code == 200
