"""How much one address may ask for in a minute."""

import ipaddress
import math
import re
import threading
import time
from functools import cache

from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

_opening = threading.Lock()
_silent = {"until": 0.0}  # the clock's seconds before which Redis, which failed, is left alone

RATES = {"read": 240, "write": 60, "password": 20}
PAUSE = 10  # seconds in which a Redis that failed is not asked, so that not every request waits


def wait(address: str, kind: str, redis_url: str) -> int:
    """Count one request, and return the seconds to wait before it would be served: 0 for now.

    The count is kept in Redis, for all processes, or in each one's memory where there is no Redis
    (or none that answers: better a loose limit than no service).
    """
    address = network(address)
    rate = RateLimitItemPerMinute(RATES[kind], namespace=__package__ or "")
    if redis_url and (now := time.monotonic()) > _silent["until"]:
        if _silent["until"]:  # one request tries again; the others need not wait
            _silent["until"] = now + PAUSE
        try:
            seconds = _count(_limiter(redis_url), rate, address, kind)
        except StorageError:
            _silent["until"] = time.monotonic() + PAUSE
        else:
            _silent["until"] = 0.0
            return seconds
    return _count(_limiter("memory://"), rate, address, kind)


def _count(
    limiter: FixedWindowRateLimiter, rate: RateLimitItemPerMinute, address: str, kind: str
) -> int:
    if limiter.hit(rate, kind, address):
        return 0
    left = math.ceil(limiter.get_window_stats(rate, kind, address).reset_time - time.time())
    return min(max(1, left), 60)  # a clock may have been set back meanwhile


def network(address: str) -> str:
    """Return whom an address stands for: one IPv4 address, or the /64 of an IPv6 address.

    Some proxies add the port. Whoever has one address of a /64 has them all.
    """
    found = re.fullmatch(r"\[(.*)\](?::\d+)?|([^:]*):\d+", address)
    host = (found[1] or found[2]) if found else address
    try:
        known = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if known.version == 4:
        return str(known)
    mapped = known.ipv4_mapped
    return str(mapped or ipaddress.ip_network((known, 64), strict=False))


def _limiter(uri: str) -> FixedWindowRateLimiter:
    with _opening:  # `limits` imports its storage at this moment, which two threads may not do
        return _opened(uri)


@cache
def _opened(uri: str) -> FixedWindowRateLimiter:
    options = {} if uri == "memory://" else {"socket_timeout": 2, "socket_connect_timeout": 1}
    return FixedWindowRateLimiter(storage_from_string(uri, wrap_exceptions=True, **options))
