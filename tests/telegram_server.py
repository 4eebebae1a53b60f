"""A strict local Bot API server: it refuses what Telegram refuses, and fails when asked to.

It serves from a thread of its own, so tests of any kind can use it, and a bot in another process.
``wait_for`` blocks: in an async test that runs the bot itself, call it through asyncio.to_thread.
"""

import asyncio
import json
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import uvicorn
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from tests.telegram_answers import ANSWERS
from tests.telegram_checks import Request, check_request
from tests.telegram_faults import Fault, Faults
from tests.telegram_people import People
from tests.telegram_wire import RefusalError, read_wire

TOKEN = "123456:TEST-token_abc"
PATH = re.compile(r"/(file/)?bot([^/]+)/(.+)")


@dataclass(frozen=True)
class Call:
    """One request of the bot; ``began`` and ``at`` (its answer) are monotonic seconds."""

    method: str
    params: dict[str, Any]
    ok: bool
    status: int
    description: str | None
    result: Any
    began: float
    at: float


class TelegramServer(People):
    """The server; a context manager. See People for what its users can do."""

    def __init__(self, token: str = TOKEN, username: str = "pelis_test_bot") -> None:
        super().__init__(int(token.split(":")[0]), username)
        self.token = token
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self._faults = Faults()
        self._answered = threading.Condition(self.state.lock)
        self._port = 0

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls base_url: the token comes right after it."""
        return f"http://127.0.0.1:{self._port}/bot"

    @property
    def base_file_url(self) -> str:
        """The same for downloads."""
        return f"http://127.0.0.1:{self._port}/file/bot"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Starts to serve, on the same port as before if it served already."""
        # With the protocol named asyncio turns Nagle's delay off: 40 ms a request otherwise.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", self._port))
        self._port = self._socket.getsockname()[1]
        config = uvicorn.Config(
            self._app,
            interface="asgi3",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            timeout_keep_alive=300,
        )
        self._uvicorn = uvicorn.Server(config)
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(ready)), name="telegram", daemon=True
        )
        self._thread.start()
        if not ready.wait(10):
            raise RuntimeError("the test server did not start")

    def stop(self) -> None:
        """Ends long polls and connections; what was remembered stays."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._thread.join(10)
        self._socket.close()

    async def _serve(self, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._closing = asyncio.Event()
        self.updates.attach(self._loop)
        serving = asyncio.create_task(self._uvicorn.serve(sockets=[self._socket]))
        while not self._uvicorn.started and not serving.done():
            await asyncio.sleep(0.002)
        ready.set()
        await serving
        self.updates.detach()

    async def _close(self) -> None:
        self._uvicorn.should_exit = True
        self._closing.set()
        await self.updates.close()

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI application."""
        http = HttpRequest(scope, receive)
        match = PATH.fullmatch(scope["path"])
        response: Response | None
        if match is None:
            response = _refuse(RefusalError(status=404))
        elif match[2] != self.token:
            response = _refuse(RefusalError(status=401))
        elif match[1]:
            response = self._download(match[3])
        else:
            response = await self._call(match[3], http, await http.body())
        if response is not None and int(response.headers["content-length"]) == len(response.body):
            await response(scope, receive, send)
            return
        if response is not None:  # half of it
            headers = {
                "type": "http.response.start",
                "status": 200,
                "headers": response.raw_headers,
            }
            await send(headers)
            await send({"type": "http.response.body", "body": response.body, "more_body": True})
            await asyncio.sleep(0.05)
        # uvicorn's send is a method of the connection's cycle: the way to hang up on the client.
        send.__self__.transport.abort()  # type: ignore[attr-defined]
        while (await receive())["type"] != "http.disconnect":
            pass

    def _download(self, path: str) -> Response:
        data = self.files.get(path.removeprefix("files/"))
        return _refuse(RefusalError(status=404)) if data is None else Response(data)

    async def _call(self, method: str, http: HttpRequest, body: bytes) -> Response | None:
        """Answers a method call; None where the connection is to be closed without a word."""
        began = time.monotonic()
        params: dict[str, Any] = {}
        fault = None
        try:
            content_type = http.headers.get("content-type", "")
            wire = read_wire(content_type, http.url.query, body)
            params = wire.values
            request = check_request(method, wire)
            params = request.params
            fault = self._faults.take(method, params)
            if fault and fault.kind == "drop":
                raise RefusalError("connection dropped by the test", 0, violation=False)
            if fault and fault.kind == "error":
                raise fault.refusal()
            result = await self._answer(request)
        except RefusalError as error:
            self._note(Call(method, params, False, error.status, error.description, None, began, 0))
            if error.violation:
                self._blame(method, params, error)
            return _refuse(error) if error.status else None
        if fault and fault.kind == "delay":
            await self._pause(fault.seconds)
        self._note(Call(method, params, True, 200, None, result, began, 0))
        answer = JSONResponse({"ok": True, "result": result})
        return fault.spoil(answer) if fault else answer

    async def _answer(self, request: Request) -> Any:
        if request.method == "getUpdates":
            return await self.updates.poll(request)
        if request.method == "setWebhook":
            return await self.updates.set_webhook(request)
        if request.method == "deleteWebhook":
            return await self.updates.delete_webhook(request)
        if request.method == "getWebhookInfo":
            return self.updates.webhook_info()
        with self.state.lock:
            return ANSWERS[request.method](self.state, request)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return

    def _note(self, call: Call) -> None:
        with self._answered:
            self.calls.append(Call(**{**call.__dict__, "at": time.monotonic()}))
            self._answered.notify_all()

    def _blame(self, method: str, params: dict[str, Any], error: RefusalError) -> None:
        shown = json.dumps(params, ensure_ascii=False, default=str)[:300]
        self.violations.append(f"{method}: {error.description} {shown}")

    def wait_for(
        self,
        method: str,
        count: int = 1,
        timeout: float = 10.0,
        where: Callable[[Call], bool] | None = None,
        after: int = 0,
    ) -> list[Call]:
        """Blocks until ``count`` matching calls succeeded, not counting the first ``after`` calls.

        Raises AssertionError with the calls that were seen when ``timeout`` seconds have passed.
        """

        def found() -> list[Call]:
            mine = [call for call in self.calls[after:] if call.ok and call.method == method]
            return [call for call in mine if where is None or where(call)]

        with self._answered:
            self._answered.wait_for(lambda: len(found()) >= count, timeout)
            calls = found()
        assert len(calls) >= count, (
            f"{len(calls)} of {count} calls of {method} within {timeout} s; seen:\n{self._seen()}"
        )
        return calls

    def _seen(self) -> str:
        calls = [call for call in self.calls if call.method != "getUpdates" or not call.ok]
        return "\n".join(f"  {c.method} {c.status} {c.description} {c.params}" for c in calls)

    def fail(
        self,
        method: str,
        status: int = 500,
        *,
        kind: str = "error",
        retry_after: int | None = None,
        description: str | None = None,
        parameters: dict[str, Any] | None = None,
        seconds: float = 0.0,
        times: int = 1,
        chat_id: int | None = None,
    ) -> None:
        """Makes the next ``times`` calls of ``method`` ("*": any) fail, in one chat or in all.

        Kinds: "error" answers ``status``; "drop" hangs up and does nothing; "lose" does it and
        hangs up; "delay" does it and answers after ``seconds``; "half" does it and hangs up in the
        middle of the answer; "garble" does it and answers with half of the JSON.
        """
        if status == 429:
            parameters = {"retry_after": 1 if retry_after is None else retry_after}
        values = (status, description, parameters, seconds, times, chat_id)
        self._faults.add(Fault(method, kind, *values))


def _refuse(error: RefusalError) -> Response:
    return JSONResponse(error.body(), status_code=error.status)
