"""The line filter: a file with marks and the names that are on, in; the file without them, out.

A mark is a line of its own, in a comment of the file's language: `#:`, `<!--: … -->`, `/*: … */`.

    #: file if admin or not login      first line: the whole file
    #: if pages and not spa            the lines up to `end`, or up to `else`
    #: else
    #: end

`or` binds weakest, blocks do not nest, and nothing is ever substituted. `static/starter.js` holds
the same filter.
"""

import functools
import re
from collections.abc import Collection, Iterator

_MARK = re.compile(r"\s*(?:#:|<!--:|/\*:)(.*?)(?:-->|\*/)?\s*")
_WORDS = re.compile(r"(file if|if|else|end)(?: (.+))?")


def mark(line: str) -> str | None:
    """Return what a mark says, or None if the line is not one."""
    found = _MARK.fullmatch(line)
    return found[1].strip() if found else None


@functools.lru_cache(maxsize=256)  # the same files are filtered for one project after another
def _lines(text: str) -> list[tuple[str, str | None]]:
    return [(line, mark(line)) for line in text.split("\n")]


def holds(condition: str, on: Collection[str]) -> bool:
    """Tell whether a condition such as `a and not b or c` holds."""
    return any(
        all(
            (term.removeprefix("not ") in on) != term.startswith("not ")
            for term in either.split(" and ")
        )
        for either in condition.split(" or ")
    )


def keep(text: str, on: Collection[str]) -> str | None:
    """Return the text without its marks and what they leave out; None if they leave out the file.

    The marks must be right: see `mistakes`.
    """
    kept, shown = [], True
    for line, words in _lines(text):
        if words is None:
            if shown:
                kept.append(line)
        elif words.startswith("file if "):
            if not holds(words.removeprefix("file if "), on):
                return None
        elif words.startswith("if "):
            shown = holds(words.removeprefix("if "), on)
        else:
            shown = words == "end" or not shown
    return "\n".join(kept)


def names(condition: str) -> list[str]:
    """Return the names in a condition."""
    return [
        term.removeprefix("not ")
        for either in condition.split(" or ")
        for term in either.split(" and ")
    ]


def mistakes(text: str, known: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the marks of a file, each with its line, from 1."""
    opened, branch = 0, False
    for number, line in enumerate(text.split("\n"), 1):
        words = mark(line)
        if words is None:
            continue
        found = _WORDS.fullmatch(words)
        if not found or (found[2] is None) != (found[1] in ("else", "end")):
            yield number, f"got the mark {words!r} (expected: file if …, if …, else or end)"
            continue
        for name in names(found[2]) if found[2] else ():
            if name not in known:
                yield number, f"unknown name {name!r} (expected: {', '.join(sorted(known))})"
        match found[1]:
            case "file if":
                if number > 1:
                    yield number, "'file if' stands here (expected: on the first line)"
            case "if":
                if opened:
                    yield number, f"a block in the block of line {opened} (expected: its end first)"
                opened, branch = number, False
            case "else":
                if not opened or branch:
                    yield number, "'else' stands here (expected: once, after an 'if')"
                branch = True
            case "end":
                if not opened:
                    yield number, "'end' stands here (expected: after an 'if')"
                opened = 0
    if opened:
        yield opened, "this block has no end (expected: a line with the mark 'end')"
