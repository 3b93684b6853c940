"""What a timed run answers: three sentences and one table that fits a phone."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from guide.bench.charts import by_comparison
from guide.bench.result import Row, Run
from guide.bench.sentences import extent, interval, name_of
from guide.telling.phrases import Phrases

STEPS = (1.1, 1.3)  # ratios of the faster side from which a cell's heat is the second, the third
MODEL = "predict"  # the test that is most like what this guide is about


class Found(NamedTuple):
    """A cell: who answered more, how much more, and the 95 % interval.

    `heat` is 0 where no difference was found, else 1 to 3; the words say the same.
    """

    text: str
    interval: str
    alternative: str | None
    heat: int


class Line(NamedTuple):
    """A comparison of a test, with a cell for each number of connections; None: not measured."""

    test: str
    pair: str
    cells: Sequence[Found | None]


class Answer(NamedTuple):
    """The sentences and the table of one run; `left` over `right` is what the ratios are."""

    sentences: Sequence[str]
    left: str
    right: str
    connections: Sequence[str]
    lines: Sequence[Line]


def answer(say: Phrases, run: Run) -> Answer | None:
    """Return what a run answers; None where it is not valid or compares nothing."""
    rows = run.valid_rows
    if not rows:
        return None
    counts = sorted({row.connections for row in rows})
    return Answer(
        sentences=list(_sentences(say, rows)),
        left=name_of(rows[0].left.alternative),
        right=name_of(rows[0].right.alternative),
        connections=[say.counted("measured.count", count) for count in counts],
        lines=[_line(say, group, counts) for group in by_comparison(rows)],
    )


def pair(say: Phrases, row: Row) -> str:
    """Name the profiles of a comparison: one where both sides have the same."""
    left, right = (side.label.partition(", ")[2] for side in (row.left, row.right))
    if left == right:
        return left or say("measured.plain")
    profile, _, part = right.partition(", ")
    if profile == left:
        return say("speed.pair.with", profile=left, name=name_of(row.right.alternative), part=part)
    return say("speed.pair", left=left, right=right)


def _line(say: Phrases, rows: Sequence[Row], counts: Sequence[int]) -> Line:
    found = {row.connections: _found(say, row) for row in rows}
    return Line(
        test=say(f"measured.title.{rows[0].test}"),
        pair=pair(say, rows[0]),
        cells=[found.get(count) for count in counts],
    )


def _found(say: Phrases, row: Row) -> Found:
    faster = row.faster
    low, ratio, high = turned(row)
    ends = interval(say, low, high)
    if faster is None:
        return Found(say("speed.none"), ends, None, 0)
    text = say("speed.faster", name=name_of(faster.alternative), ratio=f"{ratio:.2f}")
    return Found(text, ends, faster.alternative, heat(ratio))


def heat(ratio: float) -> int:
    """Return how strongly a difference is coloured, from 1 to 3; which side leads is no matter."""
    return 1 + sum(max(ratio, 1 / ratio) >= step for step in STEPS)


def turned(row: Row) -> tuple[float, float, float]:
    """Return the ratio between the ends of its interval, seen from the faster side."""
    if row.verdict == "right":
        return 1 / row.high, 1 / row.ratio, 1 / row.low
    return row.low, row.ratio, row.high


def faster_and_slower(row: Row) -> dict[str, str]:
    """Return the names of the side that answers more and of the other one."""
    faster, slower = (row.right, row.left) if row.verdict == "right" else (row.left, row.right)
    return {"faster": name_of(faster.alternative), "slower": name_of(slower.alternative)}


def _sentences(say: Phrases, rows: Sequence[Row]) -> Iterator[str]:
    by: Mapping[str, list[Row]] = {
        verdict: [row for row in rows if row.verdict == verdict]
        for verdict in ("left", "right", "none")
    }
    left, right = (name_of(s.alternative) for s in (rows[0].left, rows[0].right))
    counts = {verdict: len(found) for verdict, found in by.items()}
    yield say.counted("speed.counts", len(rows), first=left, second=right, **counts)
    largest = [_largest(say, found) for found in (by["left"], by["right"]) if found]
    if largest:
        yield " ".join(largest)
    else:
        yield _reach(say, rows)
    model = [row for row in rows if row.test == MODEL]
    if model:
        yield _of_the_model(say, model)


def _largest(say: Phrases, rows: Sequence[Row]) -> str:
    row = max(rows, key=lambda row: abs(math.log(row.ratio)))
    low, ratio, high = (f"{value:.2f}" for value in turned(row))
    return say(
        "speed.most",
        **faster_and_slower(row),
        ratio=ratio,
        low=low,
        high=high,
        test=say(f"measured.title.{row.test}"),
        pair=pair(say, row),
        count=say.counted("measured.count", row.connections),
    )


def _of_the_model(say: Phrases, rows: Sequence[Row]) -> str:
    values = of_one(say, rows)
    none = sum(row.verdict == "none" for row in rows)
    name = "speed.model.nothing" if none == len(rows) else "speed.model"
    return f"{say.counted(name, len(rows), none=none, **values)} {_reach(say, rows)}"


def of_one(say: Phrases, rows: Sequence[Row]) -> dict[str, str]:
    """Return the test of rows, and the median times of a response with the fewest connections."""
    least = min(row.connections for row in rows)
    alone = [row for row in rows if row.connections == least]
    times = [side.p50_ms for row in alone for side in (row.left, row.right)]
    return {
        "test": say(f"measured.title.{rows[0].test}"),
        "time": say("measured.extent", low=f"{min(times):.3g}", high=f"{max(times):.3g}"),
        "count": say.counted("measured.count", least),
    }


def _reach(say: Phrases, rows: Sequence[Row]) -> str:
    """Say how far ratios and their intervals reach, the left side's over the right's."""
    return say.counted(
        "speed.reach",
        len(rows),
        extent=extent(say, [row.ratio for row in rows]),
        low=f"{min(row.low for row in rows):.2f}",
        high=f"{max(row.high for row in rows):.2f}",
    )
