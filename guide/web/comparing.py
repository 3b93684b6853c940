"""The comparison: the alternatives side by side, every answer, every claim."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask

from guide.engine.claims import Source
from guide.engine.model import Guide
from guide.web import pieces
from guide.web.criteria import OptionView, options, to_criterion
from guide.web.given import given
from guide.web.links import Link, the_site
from guide.web.pieces import ClaimView, PointView
from guide.web.places import Pages
from guide.web.render import render
from guide.web.state import state
from guide.web.texts import Body, render_body

blueprint = Pages("comparing", __name__)


@dataclass(frozen=True)
class Side:
    """An alternative, with what speaks for it and against it."""

    id: str
    summary: str
    documentation: Link | None
    advantages_title: str
    advantages: Sequence[PointView]
    drawbacks_title: str
    drawbacks: Sequence[PointView]


@dataclass(frozen=True)
class Answers:
    """A criterion in the table of all answers."""

    criterion: Link
    importance: int
    options: Sequence[OptionView]


@dataclass(frozen=True)
class Compare:
    """The whole comparison; `columns` is the number of the table's.

    `shape` tells how many they are: few stand beside each other, many scroll in a box of their
    own, and can be left out.
    """

    title: str
    description: str
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
    guide, page, say = the_site().guide, the_site().page("compare"), state().say
    chosen = given().answers.options
    return render(
        "compare.html",
        Compare(
            title=page.title if page else say("compare.title"),
            description=page.summary if page else say("compare.summary"),
            body=render_body(page),
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
            shape=_shape(guide),
            many=_shape(guide) == "many",
            answers=[
                Answers(to_criterion(c), c.importance, options(guide, c, chosen.get(c.id, "")))
                for c in guide.criteria
            ],
            claims=pieces.claims(say, guide.claims, counts=True),
            source=guide.source,
        ),
    )


def _shape(guide: Guide) -> str:
    n = len(guide.alternatives)
    return "two" if n == 2 else "three" if n == 3 else "many"


def init_app(app: Flask) -> None:
    """Add this page."""
    app.register_blueprint(blueprint)
