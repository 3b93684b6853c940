"""The names of before `decide`, for those that still use them."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from guide.engine import data, decision, scoring
from guide.engine.answers import Answers
from guide.engine.decision import Decision, Flips, Shares
from guide.engine.model import Guide


@dataclasses.dataclass(frozen=True)
class Explanation:
    """The part of a decision that goes with a recommendation."""

    decided: bool
    flips: Flips
    shares: Shares
    sampled: tuple[str, ...]


def explain(guide: Guide, answers: Answers | Mapping[str, str]) -> Explanation:
    """Return what goes with `recommend(guide, answers)`."""
    if not isinstance(answers, Answers):
        answers = Answers(answers)
    found = decision.decide(guide, answers)
    return Explanation(found.decided, found.flips, found.shares, found.sampled)


def as_data(
    guide: Guide, recommendation: scoring.Recommendation, explanation: Explanation
) -> dict[str, Any]:
    """Return both as the plain data of a decision."""
    r, e = recommendation, explanation
    found = Decision(
        guide, Answers(), r.answers, r.verdict, r.winner, r.margin, r.open, r.elsewhere,
        r.uncounted, r.standings, r.contributions, r.skipped, e.decided, e.flips, e.shares,
        e.sampled,
    )  # fmt: skip
    return data.decision_data(found)
