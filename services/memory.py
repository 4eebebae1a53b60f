"""Memory that loading used: glibc keeps it for the process, and the host counts it."""

import ctypes
import gc
import sys


def give_back_memory() -> None:
    """Return to the system what building an index or reading a model used, some 60 MB in all.

    What was loaded stays for good, so that the garbage collector need not look at it again: that
    takes it 50 ms.
    """
    gc.collect()
    gc.freeze()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
