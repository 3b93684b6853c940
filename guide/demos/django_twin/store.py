"""An online feature store: the measurements that a visitor keeps under keys.

It is not relational: lmdb, a file of keys and values, or Redis. Both keep at most `EACH` keys a
visitor, `MOST` altogether (the oldest go first), and none longer than `LIFETIME`.
"""

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from . import instance

EACH = 50
MOST = 10_000
LIFETIME = 24 * 60 * 60
HEAD = 2 * 4096  # bytes of an lmdb file in which nothing has been kept yet
TABLE = 64 * 1024  # bytes of the file in which lmdb notes who reads

Features = dict[str, float]


class Unavailable(Exception):
    """The store does not answer."""


class Full(Exception):
    """The visitor keeps as many keys as they may."""


class Store(Protocol):
    """What the service asks of a feature store."""

    def moved(self) -> bool: ...
    def takes(self) -> bool: ...
    def get(self, visitor: str, key: str) -> Features | None: ...
    def put(self, visitor: str, key: str, features: Features) -> bool: ...
    def delete(self, visitor: str, key: str) -> bool: ...


class LmdbStore:
    """Keeps each entry under ``visitor/key``, beside the time it was written."""

    def __init__(self, folder: Path) -> None:
        import lmdb

        self.error = lmdb.Error
        self.data = data = folder / "data.mdb"
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o700)  # one that lmdb itself has made could not be entered
            if data.exists() and data.stat().st_size < HEAD:  # a full disk cut off the first write
                data.unlink()
            _allot(folder / "lock.mdb")
            self.env = lmdb.open(
                os.fsencode(folder), map_size=32 * 1024 * 1024, mode=0o600, max_readers=512
            )
            self.file, self.page = instance.identity(data), self.env.stat()["psize"]
            self._check()
        except (lmdb.Error, OSError) as error:
            raise Unavailable(f"{folder}: {error}") from error

    def moved(self) -> bool:
        """Tell whether another file, or none, is where this one was opened."""
        return instance.identity(self.data) != self.file

    def takes(self) -> bool:
        """Tell whether it could keep something now; raise `Unavailable` if it does not answer."""
        self.get("nobody", "nothing")
        return instance.takes(self.data)

    def _check(self) -> None:
        """Raise `Unavailable` if the file was cut off.

        lmdb maps it: to read what is not there any more would end the process.
        """
        size = self.data.stat().st_size
        if size < HEAD or size < (self.env.info()["last_pgno"] + 1) * self.page:
            raise Unavailable(f"{self.data} is cut off: delete it")

    @contextmanager
    def _begin(self, *, write: bool = False) -> Iterator[Any]:
        with suppress(FileNotFoundError):  # what is open is whole; the next request opens another
            self._check()
        try:
            with self.env.begin(write=write) as txn:
                yield txn
        except self.error as error:
            raise Unavailable("lmdb") from error

    def get(self, visitor: str, key: str) -> Features | None:
        with self._begin() as txn:
            found = txn.get(f"{visitor}/{key}".encode())
        return _fresh(found)

    def put(self, visitor: str, key: str, features: Features) -> bool:
        """Keep an entry, and return whether it is a new one. Raises `Full`."""
        name, prefix = f"{visitor}/{key}".encode(), f"{visitor}/".encode()
        with self._begin(write=True) as txn:
            self._sweep(txn)
            new = _fresh(txn.get(name)) is None
            if new and sum(1 for value in _under(txn, prefix) if _fresh(value)) >= EACH:
                raise Full
            txn.put(name, json.dumps([time.time(), features]).encode())
        return new

    def delete(self, visitor: str, key: str) -> bool:
        """Drop an entry, and return whether there was one."""
        with self._begin(write=True) as txn:
            name = f"{visitor}/{key}".encode()
            there = _fresh(txn.get(name)) is not None
            txn.delete(name)
            return there

    def _sweep(self, txn: Any) -> None:
        entries = txn.stat()["entries"]
        swept = float(txn.get(b"swept") or 0)
        if entries < MOST and swept > time.time() - LIFETIME / 24:
            return
        found = [(json.loads(v)[0], k) for k, v in txn.cursor() if k != b"swept"]
        oldest = sorted(found)[: max(0, len(found) - MOST + 1)]
        expired = [entry for entry in found if entry[0] <= time.time() - LIFETIME]
        for _, name in {*oldest, *expired}:
            txn.delete(name)
        txn.put(b"swept", str(time.time()).encode())


def _allot(path: Path) -> None:
    """Have the disk hold the whole file before lmdb maps it.

    A hole in it that a full disk cannot fill would end the process at the first touch.
    """
    with instance.lock("features"), path.open("ab") as file:
        path.chmod(0o600)
        file.write(bytes(max(0, TABLE - path.stat().st_size)))


def _fresh(found: bytes | None) -> Features | None:
    """Return what was kept; None where there is nothing, or it is older than it may get."""
    written, features = json.loads(found) if found else (0, None)
    return features if written > time.time() - LIFETIME else None


def _under(txn: Any, prefix: bytes) -> Iterator[bytes]:
    cursor = txn.cursor()
    cursor.set_range(prefix)
    for name, value in cursor:
        if not name.startswith(prefix):
            return
        yield value


_opening = threading.Lock()


def opened(redis_url: str) -> Store:
    """Return the store, opened once a process: Redis if it has an address, or else lmdb.

    An lmdb file is opened again where another is in its place.
    """
    with _opening:  # lmdb must not be opened twice, and the first visitors may come together
        if _opened(redis_url).moved():
            _opened.cache_clear()
        return _opened(redis_url)


@cache
def _opened(redis_url: str) -> Store:
    from .redis_store import RedisStore

    return RedisStore(redis_url) if redis_url else LmdbStore(instance.folder() / "features")
