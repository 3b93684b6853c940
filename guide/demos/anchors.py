"""The lines of a twin's source to which an exchange leads, and where a page has them."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from guide.demos import structure
from guide.demos.catalogue import Demo, Step
from guide.demos.twins import SHOWN, Twin


@dataclass(frozen=True)
class Span:
    """Lines of a file of a twin, from the first to the last one, which count from 1.

    `code` is what stands in a line that is one alone.
    """

    twin: Twin
    file: str
    first: int
    last: int
    code: str = ""

    @property
    def anchor(self) -> str:
        """The id of its first line in a page, as ``flask-forms.py-L33``."""
        return anchor(self.twin, self.file, self.first)


def anchor(twin: Twin, file: str, line: int) -> str:
    """Return the id of a line in a page; a file that is the same in all twins is there once."""
    shown = SHOWN[0] if structure.is_same(twin, twin.folder / file) else twin
    return f"{shown.id}-{file}-L{line}"


@cache
def made(twin: Twin, step: Step) -> Span | None:
    """Return the lines of the function that answers a step, with its decorators.

    Raises `LookupError` where the file has no such function.
    """
    if not step.made:
        return None
    file, _, name = step.made.partition(":")
    node, inside = None, structure.needed(twin.folder / file)
    for each in name.split("."):
        node = next((node for node in inside if each in _names(node)), None)
        inside = getattr(node, "body", [])
    if node is None:
        raise LookupError(f"{twin.folder / file}: no such function (expected: {step.made})")
    starts = [node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))]
    return Span(twin, file, min(starts), node.end_lineno or node.lineno)


def _names(node: ast.stmt) -> set[str]:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            return {node.name}
        case ast.Assign():
            return {target.id for target in node.targets if isinstance(target, ast.Name)}
    return set()


@cache
def stops(twin: Twin, step: Step) -> Span | None:
    """Return the line that stops an attack; None where the step is none.

    Raises `LookupError` where the file has no such line.
    """
    wanted = step.stops.get(twin.id)
    if wanted is None:
        return None
    lines = (twin.folder / wanted.file).read_text(encoding="utf-8").splitlines()
    found = [number for number, line in enumerate(lines, 1) if wanted.line in line]
    if not found:
        raise LookupError(f"{twin.folder / wanted.file}: no line with '{wanted.line}'")
    return Span(twin, wanted.file, found[-1], found[-1], wanted.line)


def spans(twin: Twin, demo: Demo) -> Mapping[str, tuple[Span, ...]]:
    """Return by file the lines that the exchanges of a demo lead to, each first line once."""
    found: dict[str, dict[int, Span]] = {}
    for span in sorted(_all(twin, demo), key=lambda span: span.last):
        found.setdefault(span.file, {})[span.first] = span
    return {file: tuple(each.values()) for file, each in found.items()}


def _all(twin: Twin, demo: Demo) -> Iterator[Span]:
    for step in demo.steps:
        for span in (made(twin, step), stops(twin, step)):
            if span:
                yield span
