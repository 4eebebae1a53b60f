"""The bots under load as processes of their own, and what they take of the machine."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from tests.bot_process import environment, free_port
from tests.load.telegram import TOKEN, LeanTelegram

SECRET = "load-secret"
NO_LIMITS = {"USER_MAX_RATE": "0", "TELEGRAM_MAX_RATE": "0", "HTTP_MAX_RATE": "0"}
_STAMP = re.compile(r"^\S+ (\d\d):(\d\d):(\d\d),(\d\d\d) INFO (\S+): (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Memory:
    """MiB now and at most, children included."""

    now: float
    peak: float


@dataclass
class Bot:
    """A running bot, and the Bot API that it talks to."""

    telegram: LeanTelegram
    process: subprocess.Popen[bytes]
    log: Path
    began: float
    port: int

    @property
    def memory(self) -> Memory:
        """What the process and its children hold."""
        read = [_status(pid) for pid in _family(self.process.pid)]
        return Memory(sum(one["VmRSS"] for one in read), sum(one["VmHWM"] for one in read))

    @property
    def cpu(self) -> float:
        """Seconds of processor that the process has taken, its threads included."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def phases(self) -> list[float]:
        """Return the seconds from the start to: modules imported, data loaded, application made,
        updates taken."""
        start = time.time() - (time.monotonic() - self.began)
        local = time.localtime(start)
        midnight = local.tm_hour * 3600 + local.tm_min * 60 + local.tm_sec + start % 1
        found = {}
        for hours, minutes, seconds, millis, name, said in _STAMP.findall(self.log.read_text()):
            stamp = int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(millis) / 1000
            if name == "bot":
                found[said.partition(" ")[0]] = (stamp - midnight) % 86400
        called = self.telegram.called
        return [
            found["Cargo"],
            found["Hay"],
            called["getMe"] - self.began,
            called.get("getUpdates", called.get("setWebhook", 0.0)) - self.began,
        ]


@asynccontextmanager
async def running(
    folder: Path, module: str, webhook: bool = False, **settings: str
) -> AsyncIterator[Bot]:
    """Start a bot; give it once it takes updates, and stop it at the end.

    Raises:
        AssertionError: It does not stop cleanly, or something in it went wrong.
    """
    async with LeanTelegram() as telegram:
        port = free_port()
        given = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_BASE_URL": telegram.base_url, **NO_LIMITS}
        if webhook:
            given |= {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_SECRET": SECRET}
        given |= {"HOST": "127.0.0.1", "PORT": str(port)} | settings
        log = folder / f"{module}-{port}.log"
        with log.open("wb") as stream:
            began = time.monotonic()
            process = subprocess.Popen(
                [sys.executable, "-m", module], cwd=folder, env=environment(**given), stderr=stream
            )
        try:
            await telegram.until("setWebhook" if webhook else "getUpdates", 180)
            yield Bot(telegram, process, log, began, port)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.to_thread(process.wait, 30)
            finally:
                process.kill()
        if module == "bot":
            assert "Traceback" not in log.read_text(), log.read_text()
            assert process.returncode == 0, process.returncode


def shapes(telegram: LeanTelegram) -> str:
    """Return what a bot's first answers looked like, as JSON for the bare bot."""
    inline = parse_qs(telegram.bodies["answerInlineQuery"].decode())
    sent = parse_qs(telegram.bodies["sendMessage"].decode())
    buttons: Any = json.loads(sent.get("reply_markup", ['{"inline_keyboard": []}'])[0])
    found = {
        "cards": json.loads(inline["results"][0]),
        "text": sent["text"][0],
        "buttons": buttons["inline_keyboard"],
    }
    return json.dumps(found, ensure_ascii=False)


def _family(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    children = [int(child) for task in tasks for child in task.read_text().split()]
    return [pid, *(one for child in children for one in _family(child))]


def _status(pid: int) -> dict[str, float]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    pairs = (line.split(":", 1) for line in lines if line.startswith(("VmRSS", "VmHWM")))
    return {name: int(value.split()[0]) / 1024 for name, value in pairs}
