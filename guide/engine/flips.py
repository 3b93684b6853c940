"""What would give another winner: one other answer, or another importance of a criterion.

A flip needs a winner, and another one than now; to a tie is not a flip.
"""

import dataclasses
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from guide.engine.exact import Exact
from guide.engine.totals import Walk
from guide.engine.values import IMPORTANCES

Place = tuple[int, int]  # an importance, as a fraction in lowest terms


@dataclasses.dataclass(frozen=True, slots=True)
class AnswerFlip:
    """One changed answer, and who wins then."""

    criterion: str
    option: str
    winner: str


@dataclasses.dataclass(frozen=True, slots=True)
class ImportanceFlip:
    """The importance at which the lead changes, 0 or more, and who leads beyond it."""

    criterion: str
    at: Exact
    winner: str


@dataclasses.dataclass(frozen=True, slots=True)
class WeightFlip:
    """One other importance of a criterion, a whole number from 0 to 5, and who wins with it."""

    criterion: str
    importance: int
    winner: str


def by_answer(walk: Walk, winner: str | None) -> Iterator[AnswerFlip]:
    """Yield each change of one answer that counts and gives another winner than `winner`.

    The changed answers are scored as they are: a change may close questions, and may open others,
    where an answer given earlier counts again.
    """
    names = [alternative.id for alternative in walk.guide.alternatives]
    for change in walk.changes:
        if names[change.winner] != winner:
            yield AnswerFlip(change.criterion, change.option, names[change.winner])


def by_importance(walk: Walk, winner: str | None) -> Iterator[ImportanceFlip]:
    """Yield for each answer that counts the importance, any number from 0 up, at which it flips.

    All else is kept. Where the lead changes at more than one importance, this is the one nearest to
    the present importance, of two as near the higher; from a tie, one that lies there.
    """
    names = _names(walk)
    pairs = list(combinations(range(len(names)), 2))
    for criterion, weight, bases, slopes in walk.lines:
        for at, side in _crossings(pairs, bases, slopes, weight):
            leader = _leader(bases, slopes, at, side)
            if leader is not None and names[leader] != winner:
                yield ImportanceFlip(criterion, Fraction(*at), names[leader])
                break


def by_weight(walk: Walk, winner: str | None) -> Iterator[WeightFlip]:
    """Yield each importance that a visitor can set, of one criterion, that gives another winner.

    All else is kept. Beyond the place that `by_importance` finds, a third alternative may lead, or
    two together; and on the other side of the present importance another one may.
    """
    names = _names(walk)
    first = names.index(winner) if winner in names else None
    for criterion, _, bases, slopes in walk.lines:
        if first is not None and _always_ahead(bases, slopes, first):
            continue  # as in most cases
        for at in IMPORTANCES:
            leader = _highest(bases, slopes, at)
            if leader is not None and names[leader] != winner:
                yield WeightFlip(criterion, at, names[leader])


def _always_ahead(bases: Sequence[int], slopes: Sequence[int], place: int) -> bool:
    """Tell whether a line is above all others for every importance: so at both ends."""
    low, most = bases[place], IMPORTANCES[-1]
    high = low + most * slopes[place]
    pairs = zip(bases, slopes, strict=True)
    below = [base < low and base + most * slope < high for base, slope in pairs]
    return sum(below) == len(below) - 1  # all but itself


def _highest(bases: Sequence[int], slopes: Sequence[int], at: int) -> int | None:
    """Return the line that is highest at a whole importance, None where two are."""
    heights = [base + at * slope for base, slope in zip(bases, slopes, strict=True)]
    best = max(heights, default=0)
    return heights.index(best) if heights.count(best) == 1 else None


def _names(walk: Walk) -> list[str]:
    """Return those that remain."""
    return [walk.guide.alternatives[place].id for place in walk.remaining]


def _crossings(
    pairs: Sequence[tuple[int, int]], bases: Sequence[int], slopes: Sequence[int], now: int
) -> Sequence[tuple[Place, int]]:
    """Return where two lines meet, nearest to `now` first, each with the side away from `now`."""
    met: set[Place] = set()
    for one, other in pairs:
        above, below = bases[one] - bases[other], slopes[other] - slopes[one]
        if below < 0:
            above, below = -above, -below
        if below and above >= 0:
            common = math.gcd(above, below)
            met.add((above // common, below // common))
    found = []
    for above, below in met:
        beyond = above - now * below
        if beyond >= 0:
            found.append(((above, below), 1))
        if beyond <= 0 and above:
            found.append(((above, below), -1))
    if len(found) > 1:
        found.sort(key=lambda it: (abs(Fraction(*it[0]) - now), -it[1]))
    return found


def _leader(bases: Sequence[int], slopes: Sequence[int], at: Place, side: int) -> int | None:
    """Return the line that is highest just beside `at`, None where two are the same there."""
    above, below = at
    heights = [
        (base * below + above * slope, side * slope)
        for base, slope in zip(bases, slopes, strict=True)
    ]
    best = max(heights)
    return heights.index(best) if heights.count(best) == 1 else None
