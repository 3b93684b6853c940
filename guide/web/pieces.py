"""Pieces that several pages show, as their templates get them: nothing is computed there."""

from collections.abc import Sequence
from typing import NamedTuple

from guide.demos import catalogue, structure
from guide.demos.twins import SHOWN
from guide.engine.claims import Claim, Point, Source
from guide.engine.model import Criterion, Guide, Option
from guide.telling.phrases import Phrases
from guide.web.demos import demos_of
from guide.web.links import Link, link, site_link
from guide.web.state import state

OURS, TOLD = "ours", ("article", "ours")  # whose a claim is, and of which that is said


class Lean(NamedTuple):
    """An answer, and the alternative that it speaks for: None where it fits several alike."""

    label: str
    alternative: str | None


class ClaimView(NamedTuple):
    """A claim: what it says, what was found, and the demo that shows it."""

    anchor: str
    kind: str
    verdict: str
    says: str
    origin: str
    note: str
    demo: Link | None
    also: str
    checked: str
    sources: tuple[Source, ...]


class PointView(NamedTuple):
    """An advantage or a drawback, and who says so."""

    says: str
    origin: str
    sources: tuple[Source, ...]


class CriterionView(NamedTuple):
    """A criterion in a list: where its page is, and where its answers lean."""

    title: str
    href: str
    ask: str
    origin: str
    leans: tuple[Lean, ...]


def leader(option: Option) -> str | None:
    """Return the alternative that an option favours, None where several do or it leaves none."""
    left = {name: fit for name, fit in option.fit.items() if name not in option.rules_out}
    best = max(left.values(), default=None)
    leading = [name for name, fit in left.items() if fit == best]
    return leading[0] if len(leading) == 1 else None


def criteria(say: Phrases, guide: Guide) -> tuple[CriterionView, ...]:
    """Return all criteria of a guide as lists show them."""
    return tuple(
        CriterionView(
            criterion.title,
            link("criteria.criterion", criterion_id=criterion.id),
            criterion.ask,
            ours(say, criterion.origin),
            tuple(Lean(option.label, leader(option)) for option in criterion.options),
        )
        for criterion in guide.criteria
    )


def points(say: Phrases, found: Sequence[Point]) -> tuple[PointView, ...]:
    """Return advantages or drawbacks as pages show them."""
    return tuple(
        PointView(p.says, say(f"claim.from.{p.origin}") if p.origin in TOLD else "", p.sources)
        for p in found
    )


def ours(say: Phrases, origin: str | None) -> str:
    """Say whose a claim is, where it is not the source's."""
    return say("claim.from.ours") if origin == OURS else ""


def claims(say: Phrases, found: Sequence[Claim], *, counts: bool = False) -> tuple[ClaimView, ...]:
    """Return claims as pages show them.

    With `counts` the last that names the demo of the structure says what can be counted here.
    """
    has_demos = state().site.has_demos
    shown = [claim for claim in found if has_demos and claim.demo == "structure"]
    counted = shown[-1:] if counts else []
    return tuple(
        ClaimView(
            anchor=f"claim-{claim.id}" if claim.id else "",
            kind=claim.verdict,
            verdict=say(f"claim.found.{claim.verdict}"),
            says=claim.says,
            origin=ours(say, claim.origin),
            note=claim.note,
            demo=_demo(say, claim) if has_demos else None,
            also=lines_of_the_twins(say) if claim in counted else "",
            checked=claim.checked.isoformat(),
            sources=claim.sources,
        )
        for claim in found
    )


def _demo(say: Phrases, claim: Claim) -> Link | None:
    found = catalogue.demo(claim.demo) if claim.demo else None
    if found is None:
        return None
    return Link(site_link(f"/demos/{found.id}/"), say("claim.demo", title=found.title))


def lines_of_the_twins(say: Phrases) -> str:
    """Say how many lines the twins that run here have."""
    sizes = [structure.size(twin) for twin in SHOWN]
    own = say.listed(
        say.counted("claim.lines.own", size.own_text, name=twin.name)
        for twin, size in zip(SHOWN, sizes, strict=True)
    )
    return say("claim.lines", own=own, same=sizes[0].same)


def shown_by(criterion: Criterion) -> tuple[Link, ...]:
    """Return links to the demos that show what is claimed of a criterion."""
    found = demos_of(criterion)
    return tuple(Link(link("demos.demo", name=demo.id), demo.title) for demo in found)
