"""Numbers side by side in one integer, so that adding them to others is one addition."""

import functools
import struct
from collections.abc import Callable, Iterable

Lanes = int
TOTAL, COUNT = "Q", "H"  # lanes of 64 bits for totals, of 16 bits for numbers of vetoes


def packed(numbers: Iterable[int], kind: str) -> int:
    """Return whole numbers from 0 up, the first in the lowest lane."""
    width = 8 * struct.calcsize(f"<{kind}")
    return sum(number << width * place for place, number in enumerate(numbers))


def unpacked(lanes: int, count: int, kind: str) -> tuple[int, ...]:
    """Return the numbers in `count` lanes."""
    return unpacking(count, kind)(lanes)


@functools.cache
def unpacking(count: int, kind: str) -> Callable[[int], tuple[int, ...]]:
    """Return what takes the numbers out of `count` lanes, for where that is done often."""
    form = struct.Struct(f"<{count}{kind}")
    unpack, size = form.unpack, form.size
    return lambda lanes: unpack(lanes.to_bytes(size, "little"))
