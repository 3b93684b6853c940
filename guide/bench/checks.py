"""What a file of figures is refused for, and when a generator of load was too busy to say much."""

import math
from collections.abc import Iterable
from typing import Protocol

BUSIEST = 0.8  # of a core: above this the generator, not the server, may be what is measured


class _Side(Protocol):
    @property
    def alternative(self) -> str: ...


class _Row(Protocol):
    @property
    def left(self) -> _Side: ...
    @property
    def right(self) -> _Side: ...
    @property
    def key(self) -> tuple[object, ...]: ...


def same(name: str, given: float, found: float, tolerance: float = 1e-3) -> None:
    """Raise `ValueError` where a figure is not the one that was found again."""
    if not math.isclose(given, found, rel_tol=tolerance, abs_tol=1e-9):
        raise ValueError(f"{name} is {given:g}, but its blocks give {found:.4g}")


def compared(rows: Iterable[_Row], noise: Iterable[_Row] = ()) -> None:
    """Raise `ValueError` where a comparison is there twice, or rows compare different sides."""
    rows = list(rows)
    keys = [row.key for row in [*rows, *noise]]
    if len(set(keys)) < len(keys):
        raise ValueError("the same comparison is there twice")
    if len({(row.left.alternative, row.right.alternative) for row in rows}) > 1:
        raise ValueError("all rows must compare the same two alternatives")


def too_busy(busiest: float) -> str | None:
    """Say why nothing follows from blocks in which the generator used so much of its core."""
    if busiest <= BUSIEST:
        return None
    return f"the generator used {busiest:.0%} of its core, more than {BUSIEST:.0%}"


def generator(busiest: float, invalid: str | None, what: str) -> None:
    """Raise `ValueError` where `what` is not told to be invalid, and its generator was too busy."""
    if too_busy(busiest) and not invalid:
        raise ValueError(f"the generator was busier than {BUSIEST:.0%}, but the {what} is valid")
