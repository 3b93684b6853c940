"""The pages about the guide. Each view hands its template all that the template shows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, abort
from markupsafe import Markup, escape
from werkzeug.routing import BaseConverter

from guide.engine.answers import asked
from guide.engine.claims import Source
from guide.engine.model import Criterion, Guide
from guide.loading.pages import Page
from guide.telling.phrases import Phrases
from guide.telling.verdict import conditions
from guide.web import pieces
from guide.web.fields import hidden_fields
from guide.web.given import given
from guide.web.opening import Opening, opening
from guide.web.pieces import ClaimView, CriterionView, PointView
from guide.web.places import Pages
from guide.web.reading import Heading
from guide.web.render import (
    Body,
    Link,
    address,
    contents,
    fill,
    link,
    listed,
    render,
    render_body,
    the_site,
)
from guide.web.results import kept_pairs
from guide.web.served import Served
from guide.web.state import NAME, state
from guide.web.stencil import Pieces

blueprint = Pages("pages", __name__)


@dataclass(frozen=True)
class Home:
    """What this is, and the question to begin with; `hidden` are the other answers of the link."""

    title: str
    description: str
    count: str
    scales: bool
    opening: Opening
    chosen: str
    hidden: Markup
    body: Body


@blueprint.page("/", kept=True, query=())
def home() -> str:
    """What this is, and the most decisive question, to begin with."""
    guide, page, say = the_site().guide, the_site().page("home"), state().say
    least = len(asked(guide, {}))
    first, answers = opening(), given().answers
    others = [(name, value) for name, value in answers.pairs() if name != first.name]
    return render(
        "home.html",
        Home(
            title=guide.title,
            description=page.summary if page else guide.title,
            count=say("home.count", least=least, most=len(guide.criteria))
            if least < len(guide.criteria)
            else str(least),
            scales=len(guide.alternatives) == 2,
            opening=first,
            chosen=answers.options.get(first.name, ""),
            hidden=hidden_fields([*others, *kept_pairs(given().others)]),
            body=render_body(page),
        ),
    )


@dataclass(frozen=True)
class Criteria:
    """All criteria."""

    title: str
    description: str
    body: Body
    criteria: Sequence[CriterionView]


@blueprint.page("/criteria/", label="criteria.label", order=3, kept=True)
def criteria() -> str:
    """All questions, with what they ask and where their answers lean."""
    guide, page, say = the_site().guide, the_site().page("criteria"), state().say
    summary = say("criteria.summary", n=len(guide.criteria))
    return render(
        "criteria.html",
        Criteria(
            title=page.title if page else say("criteria.title"),
            description=page.summary if page else summary,
            body=render_body(page),
            criteria=pieces.criteria(state().say, guide),
        ),
    )


@dataclass(frozen=True)
class FitView:
    """What an answer gives an alternative."""

    alternative: str
    fit: float
    because: str
    rules_out: str


@dataclass(frozen=True)
class OptionView:
    """An answer, with what it gives to each alternative; `given` is that it is the visitor's.

    `pair` is the answer as a link carries it.
    """

    pair: str
    label: str
    given: bool
    fits: Sequence[FitView]


@dataclass(frozen=True)
class OneCriterion:
    """One criterion: `opens` is where to answer what has it asked."""

    title: str
    description: str
    origin: str
    lead: str
    conditions: str
    shown_by: Sequence[Link]
    importance: int
    options: Sequence[OptionView]
    body: Body
    contents: Markup
    claims: Sequence[ClaimView]
    back: str
    previous: Link | None
    opens: Link
    next: Link | None


def _each_criterion(served: Served) -> Iterable[Mapping[str, str]]:
    return ({"criterion_id": criterion.id} for criterion in served.site.guide.criteria)


@blueprint.page("/criteria/<criterion_id>/", each=_each_criterion, kept=True)
def criterion(criterion_id: str) -> str:
    """One question: what it means, the reasons, the claims and what was found."""
    site = the_site()
    ids = [c.id for c in site.guide.criteria]
    if criterion_id not in ids:
        abort(404)
    at = ids.index(criterion_id)
    found = site.guide.criteria[at]
    page = site.criterion_page(criterion_id)
    body = render_body(page)
    before, after = site.guide.criteria[:at][-1:], site.guide.criteria[at + 1 :][:1]
    return render(
        "criterion.html",
        OneCriterion(
            title=page.title if page else found.title,
            description=page.summary if page else found.why,
            origin=pieces.ours(state().say, found.origin),
            lead=f"{found.ask} {found.why}",
            conditions=conditions(state().say, site.guide, found.when),
            shown_by=pieces.shown_by(found),
            importance=found.importance,
            options=_options(site.guide, found),
            body=body,
            contents=_contents(body, found),
            claims=pieces.claims(state().say, found.claims),
            back=link("pages.criteria"),
            previous=next(map(_to_criterion, before), None),
            opens=_opens(state().say, site.guide, found),
            next=next(map(_to_criterion, after), None),
        ),
    )


def _to_criterion(criterion: Criterion) -> Link:
    return Link(link("pages.criterion", criterion_id=criterion.id), criterion.title)


def _opens(say: Phrases, guide: Guide, criterion: Criterion) -> Link:
    """Return where to answer a criterion, or else the first that has it asked."""
    opener = next((name for when in criterion.when for name in when), None)
    href = link("results.questions", _anchor=f"q-{opener or criterion.id}")
    if opener is None:
        return Link(href, say("criterion.answer"))
    return Link(href, say("criterion.opener", title=guide.criterion(opener).title))


def _contents(body: Body, criterion: Criterion) -> Markup:
    """Return the headings of a criterion's page: those of its text, and what stands around it."""
    inside, say = contents(body), state().say
    if not inside:
        return Markup()
    claims = [Heading("#claims", say("criterion.claims"))] if criterion.claims else []
    return listed([Heading("#answers", say("criterion.answers")), *inside, *claims])


def _options(guide: Guide, criterion: Criterion, given: str = "") -> Sequence[OptionView]:
    return [
        OptionView(
            f"{criterion.id}={option.id}",
            option.label,
            option.id == given,
            [
                FitView(
                    a.id,
                    option.fit[a.id],
                    option.because.get(a.id, ""),
                    option.rules_out.get(a.id, ""),
                )
                for a in guide.alternatives
            ],
        )
        for option in criterion.options
    ]


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
                Answers(_to_criterion(c), c.importance, _options(guide, c, chosen.get(c.id, "")))
                for c in guide.criteria
            ],
            claims=pieces.claims(say, guide.claims, counts=True),
            source=guide.source,
        ),
    )


def _shape(guide: Guide) -> str:
    n = len(guide.alternatives)
    return "two" if n == 2 else "three" if n == 3 else "many"


@dataclass(frozen=True)
class OwnPage:
    """A page that is all the site's own."""

    title: str
    description: str
    body: Body
    contents: Markup


def own_page(page: Page) -> str | bytes:
    """A page of the site's own, at its name. There may be hundreds: they fill one stencil."""
    body = render_body(page)
    pieces = {
        "title": escape(page.title.strip()),
        "description": escape(page.summary.strip()),
        "body": Markup().join(html for _, html in body),
        "contents": listed(contents(body)),
    }

    def context(pieces: Pieces) -> OwnPage:
        body = [("", pieces["body"])]
        return OwnPage(pieces["title"], pieces["description"], body, pieces["contents"])

    if page.title.strip() == the_site().guide.title:  # which its heading then names but once
        return render("page.html", context(pieces))
    return fill("page.html", pieces, context)


@dataclass(frozen=True)
class Sitemap:
    """The addresses of all pages, with the day of the guide."""

    addresses: Sequence[str]
    updated: str


@blueprint.get("/sitemap.xml")
def sitemap() -> tuple[str, dict[str, str]]:
    """List all pages but the result, which is nothing without answers."""
    root = address()
    paths = [root + path[1:] for path in state().served.paths if path != "/result/"]
    text = render("sitemap.xml", Sitemap(paths, the_site().guide.updated.isoformat()))
    return text, {"Content-Type": "application/xml"}


def init_app(app: Flask) -> None:
    """Add these, and the site's own pages by one route: to make one for each takes long."""
    app.register_blueprint(blueprint)
    own = {page.name: page for page in app.extensions[NAME].site.own_pages()}

    class Name(BaseConverter):
        """Matches the names of the site's own pages, and no others."""

        part_isolating = False
        regex = "|".join(map(re.escape, own))

    def show(name: str) -> str | bytes:
        return own_page(own[name])

    if own:
        app.url_map.converters["own"] = Name
        app.add_url_rule("/<own:name>/", endpoint="pages.own", view_func=show)
