"""What the author of a guide should know about it, over all the ways to answer it."""

import dataclasses
import datetime
import itertools
import operator
from fractions import Fraction

from guide.engine import decisive, findings, sampling, showing, ways
from guide.engine.answers import Answers
from guide.engine.decision import Share, shares
from guide.engine.exact import Portion
from guide.engine.findings import Count, Finding
from guide.engine.model import Criterion, Guide
from guide.engine.tenths import points, table
from guide.engine.ways import Work

MAX_AHEAD = 150_000  # what the count of near-ties may take: about half a second


@dataclasses.dataclass(frozen=True, slots=True)
class Lead:
    """The most points that one answer can put an alternative ahead of every other; may be < 0."""

    alternative: str
    points: int | float


@dataclasses.dataclass(frozen=True, slots=True)
class Influence:
    """How much one criterion can do, with the guide's importance.

    Points are importance times difference in fit, as in contributions. `swing` is how far the
    criterion can move the margin of two alternatives, those where it moves furthest; of a question
    with one option, from no answer to that. `decides` is the share of all ways to answer the other
    questions in which this answer settles who wins, None where that is too much to follow.
    """

    criterion: str
    importance: int
    swing: int | float
    leads: tuple[Lead, ...]
    decides: Portion | None


@dataclasses.dataclass(frozen=True, slots=True)
class Showing:
    """The share of all ways to answer every question that show where else to look.

    None where that is too much to follow.
    """

    id: str
    share: Portion | None


@dataclasses.dataclass(frozen=True)
class Audit:
    """A guide's audit, with the guide's own importances.

    `shares` of the `paths`, all ways to answer every question that is then asked; `close` is the
    share of them with a winner too close to call. `sampled` tells that the shares are estimates
    from a fixed sample, and `close` is None where it could not be counted: both only with three
    alternatives or more and many criteria. `elsewhere` has a row for each destination. `findings`
    are grouped by kind, with the first `findings.MOST` of each; `kinds` has the numbers of all.
    """

    shares: tuple[Share, ...]
    paths: int
    close: Portion | None
    sampled: bool
    elsewhere: tuple[Showing, ...]
    criteria: tuple[Influence, ...]
    findings: tuple[Finding, ...]
    kinds: tuple[Count, ...]


def audit(guide: Guide, today: datetime.date) -> Audit:
    """Look at all the ways to answer a guide, and for what `today` looks like a mistake."""
    nothing = Answers()
    exact = ways.completions(guide, nothing)
    counts = exact or sampling.sample(guide, nothing)
    total = counts.total()
    ahead = None if exact is None else ahead_by(guide, guide.verdict.close)
    decides = decisive.decides(guide)
    found = list(findings.find(guide, exact, decides, today))
    return Audit(
        shares=shares(guide, {name: Fraction(count, total) for name, count in counts.items()}),
        paths=ways.paths(guide),
        close=None if ahead is None else Fraction(total - counts[None] - ahead, total),
        sampled=exact is None,
        elsewhere=tuple(Showing(d.id, showing.share(guide, d)) for d in guide.elsewhere),
        criteria=tuple(_influence(guide, c, decides[c.id]) for c in guide.criteria),
        findings=findings.first_of_each(found),
        kinds=findings.numbers(found),
    )


def ahead_by(guide: Guide, lead: int) -> int | None:
    """Return how many paths have a winner that is ahead by `lead` points of fit or is alone.

    None where that is too much to count.
    """
    names = [a.id for a in guide.alternatives]
    work = Work(MAX_AHEAD) if len(names) > 2 else None
    total = 0
    for name in names:
        first = [name, *(other for other in names if other != name)]
        counts = ways.completions(guide, Answers(), first, lead, work=work)
        if counts is None:
            return None
        total += counts[name]
    return total


def _influence(guide: Guide, criterion: Criterion, decides: Fraction | None) -> Influence:
    rows = table(guide)[criterion.id].values()
    columns = list(zip(*(row.fits for row in rows), strict=True))
    unticked = [0] if len(rows) == 1 else []  # a box to tick can be left as it is
    pairs = itertools.combinations(columns, 2)
    gaps = ([*map(operator.sub, one, other), *unticked] for one, other in pairs)
    swing = max(max(some) - min(some) for some in gaps)
    best = [sorted(row.fits, reverse=True)[:2] for row in rows]
    leads = []
    for alternative, fits in zip(guide.alternatives, columns, strict=True):
        # ahead of the best of the others: the second best where it is the best itself
        ahead = max(
            fit - (top[1] if fit == top[0] else top[0]) for fit, top in zip(fits, best, strict=True)
        )
        leads.append(Lead(alternative.id, points(criterion.importance * ahead)))
    return Influence(
        criterion.id,
        criterion.importance,
        points(criterion.importance * swing),
        tuple(leads),
        decides,
    )
