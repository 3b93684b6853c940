"""The page about the method: how the score works, and the guide's own audit."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from flask import current_app, make_response
from flask.wrappers import Response
from markupsafe import Markup

from guide.engine.audit import Audit
from guide.engine.model import Guide
from guide.telling import diagram, findings
from guide.telling.nodes import Bars
from guide.telling.phrases import Phrases
from guide.telling.verdict import share_bars
from guide.web.auditing import day_of_export
from guide.web.criteria import to_criterion
from guide.web.links import Link
from guide.web.nodes import bars
from guide.web.places import Pages
from guide.web.render import render
from guide.web.state import state
from guide.web.texts import Body, contents, listed, render_body

blueprint = Pages("method", __name__)

PATIENCE = 0.2  # seconds that the page waits for the audit: most take less, and nobody feels it
WIDEST = 75  # percent of its cell that the longest bar takes


class Beam(NamedTuple):
    """A bar of the picture: `width` is in percent of its cell; the first of two grows leftwards."""

    hue: int
    width: str
    points: str
    left: bool


class Row(NamedTuple):
    """How much one question can move; `settles` is "" where it is not known."""

    criterion: Link
    beams: Sequence[Beam]
    settles: str


class AuditView(NamedTuple):
    """The audit as the page shows it: `sampled` tells that its shares are estimates.

    `made` says of which day it is, "" where it is today's. `elsewhere` says how often each
    destination is shown.
    """

    shares: Markup
    sampled: bool
    made: str
    paths: str
    close: str
    elsewhere: Sequence[str]
    rows: Sequence[Row]
    findings: Sequence[str]


class Method(NamedTuple):
    """How the score works. `audit` is None while it is still being made; `two` means two sides.

    `below` is that the page's text does not say where the audit stands: it follows the text.
    """

    title: str
    description: str
    body: Body
    contents: Markup
    below: bool
    audit: AuditView | None
    alternatives: Sequence[str]
    two: bool
    steps: Sequence[str]
    picture: Markup


@blueprint.page("/method/", label="method.label", order=6, kept=True)
def method() -> Response:
    """How the score works, and the audit of this guide."""
    guide, page = state().site.guide, state().site.page("method")
    auditor, say = state().auditor, state().say
    day = day_of_export() if current_app.config["FROZEN"] else None
    found = auditor.audit(None, day) if day else auditor.audit(PATIENCE)
    text = render(
        "method.html",
        Method(
            title=page.title if page else say("method.title"),
            description=page.summary if page else say("method.summary"),
            body=(body := render_body(page)),
            contents=listed(contents(body)),
            below=all(slot != "audit" for slot, _ in body),
            audit=_view(guide, say, found, day) if found else None,
            alternatives=[a.id for a in guide.alternatives],
            two=len(guide.alternatives) == 2,
            steps=[diagram.told(say, step) for step in diagram.steps(say, guide)],
            picture=Markup(diagram.svg(say, guide)),  # noqa: S704 - made of escaped text
        ),
    )
    response = make_response(text)
    if found is None:
        response.headers["Cache-Control"] = "no-store"
        response.headers["Refresh"] = "5"
    return response


def _view(guide: Guide, say: Phrases, audit: Audit, day: datetime.date | None) -> AuditView:
    # a lead is longer than any swing where every answer speaks for the same side
    leads = (lead.points for row in audit.criteria for lead in row.leads)
    # where every lead is called, none is too close
    close = say.percent(audit.close) if audit.close is not None and guide.verdict.close else ""
    top = max(*(row.swing for row in audit.criteria), *leads) or 1
    two = len(guide.alternatives) == 2
    rows = [
        Row(
            to_criterion(guide.criterion(row.criterion)),
            [
                Beam(
                    guide.place_of[lead.alternative],
                    f"{WIDEST * max(lead.points, 0) // top:g}",
                    say.number(max(lead.points, 0)),
                    two and number == 0,
                )
                for number, lead in enumerate(row.leads)
            ],
            "" if row.decides is None else say.percent(row.decides),
        )
        for row in sorted(audit.criteria, key=lambda row: row.swing, reverse=True)
    ]
    return AuditView(
        shares=bars(Bars(1000, share_bars(say, guide, audit.shares))),
        sampled=audit.sampled,
        made=say("method.made", date=say.day(day)) if day else "",
        paths=_paths(say, audit),
        close=say("method.close", share=close) if close else "",
        elsewhere=[
            say("method.elsewhere.share", name=place.name, share=say.percent(row.share))
            for place, row in zip(guide.elsewhere, audit.elsewhere, strict=True)
            if row.share is not None
        ],
        rows=rows,
        findings=list(findings.lines(say, guide, audit)),
    )


def _paths(say: Phrases, audit: Audit) -> str:
    paths = say.whole(audit.paths)
    if audit.sampled:
        return say("method.paths.sampled", n=paths)
    return say.counted("method.paths", paths)
