"""What is made at its first use: a model that nobody asks for costs no memory."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from services.memory import settle_memory

Value = TypeVar("Value")


class Lazy(Generic[Value]):
    """Makes a value once, with the first who asks for it. Safe to share between threads."""

    def __init__(self, make: Callable[[], Value]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: Value | None = None

    def __call__(self) -> Value:
        """Return the value; raise what making it raises, and make it again next time."""
        with self._lock:
            if self._made is None:
                self._made = self._make()
                settle_memory()
            return self._made
