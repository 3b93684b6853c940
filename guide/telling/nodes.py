"""What a page is made of: a few kinds of plain, frozen nodes.

Each kind has one renderer in `web/nodes.py` and one in `static/nodes.js`. A line of
text is a tuple of spans: text, a link, or the name of an alternative with its mark. The target of a
link is a path of the site that starts with a slash, a query, a fragment, or an address outside.
"""

import dataclasses
from itertools import chain
from typing import NamedTuple

# of alternatives, reasons and lines: so many are shown at once, and of more the best come first
FEW = 5
MANY = 50  # alternatives that each reason shows: with more a page would have no end


class Link(NamedTuple):
    """Text that leads somewhere."""

    text: str
    to: str


class Name(NamedTuple):
    """An alternative's name; `hue` is its place in the guide, None for a tie."""

    name: str
    hue: int | None


Span = str | Link | Name
Line = tuple[Span, ...]


def filled(woven: tuple[Span | None, ...], some: Line) -> Line:
    """Return a phrase in pieces, with `some` in the place of None."""
    return tuple(chain.from_iterable(some if piece is None else (piece,) for piece in woven))


class Bar(NamedTuple):
    """One bar: `solid` and, behind it, `open`, of the whole; None where nothing is drawn."""

    name: str
    hue: int | None
    solid: int | float | None
    open: int
    said: str


class Reason(NamedTuple):
    """An answer with what it gives each side, and why; `because` names nobody where it is one.

    `to` leads to the criterion's page; `runs` to the demos that show it.
    """

    criterion: str
    title: str
    to: str
    option: str
    importance: int
    bars: tuple[Bar, ...]
    because: tuple[tuple[str, str], ...]
    runs: tuple[Link, ...]


class Left(NamedTuple):
    """A question without an answer, with its controls."""

    criterion: str
    ask: str
    to: str
    importance: int


@dataclasses.dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3."""

    level: int
    text: str


@dataclasses.dataclass(frozen=True)
class Text:
    """A paragraph; its style is one of "", "lead", "small", "screen" (not in print)."""

    style: str
    line: Line


@dataclasses.dataclass(frozen=True)
class Items:
    """A list of lines."""

    lines: tuple[Line, ...]


@dataclasses.dataclass(frozen=True)
class Bars:
    """Bars on one scale from 0 to `top`."""

    top: int
    bars: tuple[Bar, ...]


@dataclasses.dataclass(frozen=True)
class Columns:
    """Groups of nodes side by side, where there is room."""

    columns: tuple[tuple["Node", ...], ...]


@dataclasses.dataclass(frozen=True)
class Table:
    """A table whose first column heads the rows."""

    label: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclasses.dataclass(frozen=True)
class Reasons:
    """Answers with their controls."""

    rows: tuple[Reason, ...]


@dataclasses.dataclass(frozen=True)
class Open:
    """Questions without an answer, with their controls."""

    rows: tuple[Left, ...]


Node = Heading | Text | Items | Bars | Columns | Table | Reasons | Open


@dataclasses.dataclass(frozen=True)
class Section:
    """Nodes that belong together, under a name that the styles know."""

    name: str
    nodes: tuple[Node, ...]
