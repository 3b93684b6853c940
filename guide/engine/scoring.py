"""From answers to a recommendation. Integers throughout: `static/score.js` computes the same."""

import dataclasses
from collections.abc import Mapping
from fractions import Fraction
from operator import attrgetter
from typing import Literal, NamedTuple

from guide.engine import elsewhere, totals
from guide.engine.answers import Answers
from guide.engine.elsewhere import Elsewhere
from guide.engine.model import Guide
from guide.engine.once import once_each
from guide.engine.tenths import VETO, points, table
from guide.engine.totals import Walk
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
    """How an alternative did. `fit` is 0 to 100; there is none where no answer has weight."""

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


def recommend(guide: Guide, answers: Answers | Mapping[str, str]) -> Recommendation:
    """Score `answers` (an `Answers`, or options by criterion); `KeyError` if one is unknown."""
    if not isinstance(answers, Answers):
        answers = Answers(answers)
    return weighed(totals.walk(guide, answers))


def weighed(walk: Walk) -> Recommendation:
    """Return what a walk through all questions comes to."""
    guide, options, ended, counted = walk.guide, walk.answers.options, walk.ended, walk.counted
    whole = walk.whole
    weight = sum([importance for _, _, importance in counted])  # A
    # sorted() is stable: equal ones stay in the guide's order
    ranked = sorted(range(len(ended)), key=lambda at: (ended[at] >= VETO, -(ended[at] % VETO)))
    remaining = [place for place in ranked if ended[place] < VETO]
    margin = None
    if len(remaining) > 1 and weight:
        margin = Fraction(ended[remaining[0]] - ended[remaining[1]], whole)
    verdict = _verdict(guide, len(remaining), margin)
    nobody = verdict in ("tie", "none", "unanswered")
    gives = [given(guide, name, row.id, importance) for name, row, importance in counted]
    by_spread = sorted(gives, key=attrgetter("spread"), reverse=True)
    return Recommendation(
        answers=tuple([one.answer for one in gives]),
        verdict=verdict,
        winner=None if nobody else guide.alternatives[remaining[0]].id,
        margin=margin,
        open=part(100 * (whole - weight), whole) if whole else None,
        elsewhere=elsewhere.shown(guide, {name: row.id for name, row, _ in counted}),
        uncounted=tuple(
            [
                Uncounted(name, options[name], guide.criterion(name).when)
                for (name, *_), asked, *_ in walk.steps
                if not asked and name in options
            ]
        ),
        standings=tuple([_standing(walk, place, whole if weight else 0) for place in ranked]),
        contributions=tuple([one.gives for one in by_spread]),
        skipped=tuple(
            [name for (name, *_), asked, *_ in walk.steps if asked and name not in options]
        ),
    )


def _standing(walk: Walk, place: int, whole: int) -> Standing:
    """Return how an alternative did; `whole` is W, 0 where no answer has weight."""
    alternative, total = walk.guide.alternatives[place], walk.ended[place]
    vetoes: tuple[Veto, ...] = ()
    if total >= VETO:
        name, criterion = alternative.id, walk.guide.criterion
        ruling = [(c, row.id) for c, row, _ in walk.counted if row.out[place]]
        vetoes = tuple([Veto(c, criterion(c).option(o).rules_out[name]) for c, o in ruling])
    fit = part(total % VETO, whole) if whole else None
    return Standing(alternative.id, alternative.name, fit, vetoes)


def part(total: int, weight: int) -> int:
    """Return the points shown, 0 to 100, of a total in tenths: 10·T/W, a half rounded up."""
    return (2 * total + weight) // (2 * weight)


def _verdict(guide: Guide, remaining: int, margin: Fraction | None) -> Verdict:
    if remaining < 2:
        return "only" if remaining else "none"
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
