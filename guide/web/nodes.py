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
FITS = '<ul class="fits" role="list">'  # WebKit takes one without marks for none unless told so
TEXTS = 1024  # texts that are kept escaped: most are the guide's own


@functools.lru_cache(TEXTS)
def escape(text: str) -> str:
    """Return a text as it stands in HTML, as a plain string: it is put together much faster."""
    return str(markupsafe.escape(text))


class Renderer:
    """Renders nodes of one site under one root; what it made of an answer is kept.

    `say` are the site's phrases, `controls` make the fields of each criterion, and `link` an
    address of a path of the site.
    """

    def __init__(
        self, say: Phrases, controls: Mapping[str, Field], link: Callable[[str], str]
    ) -> None:
        self._say, self._controls, self._link = say, controls, link
        self._colon = escape(say("why.colon"))
        self._reason = functools.lru_cache(MOST)(self._make_reason)
        self._left = functools.lru_cache(MOST)(self._make_left)
        self._kinds: dict[type, Callable[[Any], str]] = {
            Heading: _heading,
            Text: self._text,
            Items: self._items,
            Bars: self._bars,
            Columns: self._columns,
            Table: _table,
            Reasons: self._reasons,
            Open: self._open,
        }

    def __call__(self, node: Node) -> str:
        """Return a node as HTML."""
        return self._kinds[type(node)](node)

    def _anchor(self, to: str, text: str) -> str:
        return f'<a href="{escape(self._link(to))}">{escape(text)}</a>'

    def _span(self, it: str | Link | Name) -> str:
        if isinstance(it, str):
            return escape(it)
        return _name(it.name, it.hue) if isinstance(it, Name) else self._anchor(it.to, it.text)

    def _line(self, spans: Line) -> str:
        return "".join(map(self._span, spans))

    def _text(self, it: Text) -> str:
        style = f' class="{it.style}"' if it.style else ""
        return f'<p{style} dir="auto">{self._line(it.line)}</p>'

    def _items(self, it: Items) -> str:
        lines = [f'<li dir="auto">{self._line(line)}</li>' for line in it.lines]
        return self._folded(lines, "<ul>", "</ul>")

    def _folded(self, parts: Sequence[str], start: str = "", end: str = "") -> str:
        """Show the first few parts, and others on demand."""
        few = f"{start}{''.join(parts[:FEW])}{end}"
        if len(parts) <= FEW:
            return few
        more = escape(self._say("result.more", n=len(parts) - FEW))
        rest = f"{start}{''.join(parts[FEW:])}{end}"
        return f"<div>{few}<details><summary>{more}</summary>{rest}</details></div>"

    def _bars(self, it: Bars) -> str:
        return self._folded(_items_of(it), FITS, "</ul>")

    def _columns(self, it: Columns) -> str:
        made = [f"<div>{''.join(map(self, column))}</div>" for column in it.columns]
        return f'<div class="columns">{"".join(made)}</div>'

    def _reasons(self, it: Reasons) -> str:
        return f'<ol class="why">{"".join(map(self._reason, it.rows))}</ol>'

    def _make_reason(self, row: Reason) -> str:
        heading = f'<h3 dir="auto">{self._anchor(row.to, row.title)}</h3>'
        fields = self._controls[row.criterion](row.option, row.importance)
        choice = f'<p class="choice" dir="auto">{fields}</p>'
        because = [self._because(names, why) for names, why in row.because]
        gains = f"{self._bars(Bars(10, row.bars))}{self._folded(because)}"
        return (
            f'<li id="q-{row.criterion}">{heading}{choice}<div class="gains">{gains}</div>'
            f"{self._runs(row.runs)}</li>"
        )

    def _because(self, names: str, why: str) -> str:
        about = f"<b>{escape(names)}{self._colon}</b>" if names else ""
        return f'<p dir="auto">{about}{escape(why)}</p>'

    def _runs(self, runs: Sequence[Link]) -> str:
        if not runs:
            return ""
        demos = "".join([f" {self._anchor(run.to, run.text)}" for run in runs])
        return f'<p class="small runs" dir="auto">{escape(self._say("why.runs"))}{demos}</p>'

    def _open(self, it: Open) -> str:
        return f'<ul class="open">{"".join(map(self._left, it.rows))}</ul>'

    def _make_left(self, row: Left) -> str:
        asked = self._anchor(row.to, row.ask)
        choice = f'<span class="choice">{self._controls[row.criterion]("", row.importance)}</span>'
        return f'<li id="q-{row.criterion}" dir="auto">{asked} {choice}</li>'


def in_sections(node: Callable[[Node], str], some: Iterable[Section]) -> Markup:
    """Return sections with their nodes, one after the other, each under its name for links."""
    made = [
        f'<section class="s-{it.name}" id="s-{it.name}">{"".join(map(node, it.nodes))}</section>'
        for it in some
    ]
    return Markup("\n".join(made))  # noqa: S704 - all escaped


def bars(it: Bars) -> Markup:
    """Return all bars as a list, however many there are."""
    return Markup(f"{FITS}{''.join(_items_of(it))}</ul>")  # noqa: S704 - all escaped


def bar(hue: int | None, value: float, top: float) -> Markup:
    """Return a bar alone, for a template: its length is `value` of `top`."""
    return Markup(_drawn(hue, value, top))  # noqa: S704 - numbers alone


def _heading(it: Heading) -> str:
    return f'<h{it.level} dir="auto">{escape(it.text)}</h{it.level}>'


def _name(name: str, hue: int | None) -> str:
    mark = "even" if hue is None else f"m{hue}"
    return f'<span class="name" dir="auto"><i class="m {mark}"></i>{escape(name)}</span>'


def _items_of(it: Bars) -> list[str]:
    return [
        f'<li>{_name(bar.name, bar.hue)}<span class="fit">{escape(bar.said)}</span>'
        f"{'' if bar.solid is None else _drawn(bar.hue, bar.solid, it.top, bar.open)}</li>"
        for bar in it.bars
    ]


def _drawn(hue: int | None, solid: float, top: float, still: float = 0) -> str:
    """Return what is there, and outlined behind it what is still open."""
    rest = f'<rect class="open" x="{solid}" width="{still}" height="1"/>' if still else ""
    return (
        f'<svg class="bar {"even" if hue is None else f"h{hue}"}" viewBox="0 0 {top} 1" '
        f'preserveAspectRatio="none" aria-hidden="true"><rect width="{solid}" height="1"/>'
        f"{rest}</svg>"
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
