"""Memory that was used and is free again goes back to the system; glibc would keep it."""

import ctypes
import sys


def give_back_memory() -> None:
    """Return free memory to the system, which takes a millisecond; nothing where libc cannot."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
