"""Twins' versions of a file beside each other: cut into functions, and these paired by name."""

import ast
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from guide.demos.charged import defines, first_line, parsed

IMPORTS, VALUES = "imports", "values"  # the names of parts that define no function or class


class Part(NamedTuple):
    """A piece of a file: what it defines, and its lines, those between it and the next among them.

    A class and each of its methods are parts of their own.
    """

    name: str
    lines: range


Row = tuple[tuple[Part, ...], ...]


def rows(texts: Sequence[str]) -> list[Row]:
    """Return the parts of several versions of a module, row by row: in each, those of one name.

    What stands between two such rows and has no namesake is a row, too: what each has in this
    place, or nothing. Every line of every version is in one part.
    """
    own = [_functions(text) for text in texts]
    columns = [
        parts(text, frozenset().union(*own[:at], *own[at + 1 :])) for at, text in enumerate(texts)
    ]
    found: list[Row] = [((part,),) for part in columns[0]]
    for number, column in enumerate(columns[1:], 1):
        names = [_name(row) for row in found]
        matcher = SequenceMatcher(None, names, [part.name for part in column], autojunk=False)
        merged: list[Row] = []
        for same, start, end, begin, stop in matcher.get_opcodes():
            if same == "equal":
                merged += [
                    (*row, (part,))
                    for row, part in zip(found[start:end], column[begin:stop], strict=True)
                ]
            else:
                merged += _unpaired(found[start:end], column[begin:stop], number)
        found = merged
    return found


def _unpaired(before: Sequence[Row], column: Sequence[Part], columns: int) -> Iterator[Row]:
    """Yield what has no namesake: one row, where both sides have something in this place."""
    if before and column:
        yield (*(sum((row[at] for row in before), ()) for at in range(columns)), tuple(column))
    else:
        yield from ((*row, ()) for row in before)
        yield from ((*((),) * columns, (part,)) for part in column)


def _name(row: Row) -> str:
    return next(cell[0].name for cell in row if cell)


def parts(text: str, elsewhere: Collection[str] = ()) -> list[Part]:
    """Cut a module into its functions, classes, methods, and what stands between them.

    A value whose name is a function's in another version (`elsewhere`) is a part, too.
    """
    starts: list[tuple[str, int]] = []
    for node in parsed(text).body:
        name = next(iter(defines(node)), "")
        match node:
            case ast.ClassDef():
                starts.append((name, first_line(node)))
                starts += [
                    (f"{name}.{each.name}", first_line(each))
                    for each in node.body
                    if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
                ]
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                starts.append((name, first_line(node)))
            case ast.Assign() | ast.AnnAssign() if name in elsewhere:
                starts.append((name, first_line(node)))
            case ast.Import() | ast.ImportFrom():
                starts += _group(starts, IMPORTS, node)
            case _:
                starts += _group(starts, VALUES if starts else IMPORTS, node)
    return _between(starts, text.splitlines())


def _group(starts: Sequence[tuple[str, int]], name: str, node: ast.stmt) -> list[tuple[str, int]]:
    """Begin a group of statements, unless this one goes on with the last."""
    return [] if starts and starts[-1][0] == name else [(name, first_line(node))]


def _between(starts: Sequence[tuple[str, int]], lines: Sequence[str]) -> list[Part]:
    firsts = []
    for _, first in starts:
        while first > 1 and lines[first - 2].lstrip().startswith("#"):
            first -= 1
        firsts.append(first)
    ends = [*firsts[1:], len(lines) + 1]
    firsts[:1] = [1]
    return [
        Part(name, range(first, end))
        for (name, _), first, end in zip(starts, firsts, ends, strict=True)
    ]


def _functions(text: str) -> set[str]:
    return {
        node.name
        for node in parsed(text).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
