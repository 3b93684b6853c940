"""All weightings of the answered criteria, uniform over the simplex: the share each one wins.

The importance given does not count here, only the fits; what rules an alternative out still does.
"""

import functools
import math
import operator
from collections.abc import Sequence
from fractions import Fraction

from guide.engine.lanes import packed, unpacked

SAMPLES = 2_048


def weightings(names: Sequence[str], fits: Sequence[Sequence[int]]) -> dict[str | None, Fraction]:
    """Return the share of all weightings that each of the alternatives `names` wins.

    `fits` has a row for each criterion, in the order of `names`. The share of None is where two
    or more lead together. Exact for one or two names; a fixed sample for more.
    """
    rows = [row for row in fits if len(set(row)) > 1]
    if len(names) == 1:
        return {names[0]: Fraction(1)}
    if not rows:
        return {None: Fraction(1)}
    if len(names) == 2:
        share = ahead([a - b for a, b in rows])
        return {names[0]: share, names[1]: 1 - share}
    columns = [_totals(spread(len(rows)), column) for column in zip(*rows, strict=True)]
    best = list(map(max, *columns))
    leads = [list(map(operator.eq, column, best)) for column in columns]
    alone = [count == 1 for count in map(sum, zip(*leads, strict=True))]
    wins: dict[str | None, int] = {None: SAMPLES - sum(alone)}
    for name, lead in zip(names, leads, strict=True):
        wins[name] = sum(map(operator.and_, lead, alone))
    return {name: Fraction(count, SAMPLES) for name, count in wins.items() if count}


def _totals(weights: Sequence[int], fits: Sequence[int]) -> tuple[int, ...]:
    """Return what fits come to in each weighting: one multiplication for all weightings."""
    lanes = sum(fit * weight for fit, weight in zip(fits, weights, strict=True))
    return unpacked(lanes, SAMPLES)


def ahead(differences: Sequence[int]) -> Fraction:
    """Return the share of weightings in which the weighted sum of `differences` is above zero.

    `P(i, j) = (p_i·P(i, j−1) + n_j·P(i−1, j)) / (p_i + n_j)` for the positive and the negated
    negative ones, `P(0, j) = 0`, `P(i, 0) = 1`: the distribution function of a weighted sum of
    exponential variables, one term at a time. All in integers, multiplied by `common^(i + j)`.
    """
    positive = [d for d in differences if d > 0]
    negative = [-d for d in differences if d < 0]
    sums = {p + n for p in set(positive) for n in set(negative)}
    common = math.lcm(*sums)
    parts = {total: common // total for total in sums}
    row = [1] + [0] * len(negative)  # P(0, j); P(0, 0) is used for P(i, 0) alone
    for p in positive:
        row[0] *= common
        for j, n in enumerate(negative):
            row[j + 1] = parts[p + n] * (p * row[j] + n * row[j + 1])
    if not positive:
        return Fraction(0)
    return Fraction(row[-1], common ** (len(positive) + len(negative)))


@functools.lru_cache(maxsize=16)
def spread(count: int) -> tuple[int, ...]:
    """Return for each of `count` criteria its weights in `SAMPLES` weightings, in lanes.

    The weights of a weighting are integers that add up to 2^32. The gaps between sorted points that
    are even on a line are even over the simplex. The points are Richtmyer's sequence: multiples of
    the square roots of the primes, modulo 1.
    """
    steps = [int(math.sqrt(prime) % 1 * 2**32) for prime in _primes(count - 1)]
    found = []
    for number in range(1, SAMPLES + 1):
        points = sorted(number * step % 2**32 for step in steps)
        found.append([b - a for a, b in zip([0, *points], [*points, 2**32], strict=True)])
    return tuple(map(packed, zip(*found, strict=True)))


def _primes(count: int) -> list[int]:
    found: list[int] = []
    candidate = 2
    while len(found) < count:
        if all(candidate % prime for prime in found):
            found.append(candidate)
        candidate += 1
    return found
