"""Numbers side by side in one integer, so that adding them to others is one addition."""

import functools
import struct
from collections.abc import Iterable

TOTAL, COUNT = "Q", "H"  # lanes of 64 bits for totals, of 16 bits for numbers of vetoes


def packed(numbers: Iterable[int], kind: str) -> int:
    """Return whole numbers from 0 up, the first in the lowest lane."""
    width = 8 * struct.calcsize(f"<{kind}")
    return sum(number << width * place for place, number in enumerate(numbers))


def unpacked(lanes: int, count: int, kind: str) -> tuple[int, ...]:
    """Return the numbers in `count` lanes."""
    form = _form(count, kind)
    found: tuple[int, ...] = form.unpack(lanes.to_bytes(form.size, "little"))
    return found


@functools.cache
def _form(count: int, kind: str) -> struct.Struct:
    return struct.Struct(f"<{count}{kind}")
