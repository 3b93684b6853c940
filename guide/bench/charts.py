"""The geometry of the charts: what was measured, as positions in a drawing of fixed width.

The template draws them; nothing here knows SVG. Widths are chosen so that a phone shows them at
about their own size: a drawing is 360 wide.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from guide.bench.result import Row, Side
from guide.telling.phrases import Phrases

LINE = 22  # height of one line of a ratio chart
_RATIO_LEFT, _RATIO_RIGHT = 90.0, 258.0  # where the ratio axis starts and ends
_RATIO_TICKS = (0.1, 0.2, 0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 4, 5, 10)
_TIME_LEFT, _TIME_RIGHT, _TIME_TOP, _TIME_BOTTOM = 46.0, 340.0, 14.0, 190.0


class Tick(NamedTuple):
    """A mark on an axis."""

    at: float
    text: str


class Heading(NamedTuple):
    """A line of a ratio chart that says who is compared in the lines below it."""

    y: float
    text: str
    kind: str = "heading"


class Band(NamedTuple):
    """From where to how far the noise hides differences."""

    x: float
    width: float


class Bar(NamedTuple):
    """One ratio: its place, its interval, and the band in which the noise hides differences."""

    y: float
    label: str
    at: float
    low: float
    high: float
    noise: Band | None
    alternative: str | None  # the faster one; None where no difference was found
    text: str
    kind: str = "bar"


class RatioChart(NamedTuple):
    """Ratios with their intervals against the line of no difference."""

    height: float
    bottom: float  # where the lines of the axis end, above their texts
    one: float  # where 1 lies
    ticks: Sequence[Tick]
    lines: Sequence[Heading | Bar]


class Point(NamedTuple):
    """A median time, and the 99th percentile above it."""

    x: float
    y: float
    top: float


class Line(NamedTuple):
    """One side's times, by number of connections; the right side's line is dashed."""

    alternative: str
    dashed: bool
    points: Sequence[Point]

    @property
    def path(self) -> str:
        """The points as an SVG polyline takes them."""
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


class TimeChart(NamedTuple):
    """Times by number of connections; both axes are logarithmic."""

    title: str
    height: float
    bottom: float
    x_ticks: Sequence[Tick]
    y_ticks: Sequence[Tick]
    lines: Sequence[Line]


def by_comparison(rows: Iterable[Row]) -> list[list[Row]]:
    """Group rows that follow each other and compare the same two sides."""
    groups = groupby(rows, key=lambda row: (row.test, row.left.label, row.right.label))
    return [list(group) for _, group in groups]


def ratio_chart(say: Phrases, rows: Sequence[Row]) -> RatioChart:
    """Draw the ratios of one test; they may come from several machines."""
    reach = max(max(row.high, 1 / row.low, row.noise_floor or 1) for row in rows)
    reach = math.log(min(max(reach * 1.03, 1.1), 10))
    middle = (_RATIO_LEFT + _RATIO_RIGHT) / 2

    def at(ratio: float) -> float:
        share = max(-1.0, min(1.0, math.log(ratio) / reach))
        return round(middle + share * (_RATIO_RIGHT - middle), 1)

    def band(floor: float) -> Band:
        return Band(at(1 / floor), round(at(floor) - at(1 / floor), 1))

    # where a hundredth would make all figures look alike, thousandths
    digits = 3 if all(row.high / row.low < 1.02 for row in rows) else 2
    lines: list[Heading | Bar] = []
    y = LINE / 2
    for group in by_comparison(rows):
        lines.append(Heading(y, f"{group[0].left.label} / {group[0].right.label}"))
        y += LINE
        for row in group:
            lines.append(
                Bar(
                    y=y,
                    label=say.counted("measured.count", row.connections),
                    at=at(row.ratio),
                    low=at(row.low),
                    high=at(row.high),
                    noise=band(row.noise_floor) if row.noise_floor else None,
                    alternative=row.faster.alternative if row.faster else None,
                    text=f"{row.ratio:.{digits}f} ({row.low:.{digits}f}–{row.high:.{digits}f})",
                )
            )
            y += LINE
    shown = [tick for tick in _RATIO_TICKS if abs(math.log(tick)) <= reach]
    ticks = [Tick(at(tick), f"{tick:g}") for tick in _apart(shown, at)]
    return RatioChart(y + LINE + 12, y + LINE - 18, at(1), ticks, lines)


def time_chart(rows: Sequence[Row]) -> TimeChart:
    """Draw the times of one comparison on one machine."""
    counts = sorted({row.connections for row in rows})
    times = [
        t for row in rows for side in (row.left, row.right) for t in (side.p50_ms, side.p99_ms)
    ]
    bottom, top = _nice_below(min(times)), _nice_above(max(times))

    def across(count: int) -> float:
        if len(counts) == 1:
            return (_TIME_LEFT + _TIME_RIGHT) / 2
        share = (math.log(count) - math.log(counts[0])) / math.log(counts[-1] / counts[0])
        return round(_TIME_LEFT + 16 + share * (_TIME_RIGHT - _TIME_LEFT - 32), 1)

    def up(milliseconds: float) -> float:
        share = math.log(milliseconds / bottom) / math.log(top / bottom)
        return round(_TIME_BOTTOM - share * (_TIME_BOTTOM - _TIME_TOP), 1)

    def line(sides: Sequence[tuple[int, Side]], shift: float) -> Line:
        points = [
            Point(across(count) + shift, up(side.p50_ms), up(side.p99_ms)) for count, side in sides
        ]
        return Line(sides[0][1].alternative, shift > 0, points)

    ordered = sorted(rows, key=lambda row: row.connections)
    return TimeChart(
        title=f"{ordered[0].left.label} / {ordered[0].right.label}",
        height=_TIME_BOTTOM + 34,
        bottom=_TIME_BOTTOM,
        x_ticks=[Tick(across(count), str(count)) for count in counts],
        y_ticks=[Tick(up(t), three_digits(t)) for t in _decades(bottom, top)],
        lines=[
            line([(row.connections, row.left) for row in ordered], -3),
            line([(row.connections, row.right) for row in ordered], 3),
        ],
    )


def three_digits(value: float) -> str:
    """Return a time or a rate with three digits, without needless zeros."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _apart(ticks: Sequence[float], at: Callable[[float], float]) -> list[float]:
    """Leave out ticks until their texts do not touch; 1 always stays."""
    kept = [1.0]
    for tick in sorted(ticks, key=lambda tick: -abs(math.log(tick))):
        if all(abs(at(tick) - at(other)) >= 26 for other in kept):
            kept.append(tick)
    return sorted(kept)


def _decades(bottom: float, top: float) -> list[float]:
    """Return the round times from bottom to top: 1, 2, 5, 10 … or fewer where those are many."""
    steps = (1, 2, 5) if top / bottom <= 120 else (1,)
    first, last = math.floor(math.log10(bottom)), math.ceil(math.log10(top))
    all_of_them = [step * 10.0**power for power in range(first, last + 1) for step in steps]
    return [t for t in all_of_them if bottom * 0.999 <= t <= top * 1.001]


def _nice_below(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return max(step * power for step in (1, 2, 5) if step * power <= value * 1.0001)


def _nice_above(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return min(step * power for step in (1, 2, 5, 10, 20) if step * power > value)
