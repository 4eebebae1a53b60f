"""The process: settings, transports, and the application that ties handlers to services."""

import os

# Before Arrow is imported: its own allocator keeps some 20 MB of what it has read and given up.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
