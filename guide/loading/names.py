"""The ids of a guide in plain data, and how a mistake speaks of them."""

import heapq
from collections.abc import Iterable, Iterator
from typing import Any

from guide.loading.yamlfile import Document, Mistake, Where

MOST_NAMES = 20  # in one message


def mappings(items: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the mappings of a list with their places; nothing of what is no list."""
    if isinstance(items, list):
        yield from ((i, item) for i, item in enumerate(items) if isinstance(item, dict))


def ids(items: Any) -> Iterator[str]:
    """Yield the ids of the mappings of a list."""
    for _, item in mappings(items):
        if isinstance(item.get("id"), str):
            yield item["id"]


def duplicates(document: Document, where: Where, items: Any, what: str) -> Iterator[Mistake]:
    """Yield a mistake for each id that an earlier one has."""
    first: set[str] = set()
    for index, item in mappings(items):
        name = item.get("id")
        if isinstance(name, str) and name in first:
            message = f"duplicate {what} '{name}' (expected: an id of its own)"
            yield document.mistake((*where, index, "id"), message)
        elif isinstance(name, str):
            first.add(name)


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Say that a name is unknown, and which ones are known."""
    shown = name if name.isprintable() else ascii(name)[1:-1]
    return f"unknown {what} '{shown[:60]}' (expected: {listed(known)})"


def listed(names: Iterable[str]) -> str:
    """Return names in order, the first of them where there are many."""
    known = set(names)
    shown = heapq.nsmallest(MOST_NAMES, known)
    more = f" and {len(known) - MOST_NAMES} more" if len(known) > MOST_NAMES else ""
    return ", ".join(shown) + more or "none is defined"
