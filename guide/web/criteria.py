"""All criteria, and a page for each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from flask import abort
from markupsafe import Markup

from guide.engine.model import Criterion, Guide, Option
from guide.telling.phrases import Phrases
from guide.telling.reasons import alike
from guide.telling.verdict import conditions, names
from guide.web import pieces
from guide.web.given import given
from guide.web.links import Link, link
from guide.web.pieces import ClaimView, CriterionView
from guide.web.places import Pages
from guide.web.reading import Heading
from guide.web.render import render
from guide.web.served import Served
from guide.web.state import state
from guide.web.texts import Body, contents, listed, render_body

blueprint = Pages("criteria", __name__)


class Criteria(NamedTuple):
    """All criteria."""

    title: str
    description: str
    lead: str
    body: Body
    criteria: Sequence[CriterionView]


@blueprint.page("/criteria/", label="criteria.label", order=3, kept=True)
def criteria() -> str:
    """All questions, with what they ask and where their answers lean."""
    site, say = state().site, state().say
    guide, page = site.guide, site.page("criteria")
    summary = say.counted("criteria.summary", len(guide.criteria))
    claimed = any(criterion.claims for criterion in guide.criteria)
    return render(
        "criteria.html",
        Criteria(
            title=page.title if page else say("criteria.title"),
            description=page.summary if page else summary,
            lead=say("criteria.lead.claims" if claimed else "criteria.lead"),
            body=render_body(page),
            criteria=pieces.criteria(say, guide),
        ),
    )


class FitView(NamedTuple):
    """What an answer gives an alternative, and the same as it is written."""

    alternative: str
    fit: float
    said: str


class ReasonView(NamedTuple):
    """What an answer gives, and the sentence that says why, once for all that it holds for."""

    fits: Sequence[FitView]
    because: str


class VetoView(NamedTuple):
    """Whom an answer rules out, and the sentence that says why."""

    names: str
    because: str


class OptionView(NamedTuple):
    """An answer, with what it gives to each alternative; `given` is that it is the visitor's.

    `pair` is the answer as a link carries it.
    """

    pair: str
    label: str
    given: bool
    fits: Sequence[FitView]
    reasons: Sequence[ReasonView]
    vetoes: Sequence[VetoView]


class OneCriterion(NamedTuple):
    """One criterion: `opens` is where to answer what has it asked.

    It is asked only if `condition` holds, or one of `conditions`; where both are empty, always.
    """

    title: str
    description: str
    origin: str
    lead: str
    condition: str
    conditions: Sequence[str]
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


@blueprint.page("/criteria/<criterion_id>/", each=_each_criterion, kept=True, query=())
def criterion(criterion_id: str) -> str:
    """One question: what it means, the reasons, the claims and what was found."""
    site, say = state().site, state().say
    ids = [c.id for c in site.guide.criteria]
    if criterion_id not in ids:
        abort(404)
    at = ids.index(criterion_id)
    found = site.guide.criteria[at]
    page = site.criterion_page(criterion_id)
    body = render_body(page)
    ways = [conditions(say, site.guide, [way]) for way in found.when]
    before, after = site.guide.criteria[:at][-1:], site.guide.criteria[at + 1 :][:1]
    return render(
        "criterion.html",
        OneCriterion(
            title=page.title if page else found.title,
            description=page.summary if page else found.why,
            origin=pieces.ours(say, found.origin),
            lead=f"{found.ask} {found.why}",
            condition=ways[0] if len(ways) == 1 else "",
            conditions=ways if len(ways) > 1 else (),
            shown_by=pieces.shown_by(found),
            importance=found.importance,
            options=options(say, site.guide, found, given().answers.options.get(criterion_id, "")),
            body=body,
            contents=_contents(body, found),
            claims=pieces.claims(say, found.claims),
            back=link("criteria.criteria"),
            previous=next(map(to_criterion, before), None),
            opens=_opens(say, site.guide, found),
            next=next(map(to_criterion, after), None),
        ),
    )


def to_criterion(criterion: Criterion) -> Link:
    """Return the way to a criterion's page."""
    return Link(link("criteria.criterion", criterion_id=criterion.id), criterion.title)


def _opens(say: Phrases, guide: Guide, criterion: Criterion) -> Link:
    """Return where to answer a criterion, or else the first that has it asked."""
    opener = next(iter(criterion.depends_on), None)
    href = link("results.questions", _anchor=f"q-{opener or criterion.id}")
    if opener is None:
        return Link(href, say("criterion.answer"))
    return Link(href, say("criterion.opener", title=guide.criterion(opener).title))


def options(
    say: Phrases, guide: Guide, criterion: Criterion, own: str = ""
) -> Sequence[OptionView]:
    """Return the answers to a criterion; `own` is the visitor's."""
    return [_option(say, guide, criterion.id, option, own) for option in criterion.options]


def _option(say: Phrases, guide: Guide, name: str, option: Option, own: str) -> OptionView:
    fits = [
        FitView(a.id, option.fit[a.id], say.number(option.fit[a.id])) for a in guide.alternatives
    ]
    reasons = alike((fit, option.because.get(fit.alternative, "")) for fit in fits)
    called = names(guide)
    vetoes = alike(
        (called[a.id], option.rules_out[a.id])
        for a in guide.alternatives
        if a.id in option.rules_out
    )
    return OptionView(
        pair=f"{name}={option.id}",
        label=option.label,
        given=option.id == own,
        fits=fits,
        reasons=[ReasonView(some, because) for because, some in reasons.items()],
        vetoes=[VetoView(say.listed(out), because) for because, out in vetoes.items()],
    )


def _contents(body: Body, criterion: Criterion) -> Markup:
    """Return the headings of a criterion's page: those of its text, and what stands around it."""
    inside, say = contents(body), state().say
    if not inside:
        return Markup()
    claims = [Heading("#claims", say("criterion.claims"))] if criterion.claims else []
    return listed([Heading("#answers", say("criterion.answers")), *inside, *claims])
