#: file if redis
"""The cache `answers` of the settings: Redis. Without `REDIS_URL` nothing is kept."""

import json
from typing import Any

from django.core.cache import caches


class Json:
    """How values lie in Redis; Django's own way, pickle, could run code when it reads them."""

    def dumps(self, value: Any) -> bytes:
        return json.dumps(value).encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(data)


def get(key: str) -> Any:
    """Return what is kept there, or None."""
    return caches["answers"].get(key)


def put(key: str, value: Any, seconds: int) -> None:
    """Keep a value for so long."""
    caches["answers"].set(key, value, seconds)
