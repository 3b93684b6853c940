"""What would give another winner: one other answer, or another importance of a criterion.

A flip needs a winner, and another one than now; to a tie is not a flip.
"""

import dataclasses
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from guide.engine.exact import Exact
from guide.engine.tenths import VETO
from guide.engine.totals import Walk

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
    guide, ended = walk.guide, walk.ended
    remain = [place for place, total in enumerate(ended) if total < VETO]
    names = [guide.alternatives[place].id for place in remain]
    pairs = list(combinations(range(len(remain)), 2))
    for criterion, row, weight in walk.counted:
        slopes = [row.fits[place] for place in remain]
        bases = [ended[place] - weight * row.fits[place] for place in remain]
        for at, side in _crossings(pairs, bases, slopes, weight):
            leader = _leader(bases, slopes, at, side)
            if leader is not None and names[leader] != winner:
                yield ImportanceFlip(criterion, Fraction(*at), names[leader])
                break


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
