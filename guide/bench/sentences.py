"""What is said of a run in words, for the terminal and for the page."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from guide.bench.charts import by_comparison
from guide.bench.result import Row, Run
from guide.demos.twins import TWINS

NAMES = {twin.id: twin.name for twin in TWINS}


def name_of(alternative: str) -> str:
    """Return the name of an alternative by its id; one that is no twin’s is only capitalised."""
    return NAMES.get(alternative, alternative.capitalize())


def verdict_words(*rows: Row) -> str:
    """Return in words the verdict that all of the rows have."""
    first = rows[0]
    if any(row.invalid for row in rows):
        return "not valid"
    if first.verdict == "none":
        hidden = any(not row.low <= 1 <= row.high for row in rows)
        return "no detectable difference" + (" (within the noise)" if hidden else "")
    faster = first.left if first.verdict == "left" else first.right
    times = [max(row.ratio, 1 / row.ratio) for row in rows]
    least, most = f"{min(times):.2f}", f"{max(times):.2f}"
    unknown = " (noise not measured)" if any(row.noise_floor is None for row in rows) else ""
    extent = least if least == most else f"{least} to {most}"
    return f"{name_of(faster.alternative)} {extent} times the requests{unknown}"


def kept_busy(rows: Iterable[Row]) -> tuple[float, float]:
    """Return the least and the greatest share of the connections that Little's law finds in use."""
    shares = [side.in_flight / row.connections for row in rows for side in (row.left, row.right)]
    return min(shares), max(shares)


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


def warnings(run: Run) -> list[str]:
    """Return what a reader of a run must know before its figures, in a sentence each."""
    found = []
    if run.invalid:
        found.append(f"Not valid, and so not shown: {run.invalid}.")
    if run.rough:
        found.append(f"Rough: {run.rough}.")
    if run.incomplete:
        found.append(f"Incomplete: {run.incomplete}.")
    if not run.environment.pinned and not run.invalid:
        found.append(
            "The load generator and the servers shared the cores. The ratios hold for both sides "
            "alike; the rates would be higher with cores apart."
        )
    return found


def facts(run: Run) -> list[tuple[str, str]]:
    """Return the machine, the software and the method of a run: names, and what they were."""
    machine, method = run.environment, run.method
    virtual = {True: ", virtual machine", False: "", None: ""}[machine.virtual]
    found = [
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
        found.append(("Little’s law", f"{low:.0%} to {high:.0%} of the connections were in use"))
        found.append(("Load generator", f"at most {busiest:.0%} of a core"))
    if run.cross_check:
        check = run.cross_check
        found.append(
            ("Beside wrk", f"{check.ratio:.2f} of its rate ({check.low:.2f} to {check.high:.2f})")
        )
    return found


def _modified(run: Run) -> str:
    return " with changes" if run.environment.modified else ""
