"""The comparison: the alternatives side by side, every answer, every claim."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from guide.engine.claims import Source
from guide.engine.model import Guide
from guide.web import pieces
from guide.web.criteria import OptionView, options, to_criterion
from guide.web.given import given
from guide.web.links import Link
from guide.web.pieces import ClaimView, PointView
from guide.web.places import Pages
from guide.web.reading import Heading
from guide.web.render import render
from guide.web.state import state
from guide.web.texts import Body, contents, listed, render_body

blueprint = Pages("comparing", __name__)


class Side(NamedTuple):
    """An alternative, with what speaks for it and against it."""

    id: str
    summary: str
    documentation: Link | None
    advantages_title: str
    advantages: Sequence[PointView]
    drawbacks_title: str
    drawbacks: Sequence[PointView]


class Answers(NamedTuple):
    """A criterion in the table of all answers."""

    criterion: Link
    importance: int
    options: Sequence[OptionView]


class Compare(NamedTuple):
    """The whole comparison; `columns` is the number of the table's.

    `shape` tells how many they are: few stand beside each other, many scroll in a box of their
    own, and can be left out.
    """

    title: str
    description: str
    contents: Markup
    body: Body
    sides: Sequence[Side]
    columns: int
    shape: str
    many: bool
    answers: Sequence[Answers]
    claims: Sequence[ClaimView]
    source: Source | None


@blueprint.page("/compare/", label="compare.label", order=2, kept=True, query=())
def compare() -> str:
    """The whole comparison side by side."""
    guide, page, say = state().site.guide, state().site.page("compare"), state().say
    chosen, body, shape = given().answers.options, render_body(page), _shape(guide)
    return render(
        "compare.html",
        Compare(
            title=page.title if page else say("compare.title"),
            description=page.summary if page else say("compare.summary"),
            contents=_contents(body, guide),
            body=body,
            sides=[
                Side(
                    a.id,
                    a.summary,
                    Link(a.url, say("compare.documentation", name=a.name)) if a.url else None,
                    say("compare.advantages", name=a.name),
                    pieces.points(say, a.advantages),
                    say("compare.drawbacks", name=a.name),
                    pieces.points(say, a.drawbacks),
                )
                for a in guide.alternatives
            ],
            columns=len(guide.alternatives) + 1,
            shape=shape,
            many=shape == "many",
            answers=[
                Answers(to_criterion(c), c.importance, options(say, guide, c, chosen.get(c.id, "")))
                for c in guide.criteria
            ],
            claims=pieces.claims(say, guide.claims, counts=True),
            source=guide.source,
        ),
    )


def _contents(body: Body, guide: Guide) -> Markup:
    """Return the headings of the page: those of its text, and what follows it."""
    names = ["sides", "fits", *["claims"] * bool(guide.claims), *["source"] * bool(guide.source)]
    say = state().say
    return listed(
        [*contents(body, 1), *(Heading(f"#{name}", say(f"compare.{name}")) for name in names)]
    )


def _shape(guide: Guide) -> str:
    n = len(guide.alternatives)
    return "two" if n == 2 else "three" if n == 3 else "many"
