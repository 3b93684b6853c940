"""The lines of a twin's source to which an exchange leads: what answered, and what stopped it."""

from functools import cache
from typing import NamedTuple

from guide.demos import charged
from guide.demos.catalogue import Step
from guide.demos.twins import Twin


class Span(NamedTuple):
    """Lines of a file of a twin, from the first to the last one, which count from 1.

    `code` is what stands in a line that is one alone.
    """

    twin: Twin
    file: str
    first: int
    last: int
    code: str = ""


@cache
def made(twin: Twin, step: Step) -> Span | None:
    """Return the lines of the function that answers a step, with its decorators.

    Raises `LookupError` where the file has no such function.
    """
    if not step.made:
        return None
    file, _, name = step.made.partition(":")
    node, inside = None, charged.needed(twin.folder / file)
    for each in name.split("."):
        node = next((node for node in inside if each in charged.defines(node)), None)
        inside = getattr(node, "body", [])
    if node is None:
        raise LookupError(f"{twin.folder / file}: no such function (expected: {step.made})")
    return Span(twin, file, charged.first_line(node), node.end_lineno or node.lineno)


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
