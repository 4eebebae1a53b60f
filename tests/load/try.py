import asyncio, tempfile, sys
from pathlib import Path
from tests.load.bots import running, shapes
from tests.load.asking import Asking, many
from tests.load.rounds import full_speed, steady, ratio
from services import DATA_DIR

async def main(webhook):
    asking = Asking(DATA_DIR)
    with tempfile.TemporaryDirectory() as f:
        folder = Path(f)
        async with running(folder, "bot", webhook) as ours:
            print('mem', ours.memory)
            asking_first = [asking.inline(), asking.command()]
            await full_speed(ours, asking_first)
            (folder/"shapes.json").write_text(shapes(ours.telegram))
            async with running(folder, "tests.load.bare", webhook, LOAD_SHAPES=str(folder/"shapes.json")) as bare:
                for name, draw in (("inline", asking.inline), ("command", asking.command)):
                    a, b = [], []
                    for r in range(3):
                        c0 = ours.telegram.cards
                        a.append(await full_speed(ours, many(draw, 200)))
                        c1 = ours.telegram.cards
                        b.append(await full_speed(bare, many(draw, 200)))
                    print(name, [round(x.rate) for x in a], [round(x.rate) for x in b], 'ratio', ratio(a,b), 'cards', (c1-c0)/200)
                s = await steady(ours, many(asking.both, 200), 30)
                print('p50', s.at(.5), s.at(.99))
                s = await steady(bare, many(asking.both, 200), 30)
                print('bare p50', s.at(.5), s.at(.99))
            print('mem', ours.memory)
            print(ours.log.read_text()[-2000:])
asyncio.run(main(len(sys.argv) > 1))
