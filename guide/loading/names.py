"""The ids of a guide in plain data, and how a mistake speaks of them."""

import difflib
import heapq
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from guide.loading.mistakes import Mistake, Where
from guide.loading.yamlfile import Document

MOST_NAMES = 20  # in one message
MOST_COMPARED = 500  # comparing takes time, and a broken file has any number of unknown names


def mappings(items: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the mappings of a list with their places; nothing of what is no list."""
    if isinstance(items, list):
        yield from ((i, item) for i, item in enumerate(items) if isinstance(item, dict))


def ids(items: Any) -> Iterator[str]:
    """Yield the ids of the mappings of a list."""
    for _, item in mappings(items):
        if isinstance(item.get("id"), str):
            yield item["id"]


def duplicates(document: Document, what: str, *lists: tuple[Where, Any]) -> Iterator[Mistake]:
    """Yield a mistake for each id that an earlier one has, in the same list or another."""
    first: set[str] = set()
    for where, items in lists:
        for index, item in mappings(items):
            name = item.get("id")
            if isinstance(name, str) and name in first:
                message = f"duplicate {what} '{name}' (expected: an id of its own)"
                yield document.mistake((*where, index, "id"), message)
            elif isinstance(name, str):
                first.add(name)


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Say that a name is unknown, which ones are known, and which was most likely meant."""
    known = list(known)
    shown = name if name.isprintable() else ascii(name)[1:-1]
    return f"unknown {what} '{shown[:60]}' (expected: {listed(known)}){hint(name, known)}"


def hint(name: str, known: Iterable[str]) -> str:
    """Ask whether the most alike of the known names was meant; nothing where none is alike.

    A letter of another script that only looks like the right one is named.
    """
    among = sorted(set(known))
    if len(among) > MOST_COMPARED:
        return ""
    near = difflib.get_close_matches(name[:60], among, n=1, cutoff=0.7)
    if not near or near[0] == name:
        return ""
    odd = next((each for each in name if not each.isascii() and each not in near[0]), "")
    called = f" ({odd!a} is {unicodedata.name(odd, 'no letter').lower()})" if odd else ""
    return f"; did you mean '{near[0]}'?{called}"


def listed(names: Iterable[str]) -> str:
    """Return names in order, the first of them where there are many."""
    known = set(names)
    shown = heapq.nsmallest(MOST_NAMES, known)
    more = f" and {len(known) - MOST_NAMES} more" if len(known) > MOST_NAMES else ""
    return ", ".join(shown) + more or "none is defined"
