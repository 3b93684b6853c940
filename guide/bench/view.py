"""A stored run as the page shows it: words, cells and charts. The template computes nothing."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from guide.bench import sentences
from guide.bench.answer import Answer, answer
from guide.bench.charts import (
    RatioChart,
    TimeChart,
    by_comparison,
    ratio_chart,
    three_digits,
    time_chart,
)
from guide.bench.result import Row, Run
from guide.bench.runs import StoredRun
from guide.bench.sentences import verdict_words
from guide.bench.sheets import noise_of
from guide.bench.summary import Summary, summary
from guide.demos.stub import DELAY
from guide.telling.phrases import Phrases

UNITS = ("rate", "median", "late")


class Cell(NamedTuple):
    """What a table shows, and the number to sort it by."""

    text: str
    value: float


class RowView(NamedTuple):
    """One row of a table; the first four are what it can be filtered by.

    `place` is that of the faster alternative in the guide; None where no difference was found.
    """

    test: str
    server: str
    profile: str
    connections: int
    figures: Sequence[Cell]
    ratio: Cell
    interval: str
    verdict: str
    place: int | None


class Head(NamedTuple):
    """A column of figures: of which alternative, whether for the second time, and in what unit.

    `best` is which of two figures is the better one.
    """

    alternative: str
    again: bool
    unit: str
    best: Literal["most", "least"]


class Table(NamedTuple):
    """Rows that can be sorted, with what stands above their figures.

    `name` is that of the sheet which holds the same as data.
    """

    name: str
    caption: str
    heads: Sequence[Head]
    rows: Sequence[RowView]


class Mark(NamedTuple):
    """How a chart shows an alternative: the class of its hue, and the shape of its points."""

    hue: str
    shape: Literal["round", "square", "open"]


class TestView(NamedTuple):
    """The charts of one test."""

    id: str
    title: str
    findings: Sequence[str]
    ceiling: str | None
    ratios: RatioChart
    times: Sequence[TimeChart]


class RunView(NamedTuple):
    """One run. It has no tests and no tables where it is not valid.

    `left` and `right` are the alternatives compared. `marks` hold one for None, no difference, too.
    """

    id: str
    title: str
    warnings: Sequence[str]
    facts: Sequence[tuple[str, str]]
    left: str | None
    right: str | None
    marks: Mapping[str | None, Mark]
    answer: Answer | None
    tests: Sequence[TestView]
    table: Table | None
    noise: Table | None
    summary: Sequence[Summary]


def view(say: Phrases, stored: StoredRun, alternatives: Sequence[str] = ()) -> RunView:
    """Return what the page shows of a run; `alternatives` are the guide's, in their order."""
    run = stored.run
    valid = run.valid_rows
    tests = [list(rows) for _, rows in groupby(valid, key=lambda row: row.test)]
    return RunView(
        id=stored.name,
        title=say(
            "measured.run",
            date=say.day(run.date),
            processor=run.environment.processor,
            server=run.method.server,
        ),
        warnings=sentences.warnings(say, run),
        facts=sentences.facts(say, run),
        left=run.rows[0].left.alternative if run.rows else None,
        right=run.rows[0].right.alternative if run.rows else None,
        marks=_marks(run, alternatives),
        answer=answer(say, run),
        tests=[_test(say, rows, run) for rows in tests],
        table=_table(say, stored.name, "measured.every", valid, alternatives),
        noise=_table(
            say, noise_of(stored.name), "measured.noise", run.noise if valid else [], alternatives
        ),
        summary=summary(say, run),
    )


def _marks(run: Run, alternatives: Sequence[str]) -> dict[str | None, Mark]:
    """Return a mark for each alternative, by its place; the sixth hue is for those without one."""
    places = {a: alternatives.index(a) if a in alternatives else 5 for a in run.alternatives}
    marks: dict[str | None, Mark] = {
        a: Mark(f"h{place}", "square" if place % 2 else "round") for a, place in places.items()
    }
    return marks | {None: Mark("none", "open")}


def _table(
    say: Phrases, name: str, caption: str, rows: Sequence[Row], alternatives: Sequence[str]
) -> Table | None:
    if not rows:
        return None
    left, right = rows[0].left.alternative, rows[0].right.alternative
    heads = [
        Head(side, again, say(f"measured.unit.{unit}"), "most" if unit == "rate" else "least")
        for unit in UNITS
        for side, again in ((left, False), (right, left == right))
    ]
    return Table(name, say(caption), heads, [_row(say, row, alternatives) for row in rows])


def _test(say: Phrases, rows: Sequence[Row], run: Run) -> TestView:
    threads = run.method.workers * run.method.threads
    ceiling = {"seconds": f"{DELAY:g}", "rate": f"{threads / DELAY:g}"}
    held = rows[0].ceiling and run.method.in_threads
    return TestView(
        id=rows[0].test,
        title=say(f"measured.title.{rows[0].test}"),
        findings=sentences.findings(say, rows),
        ceiling=say.counted("measured.ceiling", threads, **ceiling) if held else None,
        ratios=ratio_chart(say, rows),
        times=[time_chart(group) for group in by_comparison(rows)],
    )


def _row(say: Phrases, row: Row, alternatives: Sequence[str]) -> RowView:
    sides = (row.left, row.right)
    faster = row.faster
    part = ", ".join(row.right.label.split(", ")[2:])
    return RowView(
        test=say(f"measured.title.{row.test}"),
        server=row.server,
        profile=say("measured.with", profile=row.profile, part=part) if part else row.profile,
        connections=row.connections,
        figures=[
            *(_cell(side.requests_per_second) for side in sides),
            *(_cell(side.p50_ms) for side in sides),
            *(_cell(side.p99_ms) for side in sides),
        ],
        ratio=Cell(f"{row.ratio:.3f}", row.ratio),
        interval=say("measured.extent", low=f"{row.low:.3f}", high=f"{row.high:.3f}"),
        verdict=verdict_words(say, row),
        place=alternatives.index(faster.alternative)
        if faster and faster.alternative in alternatives
        else None,
    )


def _cell(value: float) -> Cell:
    return Cell(three_digits(value), value)
