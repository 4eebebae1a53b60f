"""``python -m tests.replicas``: two replicas and a real PostgreSQL behind nginx, one killed.

Updates come in through nginx, some of them twice at once, straight to both replicas; in the middle
one replica ends: first by SIGTERM, when every update must be answered exactly once, then by
SIGKILL, when what was being sent at that moment, and nothing else, may be answered twice.
"""

import asyncio
import contextlib
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.webhook import PATH, SECRET_HEADER
from tests.bot_process import BotProcess, free_port, start_bot
from tests.servers import missing, nginx, postgres
from tests.telegram_server import TelegramServer

SECRET = "un-secreto_de-las-replicas"
UPDATES, FIRST = 60, 5000
SLOW = 0.4
"""Seconds that Telegram takes for each answer, so that something is in flight at the end."""


@dataclass(frozen=True)
class Outcome:
    """How often the updates were answered, each in a chat of its own.

    ``in_flight`` of them were being sent when a replica ended, and not acknowledged yet.
    """

    signal: signal.Signals
    answers: Counter[int]
    in_flight: int
    seconds: float

    @property
    def lost(self) -> int:
        """Updates that nobody answered."""
        return UPDATES - len(self.answers)

    @property
    def twice(self) -> int:
        """Answers that were too many."""
        return self.answers.total() - len(self.answers)

    @property
    def right(self) -> bool:
        """Whether nothing was lost, nor more answered twice than the end excuses."""
        excused = self.in_flight if self.signal is signal.SIGKILL else 0
        return self.lost == 0 and self.twice <= excused


def play(how: signal.Signals, data_dir: Path | None = None) -> Outcome:
    """Spray updates over two replicas, end one of them, and count the answers."""
    with TelegramServer() as server, ExitStack() as stack:
        database = stack.enter_context(postgres())
        ports = [free_port(), free_port()]
        front = stack.enter_context(nginx(ports))
        settings = {
            "WEBHOOK_URL": front, "WEBHOOK_SECRET": SECRET, "HOST": "127.0.0.1",
            "DATABASE_URL": database, "USER_MAX_RATE": "0", "TELEGRAM_MAX_RATE": "0",
        }  # fmt: skip
        settings |= {"DATA_DIR": str(data_dir)} if data_dir else {}
        bots = [stack.enter_context(replica(server, port, settings)) for port in ports]
        server.wait_for("setMyShortDescription", count=2, timeout=60)
        server.fail("sendMessage", kind="delay", seconds=SLOW, times=10 * UPDATES)
        began = time.monotonic()
        asyncio.run(_spray(server, ports, range(1, UPDATES // 2 + 1)))
        bots[0].process.send_signal(how)
        ended = time.monotonic()
        asyncio.run(_spray(server, ports, range(UPDATES // 2 + 1, UPDATES + 1)))
        with contextlib.suppress(AssertionError):  # who is missing shows in the count
            server.wait_for("sendMessage", count=UPDATES, timeout=60)
        bots[1].stop()  # finishes what comes twice
        sent = [call for call in server.calls if call.method == "sendMessage" and call.ok]
        answers = Counter(int(call.params["chat_id"]) for call in sent)
        being_sent = {int(call.params["chat_id"]) for call in sent if call.began <= ended}
        done = {d.update_id for d in server.updates.deliveries if d.status == 200 and d.at <= ended}
        in_flight = being_sent - {update_id - FIRST for update_id in done}
        return Outcome(how, answers, len(in_flight), time.monotonic() - began)


@contextmanager
def replica(server: TelegramServer, port: int, settings: dict[str, str]) -> Iterator[BotProcess]:
    """Start a replica on a port; its log may not hold a traceback."""
    with tempfile.TemporaryDirectory() as folder:
        bot = start_bot(server, Path(folder), PORT=str(port), **settings)
        try:
            yield bot
        finally:
            bot.process.terminate()
            bot.process.wait(timeout=40)
            assert "Traceback" not in bot.log and SECRET not in bot.log, bot.log


async def _spray(server: TelegramServer, ports: list[int], chats: range) -> None:
    """Let people write; every third update comes to both replicas as well, at the same time."""
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        pushes = []
        for chat in chats:
            message = server.message(chat) | {"text": "/dia lunes"}
            entities = [{"type": "bot_command", "offset": 0, "length": 4}]
            update = {"update_id": FIRST + chat, "message": message | {"entities": entities}}
            server.push(update)
            await asyncio.sleep(SLOW / 10)  # so that some are done when others begin
            if chat % 3 == 0:
                pushes += [asyncio.create_task(_push(client, port, update)) for port in ports]
        for push in pushes:
            push.cancel()  # nobody waits for these: the balancer's copy is the one that counts
        await asyncio.gather(*pushes, return_exceptions=True)


async def _push(client: httpx.AsyncClient, port: int, update: dict[str, Any]) -> None:
    with contextlib.suppress(httpx.HTTPError):
        url = f"http://127.0.0.1:{port}{PATH}"
        await client.post(url, json=update, headers={SECRET_HEADER: SECRET})


def main() -> int:
    """Play both ends; print what happened; 1 where an update was lost or answered too often."""
    if absent := missing():
        print("Faltan programas:", ", ".join(absent), "(apt-get install postgresql nginx-light)")
        return 2
    wrong = False
    for how in (signal.SIGTERM, signal.SIGKILL):
        found = play(how)
        print(
            f"{how.name}: {UPDATES} actualizaciones, {found.lost} sin respuesta, {found.twice} "
            f"respuestas de más ({found.in_flight} en curso), {found.seconds:.0f} s"
        )
        wrong = wrong or not found.right
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
