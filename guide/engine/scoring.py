"""From answers to a recommendation. Integers throughout: `static/score.js` computes the same."""

import dataclasses
from collections.abc import Iterable, Mapping
from fractions import Fraction
from operator import attrgetter
from typing import Literal, NamedTuple

from guide.engine import elsewhere
from guide.engine.answers import Answers, asked
from guide.engine.elsewhere import Elsewhere
from guide.engine.model import Criterion, Guide, Option
from guide.engine.once import once_each
from guide.engine.tenths import points, table
from guide.engine.values import Conditions

Verdict = Literal["clear", "slight", "close", "tie", "only", "none", "unanswered"]


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """One answer that counts, with the importance (0 to 5) that it has."""

    criterion: str
    option: str
    importance: int


@dataclasses.dataclass(frozen=True, slots=True)
class Uncounted:
    """An answer to a criterion that is not asked, and what would have it asked: one of `asked_if`.

    Each maps earlier criteria to the options of which one must be answered, and count.
    """

    criterion: str
    option: str
    asked_if: tuple[Conditions, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Veto:
    """Why an alternative is out of the ranking: the criterion, and the guide's sentence."""

    criterion: str
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """How an alternative did. `fit` is 0 to 100, or None where no answer has weight."""

    id: str
    name: str
    fit: int | None
    ruled_out: tuple[Veto, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Gain:
    """What one answer gave one alternative: importance times fit, 0 to 50, and why, if it says."""

    alternative: str
    points: int | float
    because: str | None

    @property
    def tenths(self) -> int:
        """The points in tenths, which add up exactly."""
        return round(10 * self.points)


@dataclasses.dataclass(frozen=True, slots=True)
class Contribution:
    """What one answer gave each alternative, in the guide's order."""

    criterion: str
    option: str
    importance: int
    points: tuple[Gain, ...]


@dataclasses.dataclass(frozen=True)
class Recommendation:
    """What the guide says to a set of answers: the part of a `Decision` that a page needs first.

    `margin` is the exact lead in points of fit, None where fewer than two alternatives remain or
    no answer has weight. `open` is what the unanswered questions could still bring, in points from
    0 to 100, None where no asked question has weight. `standings` stand best first;
    `contributions` by the largest difference; `skipped` holds the asked criteria without an answer.
    """

    answers: tuple[Answer, ...]
    verdict: Verdict
    winner: str | None
    margin: Fraction | None
    open: int | None
    elsewhere: tuple[Elsewhere, ...]
    uncounted: tuple[Uncounted, ...]
    standings: tuple[Standing, ...]
    contributions: tuple[Contribution, ...]
    skipped: tuple[str, ...]


def counted(guide: Guide, answers: Answers) -> list[tuple[Criterion, Option, int]]:
    """Return the answers that count, with their importance: those to criteria that are asked."""
    return _chosen(asked(guide, answers.options), answers)


def _chosen(open_now: Iterable[Criterion], answers: Answers) -> list[tuple[Criterion, Option, int]]:
    return [
        (criterion, criterion.option(answers.options[criterion.id]), answers.weight(criterion))
        for criterion in open_now
        if criterion.id in answers.options
    ]


def recommend(guide: Guide, answers: Answers | Mapping[str, str]) -> Recommendation:
    """Score `answers` (an `Answers`, or options by criterion); `KeyError` if one is unknown."""
    if not isinstance(answers, Answers):
        answers = Answers(answers)
    options = table(guide)
    open_now = asked(guide, answers.options)
    chosen = _chosen(open_now, answers)
    whole = sum([answers.weight(criterion) for criterion in open_now])  # W
    weight = sum([importance for _, _, importance in chosen])  # A
    rows = [(options[c.id][option.id].fits, w) for c, option, w in chosen]
    totals = {
        a.id: sum([w * fits[place] for fits, w in rows])
        for place, a in enumerate(guide.alternatives)
    }
    ruling = [(c.id, option.rules_out) for c, option, _ in chosen if option.rules_out]
    vetoes = {
        a.id: tuple([Veto(name, out[a.id]) for name, out in ruling if a.id in out])
        for a in guide.alternatives
    }
    # sorted() is stable: equal ones stay in the guide's order
    ranked = sorted(guide.alternatives, key=lambda a: (bool(vetoes[a.id]), -totals[a.id]))
    remaining = [a.id for a in ranked if not vetoes[a.id]]
    margin = None
    if len(remaining) > 1 and weight:
        margin = Fraction(totals[remaining[0]] - totals[remaining[1]], whole)
    verdict = _verdict(guide, remaining, margin)
    asked_ids = {criterion.id for criterion in open_now}
    gives = [given(guide, c.id, option.id, w) for c, option, w in chosen]
    by_spread = sorted(gives, key=attrgetter("spread"), reverse=True)
    return Recommendation(
        answers=tuple([one.answer for one in gives]),
        verdict=verdict,
        winner=None if verdict in ("tie", "none", "unanswered") else remaining[0],
        margin=margin,
        open=part(100 * (whole - weight), whole) if whole else None,
        elsewhere=elsewhere.shown(guide, {c.id: option.id for c, option, _ in chosen}),
        uncounted=tuple(
            Uncounted(c.id, c.option(answers.options[c.id]).id, c.when)
            for c in guide.criteria
            if c.id in answers.options and c.id not in asked_ids
        ),
        standings=tuple(
            Standing(a.id, a.name, part(totals[a.id], whole) if weight else None, vetoes[a.id])
            for a in ranked
        ),
        contributions=tuple([one.gives for one in by_spread]),
        skipped=tuple([c.id for c in open_now if c.id not in answers.options]),
    )


def part(total: int, weight: int) -> int:
    """Return the points shown, 0 to 100, of a total in tenths: 10·T/W, a half rounded up."""
    return (2 * total + weight) // (2 * weight)


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


class Given(NamedTuple):
    """An answer that counts: what it gives, and the spread of that between the alternatives."""

    answer: Answer
    gives: Contribution
    spread: int


@once_each
def given(guide: Guide, criterion_id: str, option_id: str, importance: int) -> Given:
    """Return an answer as it counts; `KeyError` if the guide has no such option."""
    option = guide.criterion(criterion_id).option(option_id)
    fits = table(guide)[criterion_id][option_id].fits
    gains = tuple(
        Gain(a.id, points(importance * fit), option.because.get(a.id))
        for a, fit in zip(guide.alternatives, fits, strict=True)
    )
    return Given(
        Answer(criterion_id, option_id, importance),
        Contribution(criterion_id, option_id, importance, gains),
        importance * (max(fits) - min(fits)),
    )
