"""One run of counts from its beginning to its end: every comparison, each service once a seed."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from guide.bench import callgrind
from guide.bench.comparisons import (
    BESIDE,
    LEFT,
    MEASURED,
    RIGHT,
    TIMED,
    WITH_DATABASE,
    Comparison,
    Settings,
    Subject,
    comparisons,
    reference,
)
from guide.bench.counted import (
    CountedRow,
    CountedSide,
    CountMethod,
    CountRun,
    Database,
    Reference,
    fewer_of,
    noise_of,
    ratio_of,
)
from guide.bench.environment import cores, describe, load_average
from guide.bench.interpreters import OURS, Interpreter
from guide.bench.protocol import environment
from guide.bench.result import TestName
from guide.bench.workloads import WORKLOADS
from guide.demos import processes

SEEDS = (1, 2)
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Task:
    """A service in a test, in an environment and with a database: counted once for each seed."""

    test: TestName
    subject: Subject
    interpreter: Interpreter
    database: Database

    def __str__(self) -> str:
        where = f", {self.interpreter.name}" if self.interpreter.name else ""
        with_database = f", {self.database}" if self.database != "sqlite" else ""
        return f"{self.test}, {self.subject.label}{with_database}{where}"


@dataclass
class Counting:
    """What to count, and what has been counted so far.

    `databases` holds the address of each, empty for an SQLite file. Raises `CountError` where
    valgrind is missing.
    """

    tests: tuple[TestName, ...]
    seeds: tuple[int, ...] = SEEDS
    interpreters: tuple[Interpreter, ...] = (OURS,)
    databases: Mapping[Database, str] = field(default_factory=lambda: {"sqlite": ""})
    command: str = "guide bench --count"

    def __post_init__(self) -> None:
        """Note what has to be known before anything is counted."""
        self.tool = callgrind.version()
        self.load_before = load_average()
        self.incomplete: str | None = None
        self.comparisons = [
            each for each in comparisons(Settings(tests=self.tests)) if not each.is_noise
        ]
        self._found: dict[tuple[Task, int], int] = {}

    def _places(self, test: TestName) -> Iterator[tuple[Interpreter, Database]]:
        """Yield where a test is counted: each environment, with each database that it reads."""
        for interpreter in self.interpreters:
            for database in self.databases:
                if test == WITH_DATABASE or database == next(iter(self.databases)):
                    yield interpreter, database

    def tasks(self) -> list[Task]:
        """Return each service to count, once."""
        found = [
            Task(each.test, subject, *place)
            for each in self.comparisons
            for place in self._places(each.test)
            for subject in (each.left, each.right)
        ]
        found += [
            Task(test, reference(twin), *place)
            for test in self.tests
            if test in TIMED
            for place in self._places(test)
            for twin in BESIDE
        ]
        return list(dict.fromkeys(found))

    @property
    def counts(self) -> int:
        """How many counts the run takes."""
        return len(self.tasks()) * len(self.seeds)

    def run(self, folder: Path, progress: Progress) -> None:
        """Count everything, one count on each core: that changes none of them.

        A failure or Ctrl-C ends it early and is noted, not raised.
        """
        pool = ThreadPoolExecutor(max_workers=len(cores()))
        waiting: dict[Future[int], tuple[Task, int]] = {}
        try:
            for task in self.tasks():
                for seed in self.seeds:
                    waiting[pool.submit(self._count, task, seed, folder)] = (task, seed)
            left = {*waiting}
            while left:
                # not for ever: a signal that comes just before one waits is taken after it
                ready, left = wait(left, 1.0, FIRST_COMPLETED)
                for done in ready:
                    self._found[waiting[done]] = done.result()
                    progress(str(waiting[done][0]))
        except KeyboardInterrupt:
            self.incomplete = f"stopped after {len(self._found)} of {self.counts} counts"
        except (callgrind.CountError, OSError) as error:  # the disk is full
            self.incomplete = str(error).splitlines()[0][:500]
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            while left := {each for each in waiting if not each.done()}:
                processes.end_all()  # each can take half an hour
                wait(left, 0.1)

    def _count(self, task: Task, seed: int, folder: Path) -> int:
        home = folder / (task.interpreter.name or "ours").replace(",", "-")
        home.mkdir(exist_ok=True)
        settings = environment(task.subject, home, database=self.databases[task.database])
        workload, subject = WORKLOADS[task.test], task.subject
        program = callgrind.Program(subject.application, subject.interface, task.interpreter)
        # once without valgrind, fifty times as fast: it makes tables and trains the model
        callgrind.asked([], program, workload, 0, 1, home, settings)
        measured = MEASURED[task.test]
        requests = (measured.requests, measured.warm_up, seed)
        return callgrind.instructions(program, workload, *requests, home, settings)

    def _side(self, task: Task) -> CountedSide | None:
        """Return a service with its counts; None where one is missing."""
        found = [self._found.get((task, seed)) for seed in self.seeds]
        counts = [count for count in found if count is not None]
        if len(counts) < len(self.seeds):
            return None
        label, alternative = task.subject.label, task.subject.alternative
        return CountedSide(label=label, alternative=alternative, counts=counts)

    def _rows(self) -> Iterator[CountedRow]:
        for each in self.comparisons:
            for interpreter, database in self._places(each.test):
                sides = [
                    self._side(Task(each.test, subject, interpreter, database))
                    for subject in (each.left, each.right)
                ]
                if sides[0] and sides[1]:
                    yield _row(each, interpreter, database, sides[0], sides[1])

    def _references(self) -> Iterator[Reference]:
        for task in self.tasks():
            side = self._side(task)
            if side and side.alternative in {twin.id for twin in BESIDE}:
                yield Reference(
                    test=task.test,
                    environment=task.interpreter.name,
                    database=task.database,
                    side=side,
                )

    def result(self, day: date) -> CountRun:
        """Return everything finished as one run."""
        named = [each for each in self.interpreters if each.name]
        return CountRun(
            title=f"{LEFT.name} and {RIGHT.name}, instructions per request, {day.isoformat()}",
            date=day,
            incomplete=self.incomplete,
            environment=describe((), False, self.load_before),
            environments={str(each.name): each.software() for each in named},
            method=CountMethod(
                tool=self.tool,
                how=callgrind.HOW,
                seeds=list(self.seeds),
                requests={test: MEASURED[test].requests for test in self.tests},
                warm_up={test: MEASURED[test].warm_up for test in self.tests},
                command=self.command,
                database=", ".join(self.databases) + ", one for all services",
                collected=True,
            ),
            rows=list(self._rows()),
            references=list(self._references()),
        )


def _row(
    comparison: Comparison,
    interpreter: Interpreter,
    database: Database,
    left: CountedSide,
    right: CountedSide,
) -> CountedRow:
    ratio = ratio_of(left.counts, right.counts)
    noise = noise_of(left.counts, right.counts)
    return CountedRow(
        test=comparison.test,
        profile=comparison.profile,
        environment=interpreter.name,
        database=database,
        left=left,
        right=right,
        ratio=ratio,
        noise=noise,
        fewer=fewer_of(ratio, noise),
    )


def report(run: CountRun) -> str:
    """Return a run as plain text: a line for each row, then what the figures do not say."""
    lines = [run.title, f"{run.environment.python}, {run.method.tool}", ""]
    for row in run.rows:
        lines.append(
            f"{_place(row)}: {row.left.label} {row.left.mean:,.0f}, "
            f"{row.right.label} {row.right.mean:,.0f}: ratio {row.ratio:.3f}, "
            f"one service against itself up to {row.noise:.3f}"
        )
    for each in run.references:
        lines.append(
            f"{_place(each)}: {each.side.label} {each.side.mean:,.0f}, "
            f"against itself {each.noise:.3f}"
        )
    lines += ["", "Counted is work, not time: no waiting, no caches, no kernel, one thread."]
    return "\n".join(lines) + "\n"


def _place(row: CountedRow | Reference) -> str:
    where = f", {row.environment}" if row.environment else ""
    return f"{row.test}, {row.database}{where}"
