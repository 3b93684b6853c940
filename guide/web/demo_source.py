"""The source of a demo as its page shows it: highlighted, with what only one twin has marked."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from guide.demos import anchors, structure
from guide.demos.anchors import Span
from guide.demos.catalogue import Demo
from guide.demos.twins import SHOWN, Twin


@dataclass(frozen=True)
class Version:
    """A twin's version of a file, highlighted, and how many lines of it the demo needs.

    A twin without the file has no code.
    """

    twin: Twin
    code: Markup | None
    lines: int


@dataclass(frozen=True)
class Source:
    """A file of a demo in each twin; `same` tells that all of them have it word for word."""

    name: str
    same: bool
    versions: tuple[Version, ...]


@cache
def sources(demo: Demo) -> tuple[Source, ...]:
    """Return the files of a demo, from those that are running."""
    if not demo.files:
        return ()
    names = dict.fromkeys(
        path.relative_to(twin.folder).as_posix()
        for twin in SHOWN
        for path in structure.files(twin, demo)
    )
    return tuple(_source(name, demo) for name in [*names, *demo.beside])


def _source(name: str, demo: Demo) -> Source:
    paths = [path if (path := twin.folder / name).exists() else None for twin in SHOWN]
    texts = [path.read_text(encoding="utf-8") if path else "" for path in paths]
    marked = _marked(texts) if all(paths) else [[] for _ in texts]
    versions = (
        Version(
            twin,
            _highlighted(path, text, lines, anchors.spans(twin, demo).get(name, ()))
            if path
            else None,
            structure.lines(path, demo) if path else 0,
        )
        for twin, path, text, lines in zip(SHOWN, paths, texts, marked, strict=True)
    )
    return Source(name, len(set(texts)) == 1, tuple(versions))


def _marked(texts: list[str]) -> list[list[int]]:
    """Return for each text the numbers of its lines that not all the others have."""
    split = [text.splitlines() for text in texts]
    shared = [set(range(len(lines))) for lines in split]
    for one in range(len(texts)):
        for other in range(one + 1, len(texts)):
            matcher = difflib.SequenceMatcher(None, split[one], split[other], autojunk=False)
            blocks = matcher.get_matching_blocks()
            shared[one] &= {block.a + n for block in blocks for n in range(block.size)}
            shared[other] &= {block.b + n for block in blocks for n in range(block.size)}
    return [
        [n + 1 for n, line in enumerate(lines) if n not in kept and line.strip()]
        for lines, kept in zip(split, shared, strict=True)
    ]


def _highlighted(path: Path, text: str, marked: list[int], spans: Sequence[Span]) -> Markup:
    lexer = get_lexer_by_name("html+django" if path.suffix == ".html" else "python")
    lines = highlight(text, lexer, HtmlFormatter(nowrap=True)).splitlines(keepends=True)
    for number in marked:
        lines[number - 1] = f'<span class="hll">{lines[number - 1]}</span>'
    for span in sorted(spans, key=lambda span: span.last - span.first):  # the outermost last
        lines[span.first - 1] = f'<span class="at" id="{span.anchor}">{lines[span.first - 1]}'
        lines[span.last - 1] += "</span>"
    return Markup("".join(lines))  # noqa: S704 - our own source
