"""A stored run as the page shows it: words, cells and charts. The template computes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from guide.bench.charts import (
    RatioChart,
    TimeChart,
    by_comparison,
    milliseconds,
    ratio_chart,
    time_chart,
)
from guide.bench.report import kept_busy, verdict_words
from guide.bench.result import Row, Run
from guide.bench.runs import StoredRun
from guide.demos.stub import DELAY

UNITS = ("requests/s", "median ms", "99th ms")
TITLES = {"json": "JSON", "remote": "Remote", "complete": "Complete", "predict": "Predict"}


@dataclass(frozen=True)
class Cell:
    """What a table shows, and the number to sort it by."""

    text: str
    value: float


@dataclass(frozen=True)
class RowView:
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


@dataclass(frozen=True)
class Head:
    """A column of figures: of which alternative, whether for the second time, and in what unit."""

    alternative: str
    again: bool
    unit: str


@dataclass(frozen=True)
class Table:
    """Rows that can be sorted, with what stands above their figures."""

    caption: str
    heads: Sequence[Head]
    rows: Sequence[RowView]


@dataclass(frozen=True)
class Mark:
    """How a chart shows an alternative: the class of its hue, and the shape of its points."""

    hue: str
    shape: Literal["round", "square", "open"]


@dataclass(frozen=True)
class TestView:
    """The charts of one test."""

    id: str
    title: str
    findings: Sequence[str]
    ceiling: str | None
    ratios: RatioChart
    times: Sequence[TimeChart]


@dataclass(frozen=True)
class RunView:
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
    tests: Sequence[TestView]
    table: Table | None
    noise: Table | None


def view(stored: StoredRun, alternatives: Sequence[str] = ()) -> RunView:
    """Return what the page shows of a run; `alternatives` are the guide's, in their order."""
    run = stored.run
    valid = [] if run.invalid else [row for row in run.rows if not row.invalid]
    tests = [list(rows) for _, rows in groupby(valid, key=lambda row: row.test)]
    return RunView(
        id=stored.name,
        title=f"{run.date.day} {run.date:%B %Y}, {run.environment.processor}, {run.method.server}",
        warnings=_warnings(run),
        facts=_facts(run),
        left=run.rows[0].left.alternative if run.rows else None,
        right=run.rows[0].right.alternative if run.rows else None,
        marks=_marks(run, alternatives),
        tests=[_test(rows, run) for rows in tests],
        table=_table("Every figure of this run", valid, alternatives),
        noise=_table(
            "The noise: one side against itself", run.noise if valid else [], alternatives
        ),
    )


def _marks(run: Run, alternatives: Sequence[str]) -> dict[str | None, Mark]:
    """Return a mark for each alternative, by its place; the last hue is for those without one."""
    places = {a: alternatives.index(a) if a in alternatives else 5 for a in run.alternatives}
    marks: dict[str | None, Mark] = {
        a: Mark(f"h{place % 6}", "square" if place % 2 else "round") for a, place in places.items()
    }
    return marks | {None: Mark("none", "open")}


def _table(caption: str, rows: Sequence[Row], alternatives: Sequence[str]) -> Table | None:
    if not rows:
        return None
    left, right = rows[0].left.alternative, rows[0].right.alternative
    heads = [
        head
        for unit in UNITS
        for head in (Head(left, False, unit), Head(right, left == right, unit))
    ]
    return Table(caption, heads, [_row(row, alternatives) for row in rows])


def findings(rows: Sequence[Row]) -> list[str]:
    """Say in a sentence for each comparison what was found."""
    return [f"{_pair(group[0])}: {_finding(group)}." for group in by_comparison(rows)]


def _finding(rows: Sequence[Row]) -> str:
    runs = [list(group) for _, group in groupby(rows, key=lambda row: row.verdict)]
    if len(runs) == 1:
        return verdict_words(*rows)
    return "; ".join(
        f"{verdict_words(*alike)} at {_listed([row.connections for row in alike])}"
        for alike in runs
    )


def _listed(counts: Sequence[int]) -> str:
    text = ", ".join(map(str, counts[:-1])) + (" and " if counts[1:] else "") + str(counts[-1])
    return f"{text} connection" if list(counts) == [1] else f"{text} connections"


def _pair(row: Row) -> str:
    return f"{row.left.label} against {row.right.label}"


def _warnings(run: Run) -> list[str]:
    warnings = []
    if run.invalid:
        warnings.append(f"Not valid, and so not shown: {run.invalid}.")
    if run.rough:
        warnings.append(f"Rough: {run.rough}.")
    if run.incomplete:
        warnings.append(f"Incomplete: {run.incomplete}.")
    if not run.environment.pinned and not run.invalid:
        warnings.append(
            "The load generator and the servers shared the cores. The ratios hold for both sides "
            "alike; the rates would be higher with cores apart."
        )
    return warnings


def _facts(run: Run) -> list[tuple[str, str]]:
    machine, method = run.environment, run.method
    virtual = {True: ", virtual machine", False: "", None: ""}[machine.virtual]
    facts = [
        ("Processor", f"{machine.processor}, {machine.cores} cores{virtual}"),
        ("Governor", machine.governor or "not visible"),
        ("Load before and after", f"{machine.load_before:g} and {machine.load_after:g}"),
        ("System", f"{machine.system}, {machine.python}"),
        ("Versions", ", ".join(f"{name} {v}" for name, v in machine.versions.items())),
        ("Server", f"{method.server} {' '.join(method.flags)}"),
        ("Database", method.database),
        (
            "Protocol",
            f"{method.blocks} pairs of blocks of {method.seconds:g} s in shuffled order, "
            f"{method.warm_up:g} s of warm-up, fresh servers for every pair, seed {method.seed}",
        ),
        ("Revision", f"{(run.environment.revision or 'unknown')[:12]}{_modified(run)}"),
    ]
    if run.rows:
        low, high = kept_busy(run.rows)
        busiest = max(row.generator_cpu for row in run.rows)
        facts.append(("Little’s law", f"{low:.0%} to {high:.0%} of the connections were in use"))
        facts.append(("Load generator", f"at most {busiest:.0%} of a core"))
    if run.cross_check:
        check = run.cross_check
        facts.append(
            ("Beside wrk", f"{check.ratio:.2f} of its rate ({check.low:.2f} to {check.high:.2f})")
        )
    return facts


def _modified(run: Run) -> str:
    return " with changes" if run.environment.modified else ""


def _test(rows: Sequence[Row], run: Run) -> TestView:
    threads = run.method.workers * run.method.threads
    return TestView(
        id=rows[0].test,
        title=TITLES[rows[0].test],
        findings=findings(rows),
        ceiling=f"{threads} threads ÷ {DELAY:g} s = {threads / DELAY:g} requests/s"
        if rows[0].ceiling
        else None,
        ratios=ratio_chart(rows),
        times=[time_chart(group) for group in by_comparison(rows)],
    )


def _row(row: Row, alternatives: Sequence[str]) -> RowView:
    sides = (row.left, row.right)
    faster = {"left": row.left, "right": row.right}.get(row.verdict)
    extra = row.right.label.split(", ")[2:]
    return RowView(
        test=TITLES[row.test],
        server=row.server,
        profile=" with ".join([row.profile, *extra]),
        connections=row.connections,
        figures=[
            *(_cell(side.requests_per_second) for side in sides),
            *(_cell(side.p50_ms) for side in sides),
            *(_cell(side.p99_ms) for side in sides),
        ],
        ratio=Cell(f"{row.ratio:.3f}", row.ratio),
        interval=f"{row.low:.3f} to {row.high:.3f}",
        verdict=verdict_words(row),
        place=alternatives.index(faster.alternative)
        if faster and faster.alternative in alternatives
        else None,
    )


def _cell(value: float) -> Cell:
    return Cell(milliseconds(value), value)
