"""How a run is stopped: once, and what is finished is written."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stopped_once() -> Iterator[Callable[[], None]]:
    """Take SIGTERM and SIGHUP like Ctrl-C, and the first only: what is finished must be written.

    Yields a function after which none of them does anything.
    """
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def ignore_all() -> None:
        for number in numbers:
            signal.signal(number, lambda number, frame: None)  # unlike SIG_IGN not inherited

    def interrupt(number: int, frame: FrameType | None) -> None:
        ignore_all()
        raise KeyboardInterrupt

    before = [(number, signal.signal(number, interrupt)) for number in numbers]
    try:
        yield ignore_all
    finally:
        for number, handler in before:
            signal.signal(number, handler)
