"""Many texts at once: Markdown takes the most time of all, and each text is converted alone."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Sequence

from guide.loading import rendering
from guide.loading.tags import Converted

MUCH = 200_000  # characters, of which a processor makes HTML in about a second
MOST = 8  # processes
TOGETHER = 8  # texts that are handed over at a time

Text = tuple[str, tuple[str, ...]]  # as `rendering.convert` takes it


def converted(texts: Sequence[Text]) -> list[Converted | None]:
    """Return what `rendering.convert` makes of texts, None for one that is nested too deeply.

    The list is empty where one process is as good: where there is little to do or but one
    processor, and where a copy of this process would not be sound, as it has threads.
    """
    many = min(_processors(), MOST)
    if many < 2 or sum(len(text) for text, _ in texts) < MUCH or not _can_be_copied():
        return []
    from concurrent.futures import process  # only here: few runs need it

    try:
        context = multiprocessing.get_context("fork")
        with process.ProcessPoolExecutor(many, context, _ignore_interrupts) as pool:
            return list(pool.map(_convert, texts, chunksize=TOGETHER))
    except (OSError, process.BrokenProcessPool):  # no memory for it, or no semaphores
        return []


def _can_be_copied() -> bool:
    forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return forks and threading.active_count() == 1


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that waits for the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _convert(text: Text) -> Converted | None:
    try:
        return rendering.convert(*text)
    except RecursionError:
        return None
