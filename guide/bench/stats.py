"""The arithmetic of the comparison: plain functions of numbers."""

import math
import random
from collections.abc import Sequence
from typing import Literal

RESAMPLES = 10_000
# The 97.5 % points of Student's t, by number of values: too few of them for a bootstrap.
_STUDENT = {2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776}
Verdict = Literal["left", "right", "none"]


def geometric_mean(ratios: Sequence[float]) -> float:
    """Return the mean of ratios, each above 0, in which 2 and 1/2 balance."""
    return math.exp(math.fsum(map(math.log, ratios)) / len(ratios))


def interval(ratios: Sequence[float], seed: int) -> tuple[float, float]:
    """Return the 95 % interval of the ratios' geometric mean.

    It is the studentised bootstrap of the logarithms: Efron and Tibshirani, An Introduction to the
    Bootstrap (1993), chapter 12.5. The plain percentile interval of ten values holds the truth in
    only 90 of 100 cases; this one does in 95. It never reaches beyond the ratios themselves, which
    it would where most of them are as good as equal. Of two to five ratios, too few to draw from,
    it is Student's. The same seed gives the same interval.
    """
    logs = [math.log(ratio) for ratio in ratios]
    count, (middle, error) = len(logs), _mean_and_error(logs)
    if max(logs) - min(logs) < 1e-9:  # no spread but that of the arithmetic
        return math.exp(middle), math.exp(middle)
    if student := _STUDENT.get(count):
        return math.exp(middle - student * error), math.exp(middle + student * error)
    draw = random.Random(seed).choices  # noqa: S311
    scores: list[float] = []
    while len(scores) < RESAMPLES:
        sample = draw(logs, k=count)
        if max(sample) > min(sample):  # one value drawn every time has no spread
            sample_middle, sample_error = _mean_and_error(sample)
            scores.append((sample_middle - middle) / sample_error)
    scores.sort()
    low, high = min(0.0, percentile(scores, 0.025)), max(0.0, percentile(scores, 0.975))
    return (
        math.exp(max(middle - high * error, min(logs))),
        math.exp(min(middle - low * error, max(logs))),
    )


def _mean_and_error(values: Sequence[float]) -> tuple[float, float]:
    count = len(values)
    mean = math.fsum(values) / count
    squares = math.fsum((value - mean) ** 2 for value in values)
    return mean, math.sqrt(squares / (count - 1) / count)


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the least of the ordered values that `share` (0 to 1) of them do not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def noise_floor(low: float, high: float) -> float:
    """Return the largest ratio, 1 or above, that an interval of A against A still holds."""
    return max(high, 1 / low, 1.0)


def verdict(ratio: float, low: float, high: float, floor: float | None) -> Verdict:
    """Return the faster side, or "none" where no difference can be told from chance.

    None can be told when the interval holds 1, or when the ratio is no larger than what the same
    side showed against itself (`floor`, None if that was not measured).
    """
    if low <= 1 <= high or (floor is not None and max(ratio, 1 / ratio) <= floor):
        return "none"
    return "left" if ratio > 1 else "right"


def quotient(
    before: tuple[float, float, float], after: tuple[float, float, float]
) -> tuple[float, float, float]:
    """Return one ratio divided by another, from another run, with its 95 % interval.

    Each is a ratio with the ends of its interval: (ratio, low, high), and so is what is returned.
    On the scale of logarithms the distances to the ends, those of independent errors, add up by
    their squares: Zou and Donner, Construction of Confidence Limits about Effect Measures (2008).
    Two intervals may overlap and the quotient's still not hold 1.
    """
    (ratio, low, high), (ratio_2, low_2, high_2) = before, after
    below = math.hypot(math.log(ratio_2 / low_2), math.log(high / ratio))
    above = math.hypot(math.log(high_2 / ratio_2), math.log(ratio / low))
    change = ratio_2 / ratio
    return change, change * math.exp(-below), change * math.exp(above)


def in_flight(requests_per_second: float, mean_ms: float) -> float:
    """Return the mean number of open requests, by Little's law: the rate times the mean time."""
    return requests_per_second * mean_ms / 1000


def least_in_flight(connections: int, seconds: float, mean_ms: float) -> float:
    """Return how many requests are open on average if all connections were kept busy, at least.

    In a block of `seconds` each of them rests from its last answer to the last of all. Where many
    take turns, that is about half a mean time; of one alone, or of many in step, it is nothing.
    """
    mean = mean_ms / 1000
    return connections * (seconds + mean / 2) / (seconds + mean)


def significant(value: float) -> float:
    """Round to five significant digits, as in the file: a verdict is about what is shown."""
    return round(value, 4 - math.floor(math.log10(abs(value)))) if value else value
