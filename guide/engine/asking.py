"""Which question to ask next, one at a time: the one whose answer says most about who wins.

`static/asking.js` finds the same.
"""

from collections.abc import Collection
from fractions import Fraction
from itertools import combinations

from guide.engine import ways
from guide.engine.answers import Answers, asked
from guide.engine.model import Criterion, Guide
from guide.engine.tenths import Row, table

CANDIDATES = 4  # those that reach furthest; more of them have never found a better one
MOST_OPEN = 24  # with more questions open, reach alone decides: ways to answer them are many
VETO = 10**6  # more than any fit can move


def next_question(
    guide: Guide,
    answers: Answers,
    passed: Collection[str] = (),
    wanted: Collection[str] = (),
) -> str | None:
    """Return the criterion to ask next, None where all that are asked are answered or `passed`.

    It is one of those `wanted` while any of them is left. Of the few that can move the margin
    furthest it is the one after whose answer the winner is surest, on average: with N(o, a) the
    completions in which the answer is o and a wins, and N(o) their sum over a, the largest
    Σ_o Σ_a N(o, a)² / N(o) / Σ_o N(o). Of equal ones it is the one that reaches further, then the
    first in the guide. Where there are too many completions to count, only how far a question
    reaches matters.
    """
    left = [
        criterion
        for criterion in asked(guide, answers.options)
        if criterion.id not in answers.options and criterion.id not in passed
    ]
    if not left:
        return None
    left = [criterion for criterion in left if criterion.id in wanted] or left
    far = {c.id: reach(list(table(guide)[c.id].values()), answers.weight(c)) for c in left}
    furthest = sorted(left, key=lambda c: -far[c.id])
    if len(left) == 1 or len(guide.criteria) - len(answers.options) > MOST_OPEN:
        return furthest[0].id
    sureness = {c.id: _sureness(guide, answers, c) for c in furthest[:CANDIDATES]}
    found = {name: value for name, value in sureness.items() if value is not None}
    if len(found) < len(sureness):
        return furthest[0].id
    return max(found, key=lambda name: found[name])


def reach(rows: list[Row], weight: int) -> int:
    """Return how far the answers to a question can move a margin between two alternatives.

    In tenths times importance; an answer that rules somebody out moves more than all others.
    """
    pairs = combinations(range(len(rows[0].fits)), 2)
    leads = ([row.fits[a] - row.fits[b] for row in rows] for a, b in pairs)
    veto = any(any(row.out) for row in rows)
    return weight * max(max(some) - min(some) for some in leads) + VETO * veto


def _sureness(guide: Guide, answers: Answers, criterion: Criterion) -> Fraction | None:
    """Return how sure the winner is after an answer; None where it cannot be counted."""
    whole, found = 0, Fraction(0)
    for option in criterion.options:
        options = {**answers.options, criterion.id: option.id}
        counts = ways.completions(guide, Answers(options, answers.importance))
        if counts is None:
            return None
        whole += counts.total()
        found += Fraction(sum(count**2 for count in counts.values()), counts.total())
    return found / whole
