#: file if heavy
"""A heavy model answers few at a time: who finds no room soon is told when to come back."""

import contextlib
import os
import threading
from collections.abc import Iterator

from .errors import Busy

AT_ONCE = int(os.environ.get("AT_ONCE", "1"))  # predictions in one process
PATIENCE = 2.0  # seconds to wait for room

_room = threading.BoundedSemaphore(AT_ONCE)


@contextlib.contextmanager
def slot() -> Iterator[None]:
    """Hold a place at the model; raise `Busy` if there is none in time."""
    if not _room.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _room.release()
