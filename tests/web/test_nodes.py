"""Nodes as HTML: every text escaped, every kind rendered."""

import dataclasses
import typing

from guide.telling import nodes
from guide.telling.nodes import Bar, Left, Link, Name, Node, Reason
from guide.telling.phrases import Phrases
from guide.web.fields import fields
from guide.web.nodes import Renderer, bar, bars, in_sections
from tests import short

BAD = "<b>&\"'"
BARS = (Bar(BAD, 0, 2.5, 1, BAD), Bar(BAD, None, None, 0, BAD))
LINE = (BAD, Link(BAD, "/a"), Name(BAD, 7), Name(BAD, None))
SOME: tuple[Node, ...] = (
    nodes.Heading(2, BAD),
    nodes.Text("lead", LINE),
    nodes.Items((LINE,)),
    nodes.Bars(10, BARS),
    nodes.Columns(((nodes.Bars(10, BARS),),)),
    nodes.Table(BAD, (BAD,), ((BAD, BAD),)),
    nodes.Reasons(
        (Reason("c0", BAD, "/b", "o0", 3, BARS, ((BAD, BAD), ("", BAD)), (Link(BAD, "/c"),)),)
    ),
    nodes.Open((Left("c0", BAD, "/b", 3),)),
)
SAY = Phrases()


def shown(*some: Node) -> str:
    node = Renderer(SAY, fields(short.of([(9, 3), (2, 4)]), SAY), lambda to: f"..{to}")
    return in_sections(node, [nodes.Section("x", some)])


def test_every_kind_is_rendered() -> None:
    """There is a renderer for each kind of node."""
    assert set(typing.get_args(Node)) == {type(node) for node in SOME}
    assert all(dataclasses.is_dataclass(node) and shown(node) for node in SOME)


def test_every_text_is_escaped() -> None:
    """What a guide says cannot become markup, wherever it stands."""
    html = shown(*SOME)

    assert BAD not in html
    assert html.count("&lt;b&gt;&amp;&#34;&#39;") == 31


def test_links_and_bars() -> None:
    """A link leads where the site is, and what is still open is drawn behind what is there."""
    html = shown(nodes.Text("", (Link("More", "/a"),)), nodes.Bars(10, BARS[:1]))

    assert '<a href="../a">More</a>' in html
    assert '<rect width="2.5" height="1"/><rect class="open" x="2.5" width="1" height="1"/>' in html


def test_of_many_the_best_few_come_first_and_others_on_demand() -> None:
    """Bars and lines alike; up to five stand as they are."""
    bars = tuple(Bar(f"Side {n}", n, n, 0, "") for n in range(7))
    html = shown(nodes.Bars(10, bars), nodes.Items((("a",),) * 6))
    first, _, rest = html.partition("<details><summary>2 more</summary>")

    assert first.count("<li>") == 5
    assert rest.partition("</details>")[0].count("<li>") == 2
    assert '<details><summary>1 more</summary><ul><li dir="auto">a</li></ul></details>' in rest
    assert "<details>" not in shown(nodes.Bars(10, bars[:5]))
    assert '<i class="m m6">' in rest


def test_a_template_draws_the_same_bars() -> None:
    """A bar alone, and all of a list, which the audit shows whole."""
    many = tuple(Bar(f"Side {n}", n or None, n, 0, "") for n in range(7))

    assert bar(0, 2.5, 10) in shown(nodes.Bars(10, (Bar(BAD, 0, 2.5, 0, BAD),)))
    assert bars(nodes.Bars(10, many[:5])) in shown(nodes.Bars(10, many[:5]))
    assert 7 == bars(nodes.Bars(10, many)).count("<li>") == bars(nodes.Bars(10, many)).count("<svg")
