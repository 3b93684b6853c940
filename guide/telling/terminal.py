"""What the commands print for a reader: a decision and an audit, line by line."""

import unicodedata
from collections.abc import Iterator

from guide.engine import audit as audits
from guide.engine.decision import Decision
from guide.engine.model import Guide
from guide.telling.findings import lines
from guide.telling.nodes import (
    Bar,
    Bars,
    Columns,
    Heading,
    Items,
    Line,
    Link,
    Name,
    Node,
    Open,
    Reasons,
    Text,
)
from guide.telling.phrases import Phrases
from guide.telling.sections import sections
from guide.telling.verdict import names

WIDTH = 20  # of a bar that is full
NEAR = ("#", "?", "/criteria/")  # where links lead that a terminal does not need


def recommendation(say: Phrases, d: Decision) -> Iterator[str]:
    """Yield the lines of a decision: the same sections as on the page, without its controls."""
    for section in sections(say, d):
        for node in section.nodes:
            yield from _lines(d, say, node)


def _lines(d: Decision, say: Phrases, node: Node) -> Iterator[str]:
    colon = say("why.colon")
    match node:
        case Heading(level, text):
            yield from [text] if level == 1 else ["", text]
        case Text(style, line) if style != "screen":
            yield plain(line, colon)
        case Items(lines):
            yield from (f"  {plain(line, colon)}" for line in lines)
        case Bars(top, bars):
            yield from _bars(bars, top)
        case Columns(columns):
            for column in columns:
                for inner in column:
                    yield from _lines(d, say, inner)
        case Reasons(rows):
            for row in rows:
                label = d.guide.criterion(row.criterion).option(row.option).label
                weight = say("differ.importance", n=row.importance)
                yield from ["", f"{row.title}{colon}{label} ({weight})"]
                yield from _bars(row.bars, 10)
                yield from (
                    f"  {names}{colon if names else ''}{text}" for names, text in row.because
                )
        case Open(rows):
            for left in rows:
                options = (option.id for option in d.guide.criterion(left.criterion).options)
                yield f"  {left.criterion}={'|'.join(options)}"


def _bars(bars: tuple[Bar, ...], top: int) -> Iterator[str]:
    width = max(_columns(bar.name) for bar in bars)
    for bar in bars:
        solid = int((bar.solid or 0) * WIDTH // top)
        drawn = "█" * solid + "░" * (bar.open * WIDTH // top)
        yield f"  {_padded(bar.name, width)}  {drawn:{WIDTH}}  {bar.said}"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _columns(text))


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: an ideograph or an emoji takes two."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.category(letter) in ("Mn", "Cf") for letter in text)


def plain(line: Line, colon: str) -> str:
    """Return a line as text; links that lead away from the decision show their address."""
    return "".join(_span(span, colon) for span in line).strip()


def _span(span: str | Link | Name, colon: str) -> str:
    if isinstance(span, str):
        return span
    if isinstance(span, Name):
        return span.name
    return span.text if span.to.startswith(NEAR) else f"{span.text}{colon}{span.to}"


def audit(say: Phrases, guide: Guide, found: audits.Audit) -> Iterator[str]:
    """Yield the lines of an audit: who wins how often, what each question can do, the findings."""
    paths = say.whole(found.paths)
    yield (
        say("audit.paths.sampled", n=paths) if found.sampled else say.counted("audit.paths", paths)
    )
    called = names(guide)
    for share in found.shares:
        name = called.get(share.alternative or "", say("share.tie"))
        yield f"  {say.percent(share.share):>12}  {name}"
    if found.close is not None and guide.verdict.close:
        yield f"  {say.percent(found.close):>12}  {say('audit.close')}"
    for one in found.elsewhere:
        name = next(e.name for e in guide.elsewhere if e.id == one.id)
        if one.share is not None:
            yield f"  {say.percent(one.share):>12}  {say('audit.elsewhere', name=name)}"
    yield ""
    yield say("audit.swing")
    width = max(_columns(c.title) for c in guide.criteria)
    for row in sorted(found.criteria, key=lambda row: -row.swing):
        title = guide.criterion(row.criterion).title
        part = None if row.decides is None else say.percent(row.decides)
        settles = f"  {say('audit.settles', share=part)}" if part else ""
        yield f"  {_padded(title, width)} {say.number(row.swing):>3}{settles}"
    yield ""
    yield from lines(say, guide, found)
    if not found.findings:
        yield say("audit.none")
