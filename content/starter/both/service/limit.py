#: file if heavy
"""A heavy model answers few at a time: a request that finds no room is told when to come back."""

import contextlib
import functools
import os
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any

from .errors import Busy

AT_ONCE = int(os.environ.get("AT_ONCE") or 1)  # predictions in one process
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


def once(check: Callable[[Any], None]) -> Callable[[Any], None]:
    """Let a check be for good once it has passed: a heavy model takes long to repeat it."""
    passed: weakref.WeakSet[Any] = weakref.WeakSet()

    @functools.wraps(check)
    def checked(model: Any) -> None:
        if model not in passed:
            check(model)
            passed.add(model)

    return checked
