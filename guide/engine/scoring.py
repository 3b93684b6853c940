"""From answers to a recommendation. Integers throughout: `static/score.js` computes the same."""

import dataclasses
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from guide.engine.answers import Answers, asked
from guide.engine.model import Criterion, Guide, Option

Verdict = Literal["clear", "slight", "close", "tie", "only", "none", "unanswered"]


class Answer(NamedTuple):
    """One answer that counts, with the importance (0 to 5) that it has."""

    criterion: str
    option: str
    importance: int


class Veto(NamedTuple):
    """Why an alternative is out of the ranking: the criterion, and the guide's sentence."""

    criterion: str
    reason: str


class Standing(NamedTuple):
    """How an alternative did. `fit` is 0 to 100, or None where nothing was weighed."""

    id: str
    name: str
    fit: int | None
    ruled_out: tuple[Veto, ...]


class Gain(NamedTuple):
    """What one answer gave one alternative: importance times fit, 0 to 50, and why."""

    alternative: str
    points: int
    because: str


class Contribution(NamedTuple):
    """What one answer gave each alternative, in the guide's order."""

    criterion: str
    option: str
    importance: int
    points: tuple[Gain, ...]

    @property
    def spread(self) -> int:
        """The largest difference between two alternatives that this answer makes."""
        points = [gain.points for gain in self.points]
        return max(points) - min(points)


@dataclasses.dataclass(frozen=True)
class Recommendation:
    """What the guide says to a set of answers.

    `margin` is the exact lead in points of fit, None where fewer than two alternatives remain or
    nothing was weighed. `standings` stand best first; `contributions` by spread; `skipped` holds
    the asked criteria without an answer.
    """

    answers: tuple[Answer, ...]
    verdict: Verdict
    winner: str | None
    margin: Fraction | None
    standings: tuple[Standing, ...]
    contributions: tuple[Contribution, ...]
    skipped: tuple[str, ...]


def counted(guide: Guide, answers: Answers) -> list[tuple[Criterion, Option, int]]:
    """Return the answers that count, with their importance: those to criteria that are asked."""
    return [
        (criterion, criterion.option(answers.options[criterion.id]), answers.weight(criterion))
        for criterion in asked(guide, answers.options)
        if criterion.id in answers.options
    ]


def recommend(guide: Guide, answers: Answers | Mapping[str, str]) -> Recommendation:
    """Score `answers` (an `Answers`, or options by criterion); `KeyError` if one is unknown."""
    if not isinstance(answers, Answers):
        answers = Answers(answers)
    chosen = counted(guide, answers)
    weight = sum(importance for _, _, importance in chosen)
    totals = {
        alternative.id: sum(w * option.fit[alternative.id] for _, option, w in chosen)
        for alternative in guide.alternatives
    }
    vetoes = {
        alternative.id: tuple(
            Veto(criterion.id, option.rules_out[alternative.id])
            for criterion, option, _ in chosen
            if alternative.id in option.rules_out
        )
        for alternative in guide.alternatives
    }
    # sorted() is stable: equal ones stay in the guide's order
    ranked = sorted(guide.alternatives, key=lambda a: (bool(vetoes[a.id]), -totals[a.id]))
    remaining = [a.id for a in ranked if not vetoes[a.id]]
    margin = None
    if len(remaining) > 1 and weight:
        margin = Fraction(10 * (totals[remaining[0]] - totals[remaining[1]]), weight)
    verdict = _verdict(guide, remaining, margin)
    return Recommendation(
        answers=tuple(Answer(c.id, option.id, w) for c, option, w in chosen),
        verdict=verdict,
        winner=None if verdict in ("tie", "none", "unanswered") else remaining[0],
        margin=margin,
        standings=tuple(
            Standing(a.id, a.name, fit(totals[a.id], weight), vetoes[a.id]) for a in ranked
        ),
        contributions=_contributions(guide, chosen),
        skipped=tuple(c.id for c in asked(guide, answers.options) if c.id not in answers.options),
    )


def fit(total: int, weight: int) -> int | None:
    """Return the fit shown, 0 to 100: 10·T/W, a half rounded up, in integers."""
    return (20 * total + weight) // (2 * weight) if weight else None


def _verdict(guide: Guide, remaining: list[str], margin: Fraction | None) -> Verdict:
    if not remaining:
        return "none"
    if len(remaining) == 1:
        return "only"
    if margin is None:
        return "unanswered"
    if margin == 0:
        return "tie"
    if margin < guide.verdict.close:
        return "close"
    return "clear" if margin >= guide.verdict.clear else "slight"


def _contributions(
    guide: Guide, chosen: list[tuple[Criterion, Option, int]]
) -> tuple[Contribution, ...]:
    rows = [
        Contribution(
            criterion.id,
            option.id,
            importance,
            tuple(
                Gain(a.id, importance * option.fit[a.id], option.because[a.id])
                for a in guide.alternatives
            ),
        )
        for criterion, option, importance in chosen
    ]
    return tuple(sorted(rows, key=lambda row: -row.spread))


def as_data(guide: Guide, recommendation: Recommendation) -> dict[str, Any]:
    """Return a recommendation as plain data under the names of the JSON interface."""
    r = recommendation
    return {
        "guide": {
            "title": guide.title,
            "updated": guide.updated.isoformat(),
            "digest": guide.digest,
        },
        "answers": [answer._asdict() for answer in r.answers],
        "verdict": r.verdict,
        "winner": r.winner,
        "margin": None if r.margin is None else list(r.margin.as_integer_ratio()),
        "alternatives": [
            {**s._asdict(), "ruled_out": [veto._asdict() for veto in s.ruled_out]}
            for s in r.standings
        ],
        "contributions": [
            {**row._asdict(), "points": [gain._asdict() for gain in row.points]}
            for row in r.contributions
        ],
        "skipped": list(r.skipped),
    }
