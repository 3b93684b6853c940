"""One run of counts from its beginning to its end: every comparison, each service once a seed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from guide.bench import callgrind
from guide.bench.comparisons import LEFT, RIGHT, Comparison, Settings, Subject, comparisons
from guide.bench.counted import (
    CountedRow,
    CountedSide,
    CountMethod,
    CountRun,
    fewer_of,
    noise_of,
    ratio_of,
)
from guide.bench.environment import describe, load_average
from guide.bench.protocol import environment
from guide.bench.result import TestName
from guide.bench.workloads import WORKLOADS

COUNTABLE: tuple[TestName, ...] = ("json", "complete", "predict")  # Remote waits: nothing to count
SEEDS = (1, 2)
REQUESTS: dict[TestName, int] = {"json": 100, "complete": 10, "predict": 1}
WARM_UP: dict[TestName, int] = {"json": 20, "complete": 2, "predict": 1}
Progress = Callable[[str], None]


class Counting:
    """What has been counted so far."""

    def __init__(self, tests: tuple[TestName, ...], seeds: tuple[int, ...] = SEEDS) -> None:
        """Plan the run. Raises `CountError` where valgrind is missing."""
        self.tool = callgrind.version()
        self.tests, self.seeds = tests, seeds
        self.comparisons = [c for c in comparisons(Settings(tests=tests)) if not c.is_noise]
        self.load_before = load_average()
        self.rows: list[CountedRow] = []
        self.incomplete: str | None = None
        self._known: dict[tuple[str, Subject], list[int]] = {}

    @property
    def counts(self) -> int:
        """How many counts the run takes."""
        services = {(c.test, s.label) for c in self.comparisons for s in (c.left, c.right)}
        return len(services) * len(self.seeds)

    def run(self, folder: Path, progress: Progress) -> None:
        """Count everything. A failure or Ctrl-C ends it early and is noted, not raised."""
        try:
            for comparison in self.comparisons:
                self.rows.append(self._row(comparison, folder, progress))
        except KeyboardInterrupt:
            self.incomplete = (
                f"stopped after {len(self.rows)} of {len(self.comparisons)} comparisons"
            )
        except callgrind.CountError as error:
            self.incomplete = str(error).splitlines()[0][:500]

    def _row(self, comparison: Comparison, folder: Path, progress: Progress) -> CountedRow:
        left, right = (
            CountedSide(
                label=subject.label,
                alternative=subject.alternative,
                counts=self._counts(comparison.test, subject, folder, progress),
            )
            for subject in (comparison.left, comparison.right)
        )
        ratio = ratio_of(left.counts, right.counts)
        noise = noise_of(left.counts, right.counts)
        return CountedRow(
            test=comparison.test,
            profile=comparison.profile,
            left=left,
            right=right,
            ratio=ratio,
            noise=noise,
            fewer=fewer_of(ratio, noise),
        )

    def _counts(
        self, test: TestName, subject: Subject, folder: Path, progress: Progress
    ) -> list[int]:
        """Return a count for each seed; a service that two comparisons share is counted once."""
        known = (test, subject)
        if known not in self._known:
            workload, settings = WORKLOADS[test], environment(subject, folder)
            # once without valgrind, fifty times as fast: it makes tables and trains the model
            callgrind.asked([], subject.application, workload, 0, 1, folder, settings)
            found = []
            for seed in self.seeds:
                progress(f"{test}, {subject.label}")
                found.append(
                    callgrind.instructions(
                        subject.application,
                        *(workload, REQUESTS[test], WARM_UP[test], seed, folder, settings),
                    )
                )
            self._known[known] = found
        return self._known[known]

    def result(self, day: date) -> CountRun:
        """Return everything finished as one run."""
        return CountRun(
            title=f"{LEFT.name} and {RIGHT.name}, instructions per request, {day.isoformat()}",
            date=day,
            incomplete=self.incomplete,
            environment=describe(None, False, self.load_before),
            method=CountMethod(
                tool=self.tool,
                how=callgrind.HOW,
                seeds=list(self.seeds),
                requests={test: REQUESTS[test] for test in self.tests},
                warm_up={test: WARM_UP[test] for test in self.tests},
                command=f"guide bench --count --tests {','.join(self.tests)}",
                database="SQLite, one file for both",
            ),
            rows=self.rows,
        )


def report(run: CountRun) -> str:
    """Return a run as plain text: a line for each row, then what the figures do not say."""
    lines = [run.title, f"{run.environment.python}, {run.method.tool}", ""]
    for row in run.rows:
        lines.append(
            f"{row.test}: {row.left.label} {row.left.mean:,.0f}, "
            f"{row.right.label} {row.right.mean:,.0f}: ratio {row.ratio:.3f}, "
            f"one service against itself up to {row.noise:.3f}"
        )
    lines += ["", "Counted is work, not time: no waiting, no caches, no kernel, one thread."]
    return "\n".join(lines) + "\n"
