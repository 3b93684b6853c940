"""How much one address may ask for in a minute."""

import math
import time
from functools import cache

from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

RATES = {"read": 240, "write": 60, "password": 20}


def wait(address: str, kind: str, redis_url: str) -> int:
    """Count one request, and return the seconds to wait before it would be served: 0 for now.

    The count is kept in Redis, for all processes, or in each one's memory where there is no Redis
    (or none that answers: better a loose limit than no service).
    """
    rate = RateLimitItemPerMinute(RATES[kind], namespace=__package__ or "")
    try:
        return _count(_limiter(redis_url or "memory://"), rate, address, kind)
    except StorageError:
        return _count(_limiter("memory://"), rate, address, kind)


def _count(
    limiter: FixedWindowRateLimiter, rate: RateLimitItemPerMinute, address: str, kind: str
) -> int:
    if limiter.hit(rate, kind, address):
        return 0
    return max(1, math.ceil(limiter.get_window_stats(rate, kind, address).reset_time - time.time()))


@cache
def _limiter(uri: str) -> FixedWindowRateLimiter:
    options = {} if uri == "memory://" else {"socket_timeout": 2, "socket_connect_timeout": 1}
    return FixedWindowRateLimiter(storage_from_string(uri, wrap_exceptions=True, **options))
