"""Faults that a test asks the server for: error answers, closed connections, slowness."""

import threading
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from tests.telegram_wire import RefusalError

WORDS = {
    403: "bot was blocked by the user",
    409: (
        "terminated by other getUpdates request; make sure that only one bot instance is running"
    ),
}
KINDS = ("error", "drop", "lose", "delay", "half", "garble")


@dataclass
class Fault:
    """One fault, for the next ``times`` requests that match."""

    method: str
    kind: str
    status: int
    description: str | None
    parameters: dict[str, Any] | None
    seconds: float
    times: int
    chat_id: int | None

    def matches(self, method: str, params: dict[str, Any]) -> bool:
        """Whether the fault is meant for this request."""
        here = self.method in (method, "*")
        return here and (self.chat_id is None or params.get("chat_id") == self.chat_id)

    def refusal(self) -> RefusalError:
        """The answer of an "error" fault."""
        wait = (self.parameters or {}).get("retry_after")
        words = f"retry after {wait}" if wait is not None else WORDS.get(self.status, "")
        error = RefusalError(words, self.status, violation=False, parameters=self.parameters)
        error.description = self.description or error.description
        return error

    def spoil(self, answer: Response) -> Response | None:
        """The answer after what the fault does to it; None where nothing is left."""
        if self.kind in ("half", "garble"):
            answer.body = answer.body[: len(answer.body) // 2]
        if self.kind == "garble":
            answer.headers["content-length"] = str(len(answer.body))
        return None if self.kind == "lose" else answer


class Faults:
    """The faults that are still to come, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._list: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        """Queues a fault."""
        if fault.kind not in KINDS:
            raise ValueError(f"kind must be one of {KINDS}")
        with self._lock:
            self._list.append(fault)

    def take(self, method: str, params: dict[str, Any]) -> Fault | None:
        """The fault for this request, counted down."""
        with self._lock:
            for fault in self._list:
                if fault.times > 0 and fault.matches(method, params):
                    fault.times -= 1
                    return fault
        return None
