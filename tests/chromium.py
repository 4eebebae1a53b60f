"""A headless Chromium that opens a page and tells what it saw, over its debugging pipe."""

import base64
import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")


class Browser:
    """One tab; ``asked`` holds the address of everything that its pages tried to fetch."""

    def __init__(self, pipe_in: int, pipe_out: int, session: str = "") -> None:
        self._in, self._out, self._session = pipe_in, pipe_out, session
        self._number, self._read = 0, b""
        self._happened: list[str] = []
        self.asked: list[str] = []
        target = self._send("Target.createTarget", url="about:blank")["targetId"]
        attached = self._send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = str(attached["sessionId"])
        for domain in ("Page", "Network"):
            self._send(f"{domain}.enable")

    def open(self, page: Path, width: int = 1280, dark: bool = False) -> None:
        """Show a page in a window so wide (CSS pixels), in the light theme or the dark one."""
        self.asked.clear()
        self._happened.clear()
        self._send("Emulation.setDeviceMetricsOverride", width=width, height=900,
                   deviceScaleFactor=1, mobile=width < 600)  # fmt: skip
        theme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._send("Emulation.setEmulatedMedia", features=[theme])
        self._send("Page.navigate", url=page.as_uri())
        while "Page.loadEventFired" not in self._happened:
            self._receive()

    def tell(self, script: str) -> Any:
        """Return what a JavaScript expression is worth in the page; promises are waited for."""
        answer = self._send(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def photograph(self, path: Path) -> None:
        """Save the whole page as a PNG."""
        shot = self._send("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._in, json.dumps(message).encode() + b"\0")
        while (answer := self._receive()).get("id") != self._number:
            pass
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            piece = os.read(self._out, 65536)
            assert piece, "Chromium ended"
            self._read += piece
        text, self._read = self._read.split(b"\0", 1)
        message: dict[str, Any] = json.loads(text)
        self._happened.append(message.get("method", ""))
        if message.get("method") == "Network.requestWillBeSent":
            self.asked.append(message["params"]["request"]["url"])
        return message


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Run Chromium with an empty profile, and end it; no name resolves, so nothing leaves."""
    assert PROGRAM
    commands_out, commands_in = os.pipe()
    answers_out, answers_in = os.pipe()
    # At 10 or above, lest putting one at 3 or 4, where Chromium looks for them, shuts the other.
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (commands_out, answers_in)]
    for end in (commands_out, answers_in):
        os.close(end)
    options = [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--remote-debugging-pipe", f"--user-data-dir={profile}",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    ]  # fmt: skip
    running = subprocess.Popen(
        [PROGRAM, *options],
        close_fds=False,  # those that are not meant to be inherited are closed all the same
        preexec_fn=lambda: [os.dup2(end, place) for place, end in enumerate(ends, start=3)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for end in ends:
        os.close(end)
    try:
        yield Browser(commands_in, answers_out)
    finally:
        os.close(commands_in)  # Chromium ends with its pipe
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        os.close(answers_out)
