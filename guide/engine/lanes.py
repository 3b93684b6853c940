"""Numbers side by side in one integer, so that adding them to others is one addition."""

import functools
import struct
from collections.abc import Callable, Iterable

Lanes = int
WIDTH = 64  # bits of a lane


def packed(numbers: Iterable[int]) -> Lanes:
    """Return whole numbers from 0 up, the first in the lowest lane."""
    return sum(number << WIDTH * place for place, number in enumerate(numbers))


def unpacked(lanes: Lanes, count: int) -> tuple[int, ...]:
    """Return the numbers in `count` lanes."""
    return unpacking(count)(lanes)


@functools.cache
def unpacking(count: int) -> Callable[[Lanes], tuple[int, ...]]:
    """Return what takes the numbers out of `count` lanes, for where that is done often."""
    form = struct.Struct(f"<{count}Q")
    unpack, size = form.unpack, form.size
    return lambda lanes: unpack(lanes.to_bytes(size, "little"))
