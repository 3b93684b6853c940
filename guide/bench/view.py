"""A stored run as the page shows it: words, cells and charts. The template computes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from .charts import RatioChart, TimeChart, by_comparison, milliseconds, ratio_chart, time_chart
from .report import kept_busy, verdict_words
from .result import Row, Run
from .runs import StoredRun
from .stub import DELAY
from .summary import Summary, summary

TITLES = {"json": "JSON", "remote": "Remote", "complete": "Complete", "predict": "Predict"}


@dataclass(frozen=True)
class Cell:
    """What a table shows, and the number to sort it by."""

    text: str
    value: float


@dataclass(frozen=True)
class RowView:
    """One row of the table; the first four are what it can be filtered by."""

    test: str
    server: str
    profile: str
    connections: int
    figures: Sequence[Cell]
    ratio: Cell
    interval: str
    verdict: str
    alternative: str | None


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
    """One run. `tests` and `rows` are empty where the run is not valid."""

    id: str
    title: str
    warnings: Sequence[str]
    facts: Sequence[tuple[str, str]]
    alternatives: Sequence[str]  # the left and the right one
    noise_of: Sequence[str]  # the same, twice
    tests: Sequence[TestView]
    rows: Sequence[RowView]
    noise: Sequence[RowView]
    summary: Sequence[Summary]  # its tests have their titles


def view(stored: StoredRun) -> RunView:
    """Return what the page shows of a run."""
    run = stored.run
    valid = [] if run.invalid else [row for row in run.rows if not row.invalid]
    tests = [list(rows) for _, rows in groupby(valid, key=lambda row: row.test)]
    return RunView(
        id=stored.name,
        title=f"{run.date.day} {run.date:%B %Y}, {run.environment.processor}, {run.method.server}",
        warnings=_warnings(run),
        facts=_facts(run),
        alternatives=_compared(run.rows),
        noise_of=_compared(run.noise),
        tests=[_test(rows, run) for rows in tests],
        rows=[_row(row) for row in valid],
        noise=[_row(row) for row in run.noise if valid],
        summary=[Summary(TITLES[each.test], each.sentences) for each in summary(run)],
    )


def _compared(rows: Sequence[Row]) -> list[str]:
    return [side.alternative for row in rows[:1] for side in (row.left, row.right)]


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


def _row(row: Row) -> RowView:
    sides = (row.left, row.right)
    faster = {"left": row.left.alternative, "right": row.right.alternative}
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
        alternative=faster.get(row.verdict),
    )


def _cell(value: float) -> Cell:
    return Cell(milliseconds(value), value)
