"""A real PostgreSQL and a real nginx on loopback, for the time of a test."""

import asyncio
import contextlib
import getpass
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg

from tests.bot_process import free_port

Options = dict[str, Any]

_DEBIANS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", *map(str, _DEBIANS)])

_NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  upstream bots {{ {servers} }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://bots;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_read_timeout 60s;
    }}
  }}
}}
"""


def program(name: str) -> str | None:
    """Return where a program is, None where it is not installed."""
    return shutil.which(name, path=_PATH)


def missing() -> list[str]:
    """Return which servers are not installed."""
    return [name for name in ("postgres", "initdb", "nginx") if program(name) is None]


@contextmanager
def postgres() -> Iterator[str]:
    """Start a PostgreSQL with an empty database; give its address."""
    # It refuses to run as root, and its user may not enter the folders of pytest.
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        owner = pwd.getpwnam(user)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        own: Options = {"user": user, "group": owner.pw_gid} if os.geteuid() == 0 else {}
        data, port = f"{folder}/data", free_port()
        subprocess.run(
            [program("initdb") or "", "-D", data, "-U", "bot", "-A", "trust", "--no-sync"],
            check=True, capture_output=True, cwd=folder, **own,
        )  # fmt: skip
        options = ["-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder, "-F"]
        with _running([program("postgres") or "", *options], port, folder, own):
            address = f"postgresql://bot@127.0.0.1:{port}/postgres"
            asyncio.run(_until_it_answers(address))
            yield address


@contextmanager
def nginx(ports: Sequence[int]) -> Iterator[str]:
    """Start an nginx before some processes on these ports; give its address."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        servers = " ".join(f"server 127.0.0.1:{one} max_fails=0;" for one in ports)
        config = Path(folder, "nginx.conf")
        config.write_text(_NGINX.format(folder=folder, port=port, servers=servers))
        command = [program("nginx") or "", "-p", folder, "-c", str(config), "-e", "stderr"]
        with _running(command, port, folder, {}):
            yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], port: int, folder: str, own: Options) -> Iterator[None]:
    log = Path(folder, "log")
    with log.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream, cwd=folder, **own)
        try:
            _wait_for(port, process, log)
            yield
        finally:
            process.send_signal(signal.SIGINT)  # to PostgreSQL: do not wait for who is connected
            try:
                process.wait(timeout=20)
            finally:
                process.kill()


async def _until_it_answers(address: str) -> None:
    """Wait until the database takes connections: its port is open before that."""
    for _ in range(200):
        with contextlib.suppress(OSError, asyncpg.CannotConnectNowError):
            await (await asyncpg.connect(address)).close()
            return
        await asyncio.sleep(0.1)


def _wait_for(port: int, process: "subprocess.Popen[str]", log: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"it did not start:\n{log.read_text()}")
