"""Several ways to serve the same test, measured in rounds: each once a round, in shuffled order.

Every block has a server that was started for it, so that two blocks of one way differ as two starts
do. Rates are given as they are, with the ceiling that waiting sets: of one machine, in one hour.
"""

import random
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

from guide.bench import stats
from guide.bench.checks import too_busy
from guide.bench.comparisons import (
    BESIDE,
    LEFT,
    RIGHT,
    WAITING,
    WITH_DATABASE,
    Subject,
    reference,
    too_short,
)
from guide.bench.counted import Database
from guide.bench.environment import describe, load_average, on_cores, pinning
from guide.bench.interpreters import OURS, Interpreter
from guide.bench.load import run_load
from guide.bench.protocol import block_of, disturbed, remote_server, twin
from guide.bench.responses import LoadError
from guide.bench.result import Block, ServerName, TestName
from guide.bench.served import ServingMethod, ServingRun, Way
from guide.bench.servers import PACKAGES, TAKES, Plan
from guide.bench.workloads import WORKLOADS, WrongAnswerError
from guide.demos.processes import ProcessError
from guide.demos.stub import DELAY
from guide.telling.phrases import counted

FEWEST_ROUNDS = 4  # for an interval that deserves its name
LEAST_ROUNDS = 2  # for any interval
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Served:
    """A service in a test behind a server: one way, before it was measured."""

    test: TestName
    subject: Subject
    plan: Plan
    database: Database

    def __str__(self) -> str:
        with_database = f", {self.database}" if self.test == WITH_DATABASE else ""
        how = f"{self.plan.server} {self.plan.interface}{with_database}"
        return f"{self.test}, {self.subject.label}, {how}"


@dataclass
class Serving:
    """What to measure, and what was. `databases` holds the address of each, empty for SQLite."""

    tests: tuple[TestName, ...]
    servers: tuple[ServerName, ...] = tuple(TAKES)
    databases: Mapping[Database, str] = field(default_factory=lambda: {"sqlite": ""})
    interpreter: Interpreter = OURS
    workers: int = 1
    threads: int = 4
    connections: int = 64
    rounds: int = FEWEST_ROUNDS
    seconds: float = 4.0
    warm_up: float = 1.0
    seed: int = 1
    command: str = "guide bench serving"

    def __post_init__(self) -> None:
        """Note what has to be known before anything starts."""
        self.load_before = load_average()
        self.pinning = pinning()
        self.incomplete: str | None = None
        self.blocks: dict[Served, list[Block]] = {each: [] for each in self.ways()}

    def ways(self) -> list[Served]:
        """Return every way: each server with each service by each interface that both have."""
        cores = self.pinning.servers if self.pinning else "any"
        return [
            Served(test, reference(each, interface), plan, database)
            for test in self.tests
            for database in self._databases(test)
            for server in self.servers
            for interface in TAKES[server]
            for plan in [Plan(server, self.workers, self.threads, cores, interface)]
            for each in (LEFT, RIGHT, *BESIDE)
            if interface in each.interfaces
        ]

    def _databases(self, test: TestName) -> list[Database]:
        return [*self.databases] if test == WITH_DATABASE else [*self.databases][:1]

    @property
    def total(self) -> int:
        """How many blocks the run takes."""
        return len(self.blocks) * self.rounds

    def run(self, folder: Path, progress: Progress) -> None:
        """Measure every way in every round. A failure or Ctrl-C ends it early and is noted."""
        chance = random.Random(self.seed)  # noqa: S311
        done, doing = 0, "the other server"
        try:
            with ExitStack() as stack:
                stack.enter_context(on_cores(self.pinning))
                remote = ""
                if WAITING in self.tests:
                    remote = stack.enter_context(remote_server(folder))
                for _ in range(self.rounds):
                    for way in chance.sample(list(self.blocks), len(self.blocks)):
                        doing = str(way)
                        self.blocks[way].append(self._block(way, folder, remote))
                        done += 1
                        progress(doing)
        except KeyboardInterrupt:
            self.incomplete = f"stopped after {done} of {self.total} blocks"
        except (LoadError, ProcessError, WrongAnswerError, OSError) as error:  # the disk is full
            self.incomplete = f"{doing}: {error}"[:400]

    def _block(self, way: Served, folder: Path, remote: str) -> Block:
        workload, address = WORKLOADS[way.test], self.databases[way.database]
        with twin(
            *(way.subject, way.plan, folder, "served"),
            remote=remote,
            database=address,
            interpreter=self.interpreter,
        ) as server:
            server.wait_until_it_listens()
            before = workload.verify(server.port)
            asks = workload.request(server.port)
            count = self.connections
            run_load(asks, before.expected, connections=count, seconds=self.warm_up)
            load = run_load(asks, before.expected, connections=count, seconds=self.seconds)
            if workload.verify(server.port) != before:
                raise WrongAnswerError(f"{workload.path}: another answer after the load")
        return block_of(load)

    def result(self, day: date) -> ServingRun:
        """Return what every way has measured in the rounds that were finished."""
        finished = min((len(found) for found in self.blocks.values()), default=0)
        packages = dict.fromkeys(name for server in self.servers for name in PACKAGES[server])
        pinned = self.pinning is not None
        enough = finished >= LEAST_ROUNDS
        return ServingRun(
            title=f"{LEFT.name}, {RIGHT.name} and others by ways to serve, {day.isoformat()}",
            date=day,
            rough=self._doubts(finished),
            incomplete=self.incomplete,
            environment=describe(list(packages), pinned, self.load_before, self.interpreter.python),
            method=ServingMethod(
                seed=self.seed,
                rounds=max(1, finished),
                seconds=self.seconds,
                warm_up=self.warm_up,
                connections=self.connections,
                workers=self.workers,
                threads=self.threads,
                delay=DELAY,
                command=self.command,
            ),
            ways=[self._way(*each, finished) for each in self.blocks.items()] if enough else [],
        )

    def _way(self, way: Served, blocks: list[Block], finished: int) -> Way:
        blocks = blocks[:finished]
        rates = [block.rate for block in blocks]
        low, high = map(stats.significant, stats.interval(rates, self.seed))
        at_once = way.plan.at_once(self.connections) if way.test == WAITING else None
        busiest = max(block.generator_cpu for block in blocks)
        return Way(
            test=way.test,
            database=way.database,
            alternative=way.subject.alternative,
            label=way.subject.label,
            server=way.plan.server,
            interface=way.plan.interface,
            flags=way.plan.flags,
            at_once=at_once,
            ceiling=at_once / DELAY if at_once else None,
            requests_per_second=stats.significant(stats.geometric_mean(rates)),
            low=low,
            high=high,
            p50_ms=median(block.p50_ms for block in blocks),
            invalid=too_busy(busiest),
            blocks=blocks,
        )

    def _doubts(self, finished: int) -> str | None:
        """Say why the figures are rough, or None."""
        reasons: list[str | None] = []
        if finished < FEWEST_ROUNDS:
            reasons.append(
                f"{counted(finished, 'round is', 'rounds are')} fewer than {FEWEST_ROUNDS}"
            )
        reasons.append(too_short(self.seconds))
        reasons.append(disturbed(block for found in self.blocks.values() for block in found))
        return "; ".join(filter(None, reasons)) or None


def report(run: ServingRun) -> str:
    """Return a run as plain text: a line for each way, the ceiling beside it."""
    clients = counted(run.method.connections, "connection", "connections")
    lines = [run.title, f"{run.environment.python}, {clients}"]
    if run.rough:
        lines.append(f"ROUGH: {run.rough}")
    lines += ["", f"{'':<44}{'requests/s':>11}   {'95 % interval':<20}{'ceiling':>8}"]
    for way in run.ways:
        name = f"{way.test}, {way.label}, {way.server} {way.interface}"
        if way.test == WITH_DATABASE:
            name += f", {way.database}"
        interval = f"{way.low:.4g} to {way.high:.4g}"
        ceiling = f"{way.ceiling:.4g}" if way.ceiling else ""
        lines.append(f"{name:<44}{way.requests_per_second:>11.4g}   {interval:<20}{ceiling:>8}")
    if any(way.ceiling for way in run.ways):
        lines.append("")
        lines.append(
            f"The ceiling: requests that can wait at a time ÷ {run.method.delay:g} s. Threads: "
            f"{run.method.workers} × {run.method.threads}; without them, all connections."
        )
    return "\n".join(lines) + "\n"
