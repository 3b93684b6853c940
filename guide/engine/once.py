"""What only a guide decides, computed once for it and kept with it."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from guide.engine.model import Guide

MOST_KEPT = 4096  # of what is computed once for each option and importance

Found = TypeVar("Found")
Given = ParamSpec("Given")


def once(compute: Callable[[Guide], Found]) -> Callable[[Guide], Found]:
    """Make a function of a guide compute once for each guide, which keeps what was found."""

    @functools.wraps(compute)
    def kept(guide: Guide) -> Found:
        if compute not in guide._once:
            guide._once[compute] = compute(guide)
        found: Found = guide._once[compute]
        return found

    return kept


def once_each(
    compute: Callable[Concatenate[Guide, Given], Found],
) -> Callable[Concatenate[Guide, Given], Found]:
    """Make a function of a guide and a few small values compute once for each of them.

    A guide keeps the last `MOST_KEPT` that were found, so that no answers of strangers fill it up.
    """

    @functools.wraps(compute)
    def kept(guide: Guide, /, *given: Given.args, **named: Given.kwargs) -> Found:
        if compute not in guide._once:
            each = functools.partial(compute, guide)
            guide._once[compute] = functools.lru_cache(MOST_KEPT)(each)
        found: Found = guide._once[compute](*given, **named)
        return found

    return kept
