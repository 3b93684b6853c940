"""What a PostgreSQL that is silent may cost: a few seconds, and then nothing for a while.

The server itself ends a statement that takes too long. One that is stopped ends nothing, while its
kernel still acknowledges what it is sent: only whoever waits can tell, and gives it up.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.errors import ConnectionTimeout

LONGEST = 5.0  # seconds without a word; more than the server lets a statement or a lock take
PAUSE = 5.0  # seconds in which a database that was silent is not asked

_silent = {"until": 0.0}  # the clock's seconds before which it is left alone


class Silent(psycopg.OperationalError):
    """The database has not said a word for too long."""


class Connection(psycopg.Connection[Any]):
    """A connection whose every wait has an end."""

    @classmethod
    def connect(cls, *args: Any, **options: Any) -> Self:
        """Connect; raise `Silent` at once while the database is left alone."""
        with _asking():
            return super().connect(*args, **options)

    def wait(self, gen: PQGen[RV], *args: Any, **options: Any) -> RV:
        """Wait for what was asked; if nothing comes, close the connection and raise `Silent`."""
        try:
            with _asking():
                return super().wait(_heard(gen), *args, **options)
        except Silent:
            self.close()
            raise


@contextmanager
def _asking() -> Iterator[None]:
    now = time.monotonic()
    if now < _silent["until"]:
        raise Silent("the database was silent and is left alone for a while")
    if _silent["until"]:  # one request tries again; the others need not wait
        _silent["until"] = now + PAUSE
    try:
        yield
    except (Silent, ConnectionTimeout):
        _silent["until"] = time.monotonic() + PAUSE
        raise
    except BaseException:
        _silent["until"] = 0.0
        raise
    _silent["until"] = 0.0


def _heard(gen: PQGen[RV]) -> PQGen[RV]:
    """Go on with `gen` as long as the database lets hear of itself; else raise `Silent`."""
    ready, last = None, time.monotonic()
    while True:
        try:
            wanted = gen.send(ready)  # type: ignore[arg-type]
        except StopIteration as done:
            return done.value
        ready = yield wanted
        if ready:
            last = time.monotonic()
        elif time.monotonic() - last > LONGEST:
            raise Silent(f"the database has been silent for {LONGEST:g} seconds")
