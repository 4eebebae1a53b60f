"""Rates: what the bot sends, what one user may ask, and whose turn it is."""

import asyncio
import time
from typing import Any

import pytest
from telegram import CallbackQuery, Chat, InlineQuery, Message, Update, User
from telegram.error import RetryAfter

from bot.limits import ChatRateLimiter, UserLimiter, Verdict
from bot.turns import Turns


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_one_notice_then_silence() -> None:
    clock = Clock()
    limiter = UserLimiter(60, 20, clock)
    assert [limiter.check(1) for _ in range(20)] == [Verdict.ALLOW] * 20
    assert limiter.check(1) is Verdict.NOTICE
    assert [limiter.check(1) for _ in range(5)] == [Verdict.SILENCE] * 5
    assert limiter.check(2) is Verdict.ALLOW  # others are not affected


def test_tokens_come_back_at_the_rate_without_a_second_notice() -> None:
    clock = Clock()
    limiter = UserLimiter(60, 20, clock)
    verdicts = []
    for _ in range(400):  # ten a second for 40 seconds
        clock.now += 0.1
        verdicts.append(limiter.check(1))
    assert 58 <= verdicts.count(Verdict.ALLOW) <= 61
    assert verdicts.count(Verdict.NOTICE) == 1
    clock.now += 60
    assert [limiter.check(1) for _ in range(21)].count(Verdict.NOTICE) == 1  # it starts anew


def test_zero_is_no_limit_and_memory_is_bounded() -> None:
    assert {UserLimiter(0, 20).check(1) for _ in range(500)} == {Verdict.ALLOW}
    clock = Clock()
    limiter = UserLimiter(60, 20, clock)
    for user in range(3 * limiter.MAX_USERS):
        clock.now += 0.001
        assert limiter.check(user) is Verdict.ALLOW
    assert len(limiter._buckets) <= limiter.MAX_USERS


async def send(limiter: ChatRateLimiter, chat: int, callback: Any) -> Any:
    return await limiter.process_request(callback, (), {}, "sendMessage", {"chat_id": chat}, None)


async def test_a_429_holds_up_its_own_chat_only() -> None:
    limiter = ChatRateLimiter(0)
    tries: list[float] = []

    async def refused_once() -> bool:
        tries.append(time.monotonic())
        if len(tries) == 1:
            raise RetryAfter(1)
        return True

    async def fine() -> bool:
        return True

    slow = asyncio.create_task(send(limiter, 1, refused_once))
    await asyncio.sleep(0.05)
    began = time.monotonic()
    assert await send(limiter, 2, fine)
    assert time.monotonic() - began < 0.5
    assert await slow
    assert tries[1] - tries[0] >= 1


async def test_a_long_wait_is_not_waited_for() -> None:
    async def refused() -> bool:
        raise RetryAfter(3600)

    with pytest.raises(RetryAfter):
        await send(ChatRateLimiter(0), 1, refused)


async def test_the_overall_rate_is_kept() -> None:
    limiter = ChatRateLimiter(20)

    async def fine() -> bool:
        return True

    began = time.monotonic()
    await asyncio.gather(*(send(limiter, chat, fine) for chat in range(30)))
    assert time.monotonic() - began >= 0.4  # 20 at once, ten more at 20 a second


def message(chat: int, user: int, number: int = 1) -> Update:
    sender = User(user, "Ana", is_bot=False)
    return Update(number, message=Message(number, None, Chat(chat, "private"), from_user=sender))  # type: ignore[arg-type]


async def test_one_chat_keeps_its_order_and_others_run_beside_it() -> None:
    turns = Turns(max_in_flight=8, rate=0)
    done: list[str] = []

    async def work(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        done.append(name)

    await asyncio.gather(
        turns.do_process_update(message(1, 1), work("first", 0.2)),
        turns.do_process_update(message(1, 1), work("second", 0)),
        turns.do_process_update(message(2, 2), work("other", 0)),
    )
    assert done == ["other", "first", "second"]
    assert not turns._chats  # nothing is kept


async def test_a_flood_in_one_chat_leaves_the_places_to_others() -> None:
    turns = Turns(max_in_flight=2, rate=0)
    flood = [
        asyncio.create_task(turns.do_process_update(message(1, 1), asyncio.sleep(0.05)))
        for _ in range(30)
    ]
    await asyncio.sleep(0.01)
    began = time.monotonic()
    await turns.do_process_update(message(2, 2), asyncio.sleep(0))
    assert time.monotonic() - began < 0.5
    await asyncio.gather(*flood)


async def test_a_flooder_is_turned_away_and_presses_are_still_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[str] = []

    async def note(self: object, *args: Any, **kwargs: Any) -> bool:
        sent.append(type(self).__name__)
        return True

    monkeypatch.setattr(Message, "reply_text", note)
    monkeypatch.setattr(CallbackQuery, "answer", note)
    monkeypatch.setattr(InlineQuery, "answer", note)
    turns, ran = Turns(8, rate=60), []

    async def work() -> None:
        ran.append(1)

    for number in range(40):
        await turns.do_process_update(message(1, 1, number), work())
    assert len(ran) == 20 and sent == ["Message"]
    query = CallbackQuery("1", User(1, "Ana", is_bot=False), "1", data="x")
    await turns.do_process_update(Update(99, callback_query=query), work())
    assert len(ran) == 20 and sent == ["Message", "CallbackQuery"]
    inline = InlineQuery("1", User(1, "Ana", is_bot=False), "padrino", "")
    await turns.do_process_update(Update(100, inline_query=inline), work())
    assert len(ran) == 21  # inline queries have a bucket of their own
