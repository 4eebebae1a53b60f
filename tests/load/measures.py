"""What is measured, and how much of it."""

from dataclasses import dataclass
from pathlib import Path

from tests.load.asking import Asking, many
from tests.load.bots import Bot, Memory, running, shapes
from tests.load.pushing import ask_all
from tests.load.rounds import Load, full_speed, steady

BARE = "tests.load.bare"


@dataclass(frozen=True)
class Size:
    """How much is asked.

    Attributes:
        warm: Updates before anything is measured, so that all models are loaded.
        rounds: Turns that our bot and the bare one take.
        updates: Updates of a turn.
        paced: Updates at a moderate rate, ``pace`` a second.
        grown: Updates of the measure of memory, from ``settled`` on.
        http: Questions over HTTP.
    """

    warm: int = 150
    rounds: int = 5
    updates: int = 300
    paced: int = 600
    pace: float = 30.0
    settled: int = 2_000
    grown: int = 10_000
    http: int = 1_500


QUICK = Size(warm=20, rounds=1, updates=30, paced=20, settled=50, grown=150, http=40)


@dataclass(frozen=True)
class Mode:
    """What was measured of one mode; each kind of update has our loads and the bare bot's."""

    phases: list[float]
    speed: dict[str, tuple[list[Load], list[Load]]]
    cards: float
    paced: Load
    bare_paced: Load
    memory: list[Memory]
    http: Load | None


async def measure(folder: Path, asking: Asking, size: Size, webhook: bool, data: Path) -> Mode:
    """Measure one mode of the bot."""
    async with running(folder, "bot", webhook, DATA_DIR=str(data)) as ours:
        phases = ours.phases()
        memory = [ours.memory]
        await full_speed(ours, [asking.inline(), asking.command(), *many(asking.both, size.warm)])
        drawn = folder / "shapes.json"
        drawn.write_text(shapes(ours.telegram), encoding="utf-8")
        async with running(folder, BARE, webhook, LOAD_SHAPES=str(drawn)) as bare:
            speed, cards = await _speed(ours, bare, asking, size)
            paced = await steady(ours, many(asking.both, size.paced), size.pace)
            bare_paced = await steady(bare, many(asking.both, size.paced), size.pace)
        http = await _http(ours, asking, size) if webhook else None
        await full_speed(ours, many(asking.both, size.settled))
        memory.append(ours.memory)
        await full_speed(ours, many(asking.both, size.grown - size.settled))
        memory.append(ours.memory)
    return Mode(phases, speed, cards, paced, bare_paced, memory, http)


async def _speed(
    ours: Bot, bare: Bot, asking: Asking, size: Size
) -> tuple[dict[str, tuple[list[Load], list[Load]]], float]:
    """Let both bots take turns at full speed; return how each did, and our cards a query."""
    found, cards = {}, ours.telegram.cards
    for name, draw in (("inline", asking.inline), ("command", asking.command)):
        turns: tuple[list[Load], list[Load]] = ([], [])
        for _ in range(size.rounds):
            for bot, loads in zip((ours, bare), turns, strict=True):
                loads.append(await full_speed(bot, many(draw, size.updates)))
        found[name] = turns
        if name == "inline":
            cards = ours.telegram.cards - cards
    return found, cards / (size.rounds * size.updates)


async def _http(bot: Bot, asking: Asking, size: Size) -> Load:
    began = bot.cpu
    seconds, spent = await ask_all(bot.port, [asking.http() for _ in range(size.http)], 8)
    return Load(size.http / seconds, (bot.cpu - began) / size.http, tuple(spent))
