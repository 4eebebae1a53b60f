"""Who opens connections and asks nothing whole is hung up on, and holds up nobody."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from fastapi import FastAPI, Request

import bot.patience
from bot.api.faults import add_faults
from bot.api.guard import BodyLimit
from bot.patience import ImpatientProtocol


@contextmanager
def serving(web: FastAPI) -> Iterator[int]:
    """Serve an app as the bot does, from a thread; give the port."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(web, http=ImpatientProtocol, log_config=None, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """An app that reads bodies, with little patience."""
    web = FastAPI()
    add_faults(web)
    web.add_middleware(BodyLimit, size=1000, seconds=0.3)

    @web.post("/")
    async def read(request: Request) -> int:
        return len(await request.body())

    with pytest.MonkeyPatch.context() as patch, serving(web) as port:
        patch.setattr(bot.patience, "PATIENCE", 0.4)
        yield port


def hung_up(raw: socket.socket, seconds: float = 5.0) -> bytes:
    """Return all that comes until the other side hangs up, which has to be soon."""
    raw.settimeout(seconds)
    found = b""
    while part := raw.recv(4096):
        found += part
    return found


@pytest.mark.parametrize("head", [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nX-A: 1\r\nX-"])
def test_who_never_ends_a_head_is_hung_up_on(port: int, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(head)
        assert hung_up(raw) == b""


def test_a_head_that_drips_is_hung_up_on(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as raw:
        began = time.monotonic()
        with pytest.raises(OSError):
            while time.monotonic() - began < 5:
                raw.sendall(b"X")
                time.sleep(0.05)
        assert time.monotonic() - began < 4


def test_a_body_that_never_ends_is_408_and_then_hung_up_on(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{")
        answer = hung_up(raw)
    assert answer.startswith(b"HTTP/1.1 408") and "tardó demasiado".encode() in answer


def test_connections_that_stay_idle_leave_room_for_others(port: int) -> None:
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(200)]
    try:
        answer = httpx.post(f"http://127.0.0.1:{port}/", content=b"abc", trust_env=False)
        assert answer.json() == 3
        for raw in idle:
            assert hung_up(raw) == b""
    finally:
        for raw in idle:
            raw.close()


def test_one_who_asks_again_and_again_is_not_hung_up_on(port: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        began = time.monotonic()
        while time.monotonic() - began < 1:
            assert client.post("/", content=b"abc").json() == 3
            time.sleep(0.1)
