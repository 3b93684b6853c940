"""The feature store in Redis, which all processes and hosts share."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .store import EACH, LIFETIME, MOST, Features, Full, Unavailable

PAUSE = 5  # seconds in which a Redis that was silent is not asked

# All of one put, in one step: KEYS are the entry, the visitor's keys and everybody's, by age.
PUT = """
local entry, own, all = KEYS[1], KEYS[2], KEYS[3]
local visitor, key, value, now = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local life, each, most, prefix = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8]
redis.call('ZREMRANGEBYSCORE', own, '-inf', now - life)
redis.call('ZREMRANGEBYSCORE', all, '-inf', now - life)
local new = not redis.call('ZSCORE', own, key)
if new and redis.call('ZCARD', own) >= each then return -1 end
redis.call('SET', entry, value, 'EX', life)
redis.call('ZADD', own, now, key)
redis.call('EXPIRE', own, life)
redis.call('ZADD', all, now, visitor .. '/' .. key)
redis.call('EXPIRE', all, life)
local spare = redis.call('ZCARD', all) - most
if spare > 0 then
  local oldest = redis.call('ZPOPMIN', all, spare)
  for i = 1, #oldest, 2 do
    local whose, which = string.match(oldest[i], '^([^/]*)/(.*)$')
    redis.call('DEL', prefix .. ':' .. oldest[i])
    redis.call('ZREM', prefix .. '-of:' .. whose, which)
  end
end
return new and 1 or 0
"""


class RedisStore:
    """Keeps each entry under ``visitor/key``; Redis drops it when its time has come."""

    def __init__(self, url: str) -> None:
        import redis

        self.error, self.silent, self.again = redis.RedisError, redis.TimeoutError, 0.0
        self.refused = redis.ResponseError  # read-only, full, or no right to write
        self.redis: Any = redis.Redis.from_url(
            url, decode_responses=True, socket_timeout=2, socket_connect_timeout=1
        )
        self.prefix = f"{__package__}:features"
        self.run: Any = self.redis.register_script(PUT)

    def moved(self) -> bool:
        """Tell that it is where it was: each command finds its server."""
        return False

    def takes(self) -> bool:
        """Tell whether it could keep something now; raise `Unavailable` if it does not answer."""
        with self._asking() as redis:
            try:
                redis.set(f"{self.prefix}:nobody/nothing", "", xx=True)  # only where it is there
            except self.refused:
                return False
        return True

    @contextmanager
    def _asking(self) -> Iterator[Any]:
        """Ask Redis; after a silence one request tries again, and the others need not wait."""
        if (now := time.monotonic()) < self.again:
            raise Unavailable("Redis")
        if self.again:
            self.again = now + PAUSE
        try:
            yield self.redis
            self.again = 0.0
        except self.error as error:
            if isinstance(error, self.silent):
                self.again = time.monotonic() + PAUSE
            raise Unavailable("Redis") from error

    def get(self, visitor: str, key: str) -> Features | None:
        with self._asking() as redis:
            found = redis.get(f"{self.prefix}:{visitor}/{key}")
        return json.loads(found) if found else None

    def put(self, visitor: str, key: str, features: Features) -> bool:
        """Keep an entry, and return whether it is a new one. Raises `Full`."""
        names = (f"{self.prefix}:{visitor}/{key}", *self._keys(visitor))
        limits = (time.time(), LIFETIME, EACH, MOST, self.prefix)
        with self._asking():
            new = self.run(keys=names, args=(visitor, key, json.dumps(features), *limits))
        if new < 0:
            raise Full
        return bool(new)

    def delete(self, visitor: str, key: str) -> bool:
        """Drop an entry, and return whether there was one."""
        own, everybody = self._keys(visitor)
        with self._asking() as redis, redis.pipeline() as pipe:
            pipe.delete(f"{self.prefix}:{visitor}/{key}")
            pipe.zrem(own, key)
            pipe.zrem(everybody, f"{visitor}/{key}")
            return bool(pipe.execute()[0])

    def _keys(self, visitor: str) -> tuple[str, str]:
        return f"{self.prefix}-of:{visitor}", f"{self.prefix}-all"
