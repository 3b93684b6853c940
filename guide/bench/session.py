"""One run from its beginning to its end, whatever the end."""

import subprocess
from datetime import date
from pathlib import Path

from guide.bench import crosscheck, ratios, stats
from guide.bench.comparisons import LEFT, RIGHT, Comparison, Settings, comparisons, round_seconds
from guide.bench.environment import Pinning, describe, load_average, on_cores, pinning
from guide.bench.interpreters import OURS, Interpreter
from guide.bench.protocol import FailedError, Progress, disturbed, measure
from guide.bench.responses import LoadError
from guide.bench.result import CrossCheck, Method, Row, Run
from guide.bench.servers import PACKAGES, Plan
from guide.bench.workloads import WrongAnswerError
from guide.demos.processes import ProcessError
from guide.telling.phrases import counted

LEAST_OF_WRK = 0.8  # of its rate; below this the generator may be what was measured
TOLERANCE = 0.1  # in Little's law; beyond it, a time or a rate is wrong


class Session:
    """What has been measured so far. `said` holds what the servers wrote before a failure."""

    def __init__(self, settings: Settings, interpreter: Interpreter = OURS) -> None:
        """Plan the run; nothing starts yet."""
        self.interpreter = interpreter
        self.settings = settings
        self.pinning: Pinning | None = pinning()
        self.plan = Plan(
            settings.server,
            settings.workers,
            settings.threads,
            self.pinning.servers if self.pinning else "any",
        )
        self.comparisons = comparisons(settings)
        self.load_before = load_average()
        self.noise: list[Row] = []
        self.rows: list[Row] = []
        self.cross_check: CrossCheck | None = None
        self.invalid: str | None = None
        self.incomplete: str | None = None
        self.said = ""

    @property
    def seconds(self) -> float:
        """About how long the run takes."""
        rounds = len(self.comparisons) * self.settings.blocks
        return rounds * round_seconds(self.settings) + crosscheck.seconds(self.settings)

    def run(self, folder: Path, progress: Progress) -> None:
        """Measure everything. A failure or Ctrl-C ends it early and is noted, not raised."""
        finished = 0
        try:
            with on_cores(self.pinning):
                self.cross_check = crosscheck.cross_check(self.settings, self.plan, folder)
                progress(crosscheck.seconds(self.settings), "beside wrk")
                for comparison in self.comparisons:
                    self._compare(comparison, folder, progress)
                    finished += 1
        except KeyboardInterrupt:
            self.incomplete = f"stopped after {finished} of {len(self.comparisons)} comparisons" + (
                ", which are kept" if finished else ""
            )
        except FailedError as error:
            self.invalid, self.said = str(error), error.said
        except (LoadError, ProcessError, WrongAnswerError) as error:
            self.invalid, self.said = f"cross-check: {str(error).splitlines()[0]}", str(error)
        except (OSError, subprocess.SubprocessError) as error:  # the disk is full, wrk hangs
            self.invalid = f"after {counted(finished, 'comparison', 'comparisons')}: {error}"

    def _compare(self, comparison: Comparison, folder: Path, progress: Progress) -> None:
        measured = measure(comparison, self.settings, self.plan, folder, progress, self.interpreter)
        floors = {} if comparison.is_noise else ratios.floors(self.noise, comparison.test)
        rows = ratios.rows(comparison, measured, self.settings, floors)
        (self.noise if comparison.is_noise else self.rows).extend(rows)

    def _doubts(self) -> str | None:
        """Say why the figures are rough, or None."""
        blocks = [block for row in self.noise + self.rows for block in row.blocks]
        reasons = [self.settings.rough, disturbed(blocks), self._against_littles_law()]
        if self.cross_check and self.cross_check.ratio < LEAST_OF_WRK:
            reasons.append(
                f"the generator got only {self.cross_check.ratio:.0%} of the rate of wrk"
            )
        return "; ".join(filter(None, reasons)) or None

    def _against_littles_law(self) -> str | None:
        for row in self.noise + self.rows:
            for side in (row.left, row.right):
                least = stats.least_in_flight(row.connections, self.settings.seconds, side.mean_ms)
                low, high = least * (1 - TOLERANCE), row.connections * (1 + TOLERANCE)
                if not low <= side.in_flight <= high:
                    return (
                        f"by Little's law {side.label} in {row.test} had {side.in_flight:.3g} "
                        f"requests open, and not {least:.3g} to {row.connections}"
                    )
        return None

    def result(self, day: date) -> Run:
        """Return everything finished as one run."""
        settings = self.settings
        too_busy = next((row for row in self.noise + self.rows if row.invalid), None)
        if too_busy and not self.invalid:
            self.invalid = (
                f"{too_busy.test} at {counted(too_busy.connections, 'connection', 'connections')}: "
                f"{too_busy.invalid}"
            )
        return Run(
            title=f"{LEFT.name} and {RIGHT.name} behind {settings.server}, {day.isoformat()}",
            date=day,
            rough=self._doubts(),
            incomplete=self.incomplete,
            invalid=self.invalid,
            environment=describe(
                PACKAGES[settings.server],
                self.pinning is not None,
                self.load_before,
                self.interpreter.python,
            ),
            method=Method(
                seed=settings.seed,
                blocks=settings.blocks,
                seconds=settings.seconds,
                warm_up=settings.warm_up,
                connections=list(settings.connections),
                server=settings.server,
                workers=settings.workers,
                threads=settings.threads,
                flags=self.plan.flags,
                database="SQLite, one file for both",
            ),
            cross_check=self.cross_check,
            noise=self.noise,
            rows=self.rows,
        )
