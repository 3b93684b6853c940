#: file if redis
"""Redis, by its own client. Without `REDIS_URL` nothing is kept."""

import json
import os
from typing import Any

from redis import Redis

# a silent Redis may not hold up a prediction for long
TIMEOUTS = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}  # seconds

url = os.environ.get("REDIS_URL")
client = Redis.from_url(url, **TIMEOUTS) if url else None


def get(key: str) -> Any:
    """Return what is kept there, or None."""
    kept = client.get(key) if client else None
    return json.loads(kept) if kept else None


def put(key: str, value: Any, seconds: int) -> None:
    """Keep a value for so long."""
    if client:
        client.set(key, json.dumps(value), ex=seconds)
