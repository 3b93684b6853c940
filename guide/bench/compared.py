"""Two runs of a kind beside each other: what is in both, what is in one, and how that is told."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Generic, Protocol, TypeVar

WIDTH = 100
Condition = tuple[str, str, str]  # a name, what it was before, and what it is after


class Judged(Protocol):
    """One comparison in two runs."""

    @property
    def beyond_noise(self) -> bool:
        """Whether chance and noise do not explain what changed."""


C = TypeVar("C", bound=Judged)
R = TypeVar("R")


@dataclass(frozen=True)
class Compared(Generic[R, C]):
    """What two runs have in common, and what is in only one of them.

    `conditions` are what the figures depend on, where they differ.
    """

    both: tuple[C, ...]
    only_before: tuple[R, ...]
    only_after: tuple[R, ...]
    conditions: tuple[Condition, ...]


def compared(
    before: Mapping[tuple[object, ...], R],
    after: Mapping[tuple[object, ...], R],
    change: Callable[[R, R], C],
    conditions: Iterable[Condition],
) -> Compared[R, C]:
    """Compare the rows of two runs by their keys."""
    return Compared(
        both=tuple(change(row, after[key]) for key, row in before.items() if key in after),
        only_before=tuple(row for key, row in before.items() if key not in after),
        only_after=tuple(row for key, row in after.items() if key not in before),
        conditions=tuple(each for each in conditions if each[1] != each[2]),
    )


def lines(
    found: Compared[R, C], name: Callable[[R], str], said: Callable[[C], Iterable[str]], what: str
) -> Iterator[str]:
    """Yield what is told, in lines of at most 100 characters; `what` are those in both."""
    for about, was, now in found.conditions:
        yield from wrapped(f"{about}: {was} → {now}")
    for change in found.both:
        if change.beyond_noise:
            yield from said(change)
    for rows, where in ((found.only_before, "first"), (found.only_after, "second")):
        for row in rows:
            yield from wrapped(f"only in the {where}: {name(row)}")
    changed = sum(change.beyond_noise for change in found.both)
    yield f"{changed} of {len(found.both)} {what} changed beyond their noise."


def wrapped(text: str) -> list[str]:
    """Return a text in lines, those after the first indented."""
    return wrap(text, WIDTH, subsequent_indent="  ")
