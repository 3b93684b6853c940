"""Lines of a demo's files: highlighted, numbered, and the twins' functions side by side."""

import difflib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from guide.demos import aligned, charged, structure
from guide.demos.aligned import Part, Row
from guide.demos.catalogue import Demo
from guide.demos.twins import Twin

# tokens to which pages.css gives no hue of their own
PLAIN = re.compile(r'<span class="(?:n|p|w|o|fm|nb|se|sx|ne|py|vm|kt|nv|nx|cp|x)">([^<]*)</span>')
LEXERS = {".html": "html+django", ".js": "javascript"}  # others are Python
ALL = "all"  # stands for every twin in the anchors of a file that is the same in each


class Line(NamedTuple):
    """A line of a file, highlighted, with its number there and its anchor in the page.

    `marked` tells that not every twin has it in this place, `cut` that others were left out before.
    """

    number: int
    anchor: str
    code: Markup
    marked: bool
    cut: bool

    @property
    def tag(self) -> str:
        """The element that it is: what is marked is so for a screen reader as well."""
        return "mark" if self.marked else "span"


class Cell(NamedTuple):
    """What one twin has in a row; `tail` are the line breaks that follow in the file."""

    twin: Twin
    lines: tuple[Line, ...]
    tail: str


class Count(NamedTuple):
    """How many lines of code an excerpt has in a twin."""

    twin: Twin
    lines: int


class Excerpt(NamedTuple):
    """Lines of a file, row by row; `counts` has a row's cells in their order."""

    counts: tuple[Count, ...]
    rows: tuple[tuple[Cell, ...], ...]


def anchor(twin: Twin, name: str, number: int) -> str:
    """Return the anchor, in the page of a demo, of a line of one of its files, counted from 1."""
    whose = ALL if structure.is_same(twin, twin.folder / name) else twin.id
    return f"{whose}-{re.sub('[^a-z_]', '-', name)}-{number}"


class Column(NamedTuple):
    """A twin's version of a file: as text and highlighted, each line by line.

    `full` are the numbers of the lines that are not blank, `code` of those with code on them, and
    `used` of those that the demo needs. `place` is what the lines' anchors begin with.
    """

    twin: Twin
    place: str
    text: Sequence[str]
    html: Sequence[str]
    full: frozenset[int]
    code: frozenset[int]
    used: frozenset[int]


def highlighted(name: str, text: str) -> list[str]:
    """Return the lines of a file, or of a part of one, as HTML."""
    from pygments import highlight  # only here: most pages show no code
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name

    lexer = get_lexer_by_name(LEXERS.get(Path(name).suffix, "python"), stripnl=False)
    return PLAIN.sub(r"\1", highlight(text, lexer, HtmlFormatter(nowrap=True))).splitlines()


def column(twin: Twin, name: str, demo: Demo) -> Column:
    """Return a twin's version of a file of a demo."""
    path = twin.folder / name
    text = path.read_text(encoding="utf-8")
    full = frozenset(n for n, line in enumerate(text.splitlines(), 1) if line.strip())
    return Column(
        twin,
        anchor(twin, name, 0).removesuffix("0"),
        text.splitlines(),
        highlighted(name, text),
        full,
        charged.code(path),
        charged.kept(path, demo) & full,
    )


def rows(texts: Sequence[str], name: str) -> list[Row]:
    """Return which lines of these versions of a file stand beside each other."""
    if name.endswith(".py"):
        return aligned.rows(texts)
    return [tuple((Part("", range(1, len(text.splitlines()) + 1)),) for text in texts)]


def excerpt(
    columns: Sequence[Column], rows: Sequence[Row], chosen: Sequence[frozenset[int]]
) -> Excerpt:
    """Return the chosen lines of each column, in the rows in which they stand."""
    shown: list[tuple[Cell, ...]] = []
    last = [0] * len(columns)  # the number of the line shown before, in each column
    for row in rows:
        numbers = [[n for part in cell for n in part.lines] for cell in row]
        texts = [
            [column.text[n - 1] for n in each]
            for column, each in zip(columns, numbers, strict=True)
        ]
        cells = []
        for at, differing in enumerate(marked(texts)):
            marks = {numbers[at][place - 1] for place in differing} if len(columns) > 1 else set()
            cells.append(_cell(columns[at], numbers[at], chosen[at], marks, last[at]))
            last[at] = cells[at].lines[-1].number if cells[at].lines else last[at]
        if any(cell.lines for cell in cells):
            shown.append(tuple(cells))
    counts = (
        Count(column.twin, len(column.code & lines))
        for column, lines in zip(columns, chosen, strict=True)
    )
    return Excerpt(tuple(counts), tuple(shown))


def _cell(
    column: Column, numbers: Sequence[int], chosen: frozenset[int], marks: set[int], last: int
) -> Cell:
    full = [n for n in numbers if n in column.full]
    lines: list[Line] = []
    for n in _with_blanks(numbers, full, chosen):
        html = Markup(column.html[n - 1])  # noqa: S704 - our own source
        cut = bool(column.full & set(range(last + 1, n)))
        lines.append(Line(n, f"{column.place}{n}", html, n in marks, cut))
        last = n
    return Cell(column.twin, tuple(lines), "\n" * (numbers[-1] - full[-1]) if lines else "")


def _with_blanks(
    numbers: Sequence[int], full: Sequence[int], taken: frozenset[int]
) -> Iterator[int]:
    """Yield the lines taken, and the blank ones that stand between two of them."""
    for n in numbers:
        if n in taken:
            yield n
        elif n not in full:
            before = max((each for each in full if each < n), default=0)
            after = min((each for each in full if each > n), default=0)
            if before in taken and after in taken:
                yield n


def marked(texts: Sequence[Sequence[str]]) -> list[list[int]]:
    """Return for each text the numbers of its lines that not all the others have."""
    shared = [set(range(len(lines))) for lines in texts]
    for one in range(len(texts)):
        for other in range(one + 1, len(texts)):
            matcher = difflib.SequenceMatcher(None, texts[one], texts[other], autojunk=False)
            blocks = matcher.get_matching_blocks()
            shared[one] &= {block.a + n for block in blocks for n in range(block.size)}
            shared[other] &= {block.b + n for block in blocks for n in range(block.size)}
    return [
        [n + 1 for n, line in enumerate(lines) if n not in kept and line.strip()]
        for lines, kept in zip(texts, shared, strict=True)
    ]
