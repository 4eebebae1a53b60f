"""The worker that draws: off the event loop, each picture once, and no more kept than allowed."""

import asyncio
import subprocess
import sys
import threading

import pytest

from handlers.pictures import studio as module
from handlers.pictures.charts import Bar, Bars, Chart
from handlers.pictures.studio import Studio
from tests.bot_process import ROOT, environment


def chart(number: int) -> Bars:
    return Bars(f"{number}", (Bar("a", number, "a"),))


class Painter:
    """A drawing that can be made to wait or to fail, and remembers what it drew, and where."""

    def __init__(self) -> None:
        self.drawn: list[str] = []
        self.threads: set[str] = set()
        self.go = threading.Event()
        self.go.set()
        self.begun = threading.Event()
        self.fails = False

    def __call__(self, asked: Chart) -> bytes:
        assert isinstance(asked, Bars)
        self.begun.set()
        self.go.wait(10)
        self.drawn.append(asked.title)
        self.threads.add(threading.current_thread().name)
        if self.fails:
            raise ZeroDivisionError
        return asked.title.encode()


async def test_who_asks_meanwhile_waits_for_the_same_picture() -> None:
    painter = Painter()
    studio = Studio(painter)
    painter.go.clear()
    asked = [asyncio.create_task(studio.png(chart(number % 2))) for number in range(20)]
    for _ in range(5):
        await asyncio.sleep(0)  # the loop goes on while the worker is stuck
    painter.go.set()
    assert await asyncio.gather(*asked) == [b"0", b"1"] * 10
    assert sorted(painter.drawn) == ["0", "1"]
    assert len(painter.threads) == 1 and threading.current_thread().name not in painter.threads
    assert await studio.png(chart(1)) == b"1" and len(painter.drawn) == 2


async def test_who_gives_up_does_not_take_it_from_the_others() -> None:
    painter = Painter()
    studio = Studio(painter)
    painter.go.clear()
    first, second = (asyncio.create_task(studio.png(chart(1))) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    painter.go.set()
    assert await second == b"1" and first.cancelled()


async def test_a_failure_is_not_kept() -> None:
    painter = Painter()
    studio = Studio(painter)
    painter.fails = True
    with pytest.raises(ZeroDivisionError):
        await studio.png(chart(1))
    painter.fails = False
    assert await studio.png(chart(1)) == b"1"


async def test_the_cache_forgets_what_was_used_longest_ago() -> None:
    painter = Painter()
    studio = Studio(painter)
    for number in range(module.MAX_DRAWN):
        await studio.png(chart(number))
    await studio.png(chart(0))
    await studio.png(chart(module.MAX_DRAWN))  # one too many: 1 goes
    before = len(painter.drawn)
    await studio.png(chart(0))
    assert len(painter.drawn) == before
    await studio.png(chart(1))
    assert len(painter.drawn) == before + 1
    assert len(studio._drawn) == module.MAX_DRAWN


async def test_what_telegram_has_is_known_by_its_name_only() -> None:
    studio = Studio(Painter())
    await studio.png(chart(1))
    studio.sent(chart(1), "file")
    assert studio.file_id(chart(1)) == "file" and len(studio._drawn) == 0
    studio.forget(chart(1))
    assert studio.file_id(chart(1)) is None
    for number in range(module.MAX_SENT + 10):
        studio.sent(chart(number), str(number))
    assert len(studio._sent) == module.MAX_SENT
    assert studio.file_id(chart(9)) is None and studio.file_id(chart(10)) == "10"


def test_a_chat_that_forbids_pictures_is_left_alone_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    studio = Studio(Painter())
    assert not studio.forbidden(7)
    studio.forbid(7)
    assert studio.forbidden(7) and not studio.forbidden(8)
    now += module.SILENCE
    assert not studio.forbidden(7)
    for chat in range(module.MAX_SILENT + 10):
        studio.forbid(chat)
    assert len(studio._silent) == module.MAX_SILENT


async def test_a_closed_studio_gives_up_what_waits() -> None:
    painter = Painter()
    studio = Studio(painter)
    painter.go.clear()
    first, second = (asyncio.create_task(studio.png(chart(number))) for number in range(2))
    await asyncio.to_thread(painter.begun.wait, 30)
    studio.close()
    painter.go.set()
    assert await first == b"0"
    with pytest.raises(asyncio.CancelledError):
        await second
    assert painter.drawn == ["0"]


async def test_answers_go_on_while_a_picture_is_drawn() -> None:
    painter = Painter()
    painter.go.clear()
    drawing = asyncio.create_task(Studio(painter).png(chart(1)))
    for _ in range(5):  # the loop turns, though the picture is not done
        await asyncio.sleep(0.01)
    assert not drawing.done() and painter.drawn == []
    painter.go.set()
    assert await drawing
    assert (await Studio().png(chart(1))).startswith(b"\x89PNG")  # a real one


def test_the_bot_starts_without_matplotlib_and_draws_without_figures() -> None:
    code = (
        "import sys, bot.app, bot.console, bot.polling, handlers\n"
        "assert not {name.split('.')[0] for name in sys.modules} & {'matplotlib', 'PIL'}\n"
        "import handlers.pictures.drawing\n"
        "assert not {'matplotlib.figure', 'matplotlib.pyplot'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), cwd=ROOT, check=False)
    assert done.returncode == 0
