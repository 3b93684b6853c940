"""An online feature store: the measurements that a visitor keeps under keys.

It is not relational: lmdb, a file of keys and values, or Redis. Both keep at most `EACH` keys a
visitor, `MOST` altogether (the oldest go first), and none longer than `LIFETIME`.
"""

import json
import time
from collections.abc import Iterator
from functools import cache
from typing import Any, Protocol

from . import instance

EACH = 50
MOST = 10_000
LIFETIME = 24 * 60 * 60

Features = dict[str, float]


class Unavailable(Exception):
    """The store does not answer."""


class Full(Exception):
    """The visitor keeps as many keys as they may."""


class Store(Protocol):
    """What the service asks of a feature store."""

    def get(self, visitor: str, key: str) -> Features | None: ...
    def put(self, visitor: str, key: str, features: Features) -> bool: ...
    def delete(self, visitor: str, key: str) -> bool: ...


class LmdbStore:
    """Keeps each entry under ``visitor/key``, beside the time it was written."""

    def __init__(self, path: str) -> None:
        import lmdb

        self.error = lmdb.Error
        try:
            self.env = lmdb.open(path, map_size=32 * 1024 * 1024, mode=0o600, max_readers=512)
        except lmdb.Error as error:
            raise Unavailable from error

    def get(self, visitor: str, key: str) -> Features | None:
        try:
            with self.env.begin() as txn:
                found = txn.get(f"{visitor}/{key}".encode())
        except self.error as error:
            raise Unavailable from error
        written, features = json.loads(found) if found else (0, None)
        return features if written > time.time() - LIFETIME else None

    def put(self, visitor: str, key: str, features: Features) -> bool:
        """Keep an entry, and return whether it is a new one. Raises `Full`."""
        name, prefix = f"{visitor}/{key}".encode(), f"{visitor}/".encode()
        try:
            with self.env.begin(write=True) as txn:
                self._sweep(txn)
                new = txn.get(name) is None
                if new and sum(1 for _ in _under(txn, prefix)) >= EACH:
                    raise Full
                txn.put(name, json.dumps([time.time(), features]).encode())
        except self.error as error:
            raise Unavailable from error
        return new

    def delete(self, visitor: str, key: str) -> bool:
        """Drop an entry, and return whether there was one."""
        try:
            with self.env.begin(write=True) as txn:
                return bool(txn.delete(f"{visitor}/{key}".encode()))
        except self.error as error:
            raise Unavailable from error

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


def _under(txn: Any, prefix: bytes) -> Iterator[bytes]:
    cursor = txn.cursor()
    cursor.set_range(prefix)
    for name in cursor.iternext(values=False):
        if not name.startswith(prefix):
            return
        yield name


class RedisStore:
    """Keeps each visitor's entries in a hash that Redis drops when its time has come."""

    def __init__(self, url: str) -> None:
        import redis

        self.error = redis.RedisError
        self.redis: Any = redis.Redis.from_url(
            url, decode_responses=True, socket_timeout=2, socket_connect_timeout=1
        )
        self.prefix = f"{__package__}:features"

    def get(self, visitor: str, key: str) -> Features | None:
        try:
            found = self.redis.hget(f"{self.prefix}:{visitor}", key)
        except self.error as error:
            raise Unavailable from error
        return json.loads(found) if found else None

    def put(self, visitor: str, key: str, features: Features) -> bool:
        """Keep an entry, and return whether it is a new one. Raises `Full`."""
        name = f"{self.prefix}:{visitor}"
        try:
            new = not self.redis.hexists(name, key)
            if new and self.redis.hlen(name) >= EACH:
                raise Full
            with self.redis.pipeline() as pipe:
                pipe.hset(name, key, json.dumps(features))
                pipe.expire(name, LIFETIME)
                pipe.zadd(f"{self.prefix}-visitors", {visitor: time.time()})
                pipe.expire(f"{self.prefix}-visitors", LIFETIME)
                pipe.execute()
            self._sweep()
        except self.error as error:
            raise Unavailable from error
        return new

    def delete(self, visitor: str, key: str) -> bool:
        """Drop an entry, and return whether there was one."""
        try:
            return bool(self.redis.hdel(f"{self.prefix}:{visitor}", key))
        except self.error as error:
            raise Unavailable from error

    def _sweep(self) -> None:
        visitors = f"{self.prefix}-visitors"
        self.redis.zremrangebyscore(visitors, 0, time.time() - LIFETIME)
        spare = self.redis.zcard(visitors) - MOST // EACH
        for visitor, _ in self.redis.zpopmin(visitors, spare) if spare > 0 else ():
            self.redis.delete(f"{self.prefix}:{visitor}")


@cache
def opened(redis_url: str) -> Store:
    """Return the store, opened once a process: Redis if it has an address, or else lmdb."""
    return RedisStore(redis_url) if redis_url else LmdbStore(str(instance.folder() / "features"))
