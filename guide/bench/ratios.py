"""From what was measured to what can be said: one row for each number of connections."""

from array import array
from collections.abc import Mapping, Sequence
from statistics import fmean

from guide.bench import stats
from guide.bench.checks import too_busy
from guide.bench.comparisons import Comparison, Settings, Subject
from guide.bench.protocol import Measured
from guide.bench.result import Block, Row, Side
from guide.bench.stats import significant


def rows(
    comparison: Comparison,
    measured: Mapping[int, Measured],
    settings: Settings,
    floors: Mapping[int, float],
) -> list[Row]:
    """Summarise one comparison; `floors` is the noise of its test by number of connections."""
    return [
        _row(comparison, connections, found, settings, floors.get(connections))
        for connections, found in sorted(measured.items())
    ]


def floors(noise: Sequence[Row], test: str) -> dict[int, float]:
    """Return the noise floor of a test at each number of connections where it was measured."""
    return {row.connections: significant(row.floor) for row in noise if row.test == test}


def _row(
    comparison: Comparison,
    connections: int,
    measured: Measured,
    settings: Settings,
    floor: float | None,
) -> Row:
    ratios = [pair.ratio for pair in measured.pairs]
    ratio = significant(stats.geometric_mean(ratios))
    low, high = map(significant, stats.interval(ratios, settings.seed))
    lefts = [pair.left for pair in measured.pairs]
    rights = [pair.right for pair in measured.pairs]
    busiest = max(block.generator_cpu for block in lefts + rights)
    return Row(
        test=comparison.test,
        server=settings.server,
        profile=comparison.profile,
        connections=connections,
        left=_side(comparison.left, lefts, measured.latencies["left"]),
        right=_side(comparison.right, rights, measured.latencies["right"]),
        ratio=ratio,
        low=low,
        high=high,
        noise_floor=floor,
        verdict=stats.verdict(ratio, low, high, floor),
        ceiling=settings.ceiling(comparison.test, connections),
        generator_cpu=busiest,
        invalid=too_busy(busiest),
        pairs=measured.pairs,
    )


def _side(subject: Subject, blocks: Sequence[Block], latencies: "array[float]") -> Side:
    times = sorted(latencies)
    rate = len(times) / sum(block.seconds for block in blocks)
    mean_ms = 1000 * fmean(times)
    return Side(
        label=subject.label,
        alternative=subject.alternative,
        requests=len(times),
        requests_per_second=rate,
        mean_ms=mean_ms,
        p50_ms=1000 * stats.percentile(times, 0.5),
        p90_ms=1000 * stats.percentile(times, 0.9),
        p99_ms=1000 * stats.percentile(times, 0.99),
        max_ms=1000 * times[-1],
        in_flight=stats.in_flight(rate, mean_ms),
    )
