"""A tree of nodes as HTML: one function for each kind of node in `telling/nodes.py`.

Put together without templates, for a page has hundreds of parts. `static/nodes.js` makes the same.
"""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import markupsafe
from markupsafe import Markup

from guide.telling.nodes import (
    FEW,
    Bar,
    Bars,
    Columns,
    Heading,
    Items,
    Left,
    Line,
    Link,
    Name,
    Node,
    Open,
    Reason,
    Reasons,
    Section,
    Table,
    Text,
)
from guide.telling.phrases import Phrases
from guide.web.fields import Field

MOST = 4096  # reasons that are kept: the same one stands on thousands of results
TEXTS = 1024  # texts that are kept escaped: most are the guide's own


@functools.lru_cache(TEXTS)
def escape(text: str) -> str:
    """Return a text as it stands in HTML, as a plain string: it is put together much faster."""
    return str(markupsafe.escape(text))


def renderer(
    say: Phrases, controls: Mapping[str, Field], link: Callable[[str], str]
) -> Callable[[Node], str]:
    """Return what renders a node; `link` makes an address of a path of the site."""
    colon = escape(say("why.colon"))

    def anchor(to: str, text: str) -> str:
        return f'<a href="{escape(link(to))}">{escape(text)}</a>'

    def span(it: str | Link | Name) -> str:
        if isinstance(it, str):
            return escape(it)
        return _name(it.name, it.hue) if isinstance(it, Name) else anchor(it.to, it.text)

    def line(spans: Line) -> str:
        return "".join(map(span, spans))

    def text(it: Text) -> str:
        style = f' class="{it.style}"' if it.style else ""
        return f'<p{style} dir="auto">{line(it.line)}</p>'

    def items(it: Items) -> str:
        return folded([f'<li dir="auto">{line(one)}</li>' for one in it.lines], "<ul>", "</ul>")

    def folded(parts: Sequence[str], start: str = "", end: str = "") -> str:
        """Show the first few parts, and others on demand."""
        few = f"{start}{''.join(parts[:FEW])}{end}"
        if len(parts) <= FEW:
            return few
        more = escape(say("result.more", n=len(parts) - FEW))
        rest = f"{start}{''.join(parts[FEW:])}{end}"
        return f"<div>{few}<details><summary>{more}</summary>{rest}</details></div>"

    def bars(it: Bars) -> str:
        return drawn(it.bars, it.top)

    def drawn(rows: Iterable[Bar], top: int) -> str:
        return folded(_rows(rows, top), '<ul class="fits">', "</ul>")

    def columns(it: Columns) -> str:
        made = [f"<div>{''.join(map(node, column))}</div>" for column in it.columns]
        return f'<div class="columns">{"".join(made)}</div>'

    @functools.lru_cache(MOST)
    def reason(row: Reason) -> str:
        heading = f'<h3 dir="auto">{anchor(row.to, row.title)}</h3>'
        fields = controls[row.criterion](row.option, row.importance)
        choice = f'<p class="choice" dir="auto">{fields}</p>'
        because = [
            f'<p dir="auto">{f"<b>{escape(names)}{colon}</b>" if names else ""}{escape(why)}</p>'
            for names, why in row.because
        ]
        gains = f'<div class="gains">{drawn(row.bars, 50)}{folded(because)}</div>'
        demos = "".join([f" {anchor(run.to, run.text)}" for run in row.runs])
        told = escape(say("why.runs"))
        runs = f'<p class="small runs" dir="auto">{told}{demos}</p>' if demos else ""
        return f'<li id="q-{row.criterion}">{heading}{choice}{gains}{runs}</li>'

    @functools.lru_cache(MOST)
    def left(row: Left) -> str:
        choice = f'<span class="choice">{controls[row.criterion]("", row.importance)}</span>'
        return f'<li id="q-{row.criterion}" dir="auto">{anchor(row.to, row.ask)} {choice}</li>'

    def reasons(it: Reasons) -> str:
        return f'<ol class="why">{"".join(map(reason, it.rows))}</ol>'

    def still_open(it: Open) -> str:
        return f'<ul class="open">{"".join(map(left, it.rows))}</ul>'

    kinds: dict[type, Callable[[Any], str]] = {
        Heading: _heading,
        Text: text,
        Items: items,
        Bars: bars,
        Columns: columns,
        Table: _table,
        Reasons: reasons,
        Open: still_open,
    }

    def node(it: Node) -> str:
        return kinds[type(it)](it)

    return node


def in_sections(node: Callable[[Node], str], some: Iterable[Section]) -> Markup:
    """Return sections with their nodes, one after the other, each under its name for links."""
    made = [
        f'<section class="s-{it.name}" id="s-{it.name}">{"".join(map(node, it.nodes))}</section>'
        for it in some
    ]
    return Markup("\n".join(made))  # noqa: S704 - all escaped


def _heading(it: Heading) -> str:
    return f'<h{it.level} dir="auto">{escape(it.text)}</h{it.level}>'


def _name(name: str, hue: int | None) -> str:
    mark = "even" if hue is None else f"m{hue}"
    return f'<span class="name" dir="auto"><i class="m {mark}"></i>{escape(name)}</span>'


def _rows(rows: Iterable[Bar], top: int) -> list[str]:
    return [
        f'<li>{_name(bar.name, bar.hue)}<span class="fit">{escape(bar.said)}</span>'
        f"{_drawn(bar, top)}</li>"
        for bar in rows
    ]


def _drawn(bar: Bar, top: int) -> str:
    """Return what is there, and outlined behind it what is still open."""
    if bar.solid is None:
        return ""
    still = f'<rect class="open" x="{bar.solid}" width="{bar.open}" height="1"/>'
    return (
        f'<svg class="bar {"even" if bar.hue is None else f"h{bar.hue}"}" viewBox="0 0 {top} 1" '
        f'preserveAspectRatio="none" aria-hidden="true"><rect width="{bar.solid}" height="1"/>'
        f"{still if bar.open else ''}</svg>"
    )


def _cell(text: str) -> str:
    return f'<td dir="auto">{escape(text)}</td>'


def _table(it: Table) -> str:
    heads = "".join([f'<th scope="col" dir="auto">{escape(head)}</th>' for head in it.heads])
    rows = [
        f'<tr><th scope="row" dir="auto">{escape(head)}</th>{"".join(map(_cell, cells))}</tr>'
        for head, *cells in it.rows
    ]
    return (
        f'<div class="scroll" role="group" tabindex="0" aria-label="{escape(it.label)}"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
