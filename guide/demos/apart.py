"""The threads in which the twins answer: few of them, so that no wait of theirs holds the site.

A database may be silent, and a thread that asks it then waits until the twin gives it up. So many
threads may wait, and each holds one of a server's own for `LONGEST` at most; whoever comes then is
told at once. Each thread has one connection to the database from each twin: that bounds them, too.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

THREADS = 4  # fewer than a server has
WAITING = 4  # requests that wait for one of them
PATIENCE = 1.0  # seconds that they wait
LONGEST = 60.0  # seconds; the first answer of a model may train it
WAITS = "twin.waits"  # in the environment of a request that waits less, as seconds

Answer = tuple[str, list[tuple[str, str]], bytes]


class Busy(Exception):
    """All threads are taken, or the one that was asked has not answered."""


class Apart:
    """A few threads, and a place at the door for those who wait for one.

    They are daemons: one that waits for a silent database does not hold the end of the process.
    """

    def __init__(self, threads: int = THREADS) -> None:
        self._threads, self._started = threads, 0
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._free = threading.Semaphore(threads)
        self._door = threading.Semaphore(WAITING)
        self._begun: dict[int, float] = {}

    def answer(self, app: "WSGIApplication", environ: "WSGIEnvironment") -> Answer:
        """Return the status, the headers and the whole body of an answer; raise `Busy`."""
        if not (self._free.acquire(blocking=False) or self._waited()):
            raise Busy
        if not self._enough():
            self._free.release()
            raise Busy
        asked: Future[Answer] = Future()
        self._begun[id(asked)] = time.monotonic()

        def job() -> None:
            try:
                asked.set_result(_answer(app, environ))
            except BaseException as error:  # it is raised where somebody waits for the answer
                asked.set_exception(error)
            finally:
                self._begun.pop(id(asked), None)
                self._free.release()

        self._jobs.put(job)
        try:
            return asked.result(environ.get(WAITS, LONGEST))
        except TimeoutError:
            raise Busy from None

    def _enough(self) -> bool:
        """Start a thread if one is missing; tell whether there is any, where the system has none.

        One too many does no harm: `_free` bounds the jobs.
        """
        if self._started < self._threads:
            try:
                threading.Thread(target=self._work, name="twin", daemon=True).start()
            except RuntimeError:  # such as a bound on the processes of a user
                return self._started > 0
            self._started += 1
        return True

    def _work(self) -> None:
        while True:
            self._jobs.get()()

    def _waited(self) -> bool:
        """Wait for a thread, unless all have been waiting themselves for long.

        One that is taken and has not begun, or is done and not yet free, waits for nothing.
        """
        begun = [*self._begun.values()]
        if len(begun) >= self._threads and time.monotonic() - max(begun) > PATIENCE:
            return False
        if not self._door.acquire(blocking=False):
            return False
        try:
            return self._free.acquire(timeout=PATIENCE)
        finally:
            self._door.release()


def _answer(app: "WSGIApplication", environ: "WSGIEnvironment") -> Answer:
    started: list[Any] = []
    written: list[bytes] = []

    def start_response(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
        started[:] = status, headers
        return written.append

    parts: Iterable[bytes] = app(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return started[0], started[1], b"".join(written) + body
