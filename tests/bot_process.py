"""``python -m bot`` as a process of its own, against the local Bot API."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.telegram_server import TelegramServer

ROOT = Path(__file__).parent.parent
# What a developer has set for the real bot must not reach the tests.
SECRET = "un-secreto_muy-largo_3"
"""Of the webhooks that tests start."""
SETTINGS = (
    "TELEGRAM_",
    "WEBHOOK_",
    "USER_",
    "HTTP_",
    "DATABASE_",
    "MAX_",
    "DATA_",
    "LOG_",
    "PICTURES_",
)


def environment(**settings: str) -> dict[str, str]:
    """Return this process's environment with only the given settings of the bot."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(SETTINGS) and name not in ("HOST", "PORT", "FORWARDED_ALLOW_IPS")
    }
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | settings


class BotProcess:
    """A running bot and what it wrote to its log."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self._log = log

    @property
    def log(self) -> str:
        """All that the bot wrote to standard error so far."""
        return self._log.read_text(encoding="utf-8")

    @property
    def memory(self) -> float:
        """Resident memory, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask the bot to stop; return its exit status."""
        self.process.send_signal(how)
        return self.process.wait(timeout=15)


@contextmanager
def running_bot(
    server: TelegramServer, ready: bool = True, log: Path | str | None = None, **settings: str
) -> Iterator[BotProcess]:
    """Start the bot in polling mode; give it once it is ready, and stop it at the end.

    ``log`` is where it writes its log to, somewhere temporary by default.
    """
    with tempfile.TemporaryDirectory() as folder:
        seen = len(server.calls)
        bot = start_bot(server, Path(folder), log, **settings)
        try:
            if ready:
                server.wait_for("setMyShortDescription", timeout=30, after=seen)
            yield bot
        finally:
            if bot.process.poll() is None:
                bot.stop()


def start_bot(
    server: TelegramServer, folder: Path, log: Path | str | None = None, **settings: str
) -> BotProcess:
    """Start the bot against a server, to run in a folder, where its log is kept otherwise."""
    defaults = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_BASE_URL": server.base_url}
    log = Path(log or folder / "log")
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot"],
            cwd=folder,
            env=environment(**defaults | settings),
            stderr=stream,
        )
    return BotProcess(process, log)


@contextmanager
def web_bot(
    server: TelegramServer, data: Path, **settings: str
) -> Iterator[tuple[BotProcess, str]]:
    """Start the bot in webhook mode; give it and its address at once, and kill it at the end."""
    port = settings.get("PORT", str(free_port()))
    url = f"http://127.0.0.1:{port}"
    defaults = {
        "PORT": port, "HOST": "127.0.0.1", "WEBHOOK_URL": url, "WEBHOOK_SECRET": SECRET,
        "DATA_DIR": str(data),
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        bot = start_bot(server, Path(folder), **defaults | settings)
        try:
            yield bot, url
        finally:
            bot.process.kill()
            bot.process.wait(timeout=15)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def run_chat(
    lines: str, cwd: Path | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Pipe lines into the terminal chat and return what it printed."""
    return subprocess.run(
        [sys.executable, "-m", "bot"],
        input=lines,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd or tempfile.gettempdir(),
        env=environment(**settings),
        timeout=60,
        check=False,
    )
