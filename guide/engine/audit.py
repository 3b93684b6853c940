"""What the author of a guide should know about it, over all the ways to answer it."""

import dataclasses
import datetime
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal

from guide.engine import pivots, sampling, ways
from guide.engine.answers import Answers
from guide.engine.decision import Share, shares
from guide.engine.exact import Portion
from guide.engine.gates import gates, groups
from guide.engine.model import Claim, Criterion, Guide, Option
from guide.engine.tenths import points, table

FRESH = datetime.timedelta(days=365)

Kind = Literal[
    "never-wins", "never-asked", "never-decides", "dominated", "unused-veto", "old-claim"
]


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """Something that the author may want to change. `says` is a sentence; the rest names where."""

    kind: Kind
    says: str
    criterion: str | None = None
    option: str | None = None
    alternative: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Lead:
    """The most points that one answer can put an alternative ahead of every other; may be < 0."""

    alternative: str
    points: int | float


@dataclasses.dataclass(frozen=True, slots=True)
class Influence:
    """How much one criterion can do, with the guide's importance.

    Points are importance times difference in fit, as in contributions. `swing` is how far the
    criterion can move the margin of two alternatives, those where it moves furthest. `decides` is
    the share of all ways to answer the other questions in which this answer settles who wins, None
    where that is too much to follow.
    """

    criterion: str
    importance: int
    swing: int | float
    leads: tuple[Lead, ...]
    decides: Portion | None


@dataclasses.dataclass(frozen=True)
class Audit:
    """A guide's audit, with the guide's own importances.

    `shares` of the `paths`, all ways to answer every question that is then asked; `close` is the
    share of them with a winner too close to call. `sampled` tells that the shares are estimates
    from a fixed sample, and `close` is None where it could not be counted: both only with three
    alternatives or more and many criteria.
    """

    shares: tuple[Share, ...]
    paths: int
    close: Portion | None
    sampled: bool
    criteria: tuple[Influence, ...]
    findings: tuple[Finding, ...]


def audit(guide: Guide, today: datetime.date) -> Audit:
    """Look at all the ways to answer a guide, and for what `today` looks like a mistake."""
    nothing = Answers()
    exact = ways.completions(guide, nothing)
    counts = exact or sampling.sample(guide, nothing)
    total = counts.total()
    ahead = None if exact is None else ahead_by(guide, guide.verdict.close)
    decides = pivots.decides(guide)
    return Audit(
        shares=shares(guide, {name: Fraction(count, total) for name, count in counts.items()}),
        paths=ways.paths(guide),
        close=None if ahead is None else Fraction(total - counts[None] - ahead, total),
        criteria=tuple(_influence(guide, c, decides[c.id]) for c in guide.criteria),
        findings=tuple(_findings(guide, exact, decides, today)),
        sampled=exact is None,
    )


def ahead_by(guide: Guide, lead: int) -> int | None:
    """Return how many paths have a winner that is ahead by `lead` points of fit or is alone."""
    names = [a.id for a in guide.alternatives]
    total = 0
    for name in names:
        first = [name, *(other for other in names if other != name)]
        counts = ways.completions(guide, Answers(), first, lead)
        if counts is None:
            return None
        total += counts[name]
    return total


def _influence(guide: Guide, criterion: Criterion, decides: Fraction | None) -> Influence:
    names = [a.id for a in guide.alternatives]
    rows = table(guide)[criterion.id].values()
    ahead = {
        (a, b): [criterion.importance * (row.fits[i] - row.fits[j]) for row in rows]
        for i, a in enumerate(names)
        for j, b in enumerate(names)
        if a != b
    }
    leads = (
        Lead(a, points(max(map(min, zip(*(ahead[a, b] for b in names if b != a), strict=True)))))
        for a in names
    )
    swing = points(max(max(gains) - min(gains) for gains in ahead.values()))
    return Influence(criterion.id, criterion.importance, swing, tuple(leads), decides)


def _findings(
    guide: Guide,
    exact: ways.Counts | None,
    decides: dict[str, Fraction | None],
    today: datetime.date,
) -> Iterator[Finding]:
    for alternative in guide.alternatives:
        if _never_wins(guide, alternative.id, exact):
            says = f"No way of answering makes {alternative.name} win."
            yield Finding("never-wins", says, alternative=alternative.id)
    asked = set(_asked(guide))
    for criterion in guide.criteria:
        name = criterion.title
        if criterion.id not in asked:
            says = f"“{name}” is never asked: no answers meet its conditions."
            yield Finding("never-asked", says, criterion.id)
            continue
        if decides[criterion.id] == 0:
            says = f"“{name}” never changes the winner, whatever else is answered."
            yield Finding("never-decides", says, criterion.id)
        for option in criterion.options:
            yield from _about_option(guide, criterion, option)
    for where, claim in _claims(guide):
        if today - claim.checked > FRESH:
            says = f"Checked more than a year ago, on {claim.checked}: “{claim.says}”"
            yield Finding("old-claim", says, where)


def _never_wins(guide: Guide, name: str, exact: ways.Counts | None) -> bool:
    if exact is not None:
        return not exact.get(name)
    # too many paths to count: it never wins at least if one rival alone keeps it from winning
    pairs = (
        ways.completions(guide, Answers(), (name, rival.id))
        for rival in guide.alternatives
        if rival.id != name
    )
    return any(pair is not None and not pair[name] for pair in pairs)


def _asked(guide: Guide) -> Iterator[str]:
    """Yield the criteria that some answers make asked."""
    open_at = gates(guide)
    for group in groups(guide):
        states = {0}
        for criterion in group:
            gate = open_at[criterion.id]
            if any(not gate.shut(closed) for closed in states):
                yield criterion.id
            states = {
                gate.after(closed, option)
                for closed in states
                for option in ([None] if gate.shut(closed) else gate.options)
            }


def _about_option(guide: Guide, criterion: Criterion, option: Option) -> Iterator[Finding]:
    for other in criterion.options:
        if all(other.fit[name] > fit for name, fit in option.fit.items()):
            says = (
                f"“{criterion.title}”: every alternative fits “{other.label}” better than "
                f"“{option.label}”."
            )
            yield Finding("dominated", says, criterion.id, option.id)
            break
    for name in option.rules_out:
        if _unused(guide, criterion, option, name):
            says = (
                f"“{criterion.title}”: “{option.label}” rules out "
                f"{guide.alternative(name).name}, which could not win after it anyway."
            )
            yield Finding("unused-veto", says, criterion.id, option.id, name)


def _unused(guide: Guide, criterion: Criterion, option: Option, name: str) -> bool:
    """Tell whether a veto changes no winner.

    Without it the winner stays, becomes `name`, or is lost in a tie with it. So where as many paths
    have each winner with it and without it, they are the same paths.
    """
    rules_out = {key: reason for key, reason in option.rules_out.items() if key != name}
    found, without = (
        ways.completions(_with_only(guide, criterion, one), Answers())
        for one in (option, option.model_copy(update={"rules_out": rules_out}))
    )
    return found is not None and without is not None and +found == +without


def _with_only(guide: Guide, criterion: Criterion, option: Option) -> Guide:
    """Return the guide where `option` is the only answer to `criterion`."""
    one = criterion.model_copy(update={"options": (option,)})
    criteria = tuple(one if c is criterion else c for c in guide.criteria)
    changed = guide.model_copy(update={"criteria": criteria})
    changed.__dict__.pop("_once", None)
    return changed


def _claims(guide: Guide) -> Iterator[tuple[str | None, Claim]]:
    for claim in guide.claims:
        yield None, claim
    for criterion in guide.criteria:
        for claim in criterion.claims:
            yield criterion.id, claim


def as_data(found: Audit) -> dict[str, Any]:
    """Return an audit as plain data."""
    from guide.engine import data

    return data.audit_data(found)
