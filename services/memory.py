"""Memory that was used and is free again goes back to the system; glibc would keep it."""

import ctypes
import gc
import sys


def settle_memory() -> None:
    """Return what building an index or reading a model used, some 60 MB in all.

    What was loaded stays for good, so that the garbage collector need not look at it again: that
    takes it 50 ms.
    """
    gc.collect()
    gc.freeze()
    give_back_memory()


def give_back_memory() -> None:
    """Return free memory to the system, which takes a millisecond; nothing where libc cannot."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
