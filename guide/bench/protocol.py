"""How two subjects are compared.

A comparison has a round for each pair of blocks. A round starts both servers afresh, checks their
answers, warms them up, and measures one pair of blocks at each number of connections, in AB or BA
order, half of each, shuffled; then it checks the answers again. Why fresh servers in each round:
two starts of the same program differ (in memory layout and hash seed) for as long as they live, so
pairs from one start would look more alike than they are.
"""

import random
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Literal

from guide.bench.comparisons import WAITING, Comparison, Settings, Subject, round_seconds
from guide.bench.interpreters import OURS, Interpreter
from guide.bench.load import Load, run_load
from guide.bench.responses import LoadError
from guide.bench.result import Block, Pair
from guide.bench.servers import SECRET, Plan
from guide.bench.stats import percentile
from guide.bench.workloads import WORKLOADS, WrongAnswerError
from guide.demos import stub
from guide.demos.processes import ProcessError, Server, free_port, running
from guide.telling.phrases import counted

MOST_WAITING = 0.1  # of the time; above this others had a part in what was measured
SideName = Literal["left", "right"]
Progress = Callable[[float, str], None]  # takes about how many seconds of work are done, and which


class FailedError(Exception):
    """A comparison cannot be used: the reason in one line, and what the servers said."""

    def __init__(self, reason: str, said: str = "") -> None:
        super().__init__(reason)
        self.said = said


@dataclass
class Measured:
    """The pairs of one comparison at one number of connections, and every latency, in seconds."""

    pairs: list[Pair] = field(default_factory=list)
    latencies: "dict[SideName, array[float]]" = field(
        default_factory=lambda: {"left": array("d"), "right": array("d")}
    )


def measure(
    comparison: Comparison,
    settings: Settings,
    plan: Plan,
    folder: Path,
    progress: Progress,
    interpreter: Interpreter = OURS,
) -> dict[int, Measured]:
    """Compare two subjects: for each number of connections, what was measured.

    `folder` is a place for logs and for the twins' own files. Raises `FailedError`.
    """
    chance = random.Random(f"{settings.seed} {comparison}")  # noqa: S311
    orders = {count: _orders(settings.blocks, chance) for count in settings.connections}
    measured = {count: Measured() for count in settings.connections}
    for number in range(settings.blocks):
        with _serving(comparison, plan, folder, interpreter) as servers:
            try:
                _one_round(comparison, settings, servers, orders, number, measured)
            except (LoadError, ProcessError, WrongAnswerError) as error:
                raise FailedError(
                    f"{comparison}: {str(error).splitlines()[0]}", _last_words(error, servers)
                ) from None
        done = f"{comparison.test} {comparison.profile}, {number + 1} of {settings.blocks}"
        progress(round_seconds(settings), done)
    return measured


def _one_round(
    comparison: Comparison,
    settings: Settings,
    servers: dict[SideName, Server],
    orders: dict[int, list[SideName]],
    number: int,
    measured: dict[int, Measured],
) -> None:
    workload = WORKLOADS[comparison.test]
    for server in servers.values():
        server.wait_until_it_listens()
    before = {side: workload.verify(server.port) for side, server in servers.items()}
    if before["left"].says != before["right"].says:
        raise WrongAnswerError(f"{workload.path}: the two sides give different answers")

    def load(side: SideName, connections: int, seconds: float) -> Load:
        request, expected = workload.request(servers[side].port), before[side].expected
        try:
            return run_load(request, expected, connections=connections, seconds=seconds)
        except LoadError as error:
            label = getattr(comparison, side).label
            many = counted(connections, "connection", "connections")
            raise LoadError(f"{label}, {many}: {error}") from None

    for side in servers:
        load(side, max(settings.connections), settings.warm_up)
    for connections in settings.connections:
        first = orders[connections][number]
        second: SideName = "right" if first == "left" else "left"
        loads = {side: load(side, connections, settings.seconds) for side in (first, second)}
        found = measured[connections]
        found.pairs.append(
            Pair(first=first, left=block_of(loads["left"]), right=block_of(loads["right"]))
        )
        for side in servers:
            found.latencies[side].extend(loads[side].latencies)
    for side, server in servers.items():
        if workload.verify(server.port) != before[side]:
            raise WrongAnswerError(f"{workload.path}: another answer after the load than before")


@contextmanager
def _serving(
    comparison: Comparison, plan: Plan, folder: Path, interpreter: Interpreter
) -> Iterator[dict[SideName, Server]]:
    """Start both servers, and the remote one if the test needs it."""
    with ExitStack() as stack:
        remote = ""
        if comparison.test == WAITING:
            remote = stack.enter_context(remote_server(folder))
        sides: dict[SideName, Subject] = {"left": comparison.left, "right": comparison.right}
        yield {
            side: stack.enter_context(
                twin(each, plan, folder, side, remote=remote, interpreter=interpreter)
            )
            for side, each in sides.items()
        }


def twin(
    subject: Subject,
    plan: Plan,
    folder: Path,
    name: str,
    *,
    remote: str = "",
    database: str = "",
    interpreter: Interpreter = OURS,
) -> AbstractContextManager[Server]:
    """Serve one twin."""
    port = free_port()
    command = plan.command(subject.application, port, interpreter.python)
    settings = environment(subject, folder, remote, database) | dict(interpreter.settings)
    return running(name, command, port, folder, plan.cores, settings)


def environment(
    subject: Subject, folder: Path, remote: str = "", database: str = ""
) -> dict[str, str]:
    """Return a twin's settings; all of them share the database and have no rate limits.

    `database` is the address of one; without it they get an SQLite file in `folder`.
    """
    return {
        "TWIN_INSTANCE": str(folder),
        "TWIN_LIMITS": "off",
        "TWIN_REMOTE_URL": remote,
        "DATABASE_URL": database or f"sqlite:///{folder}/twins.sqlite3",
        "SECRET_KEY": SECRET,
        **subject.environment,
    }


@contextmanager
def remote_server(folder: Path) -> Iterator[str]:
    """Run the server that the Remote test asks, and yield its address."""
    port = free_port()
    command = [sys.executable, "-I", stub.__file__, str(port)]
    with running("remote", command, port, folder) as process:
        process.wait_until_it_listens()
        yield f"http://127.0.0.1:{port}/"


def _orders(blocks: int, chance: random.Random) -> list[SideName]:
    orders: list[SideName] = ["left" if n % 2 else "right" for n in range(blocks)]
    chance.shuffle(orders)
    return orders


def block_of(load: Load) -> Block:
    """Return what is kept of a block of load."""
    times = sorted(load.latencies)
    return Block(
        requests=len(times),
        seconds=load.seconds,
        mean_ms=1000 * sum(times) / len(times),
        p50_ms=1000 * percentile(times, 0.5),
        p90_ms=1000 * percentile(times, 0.9),
        p99_ms=1000 * percentile(times, 0.99),
        max_ms=1000 * times[-1],
        generator_cpu=load.cpu / load.seconds,
        generator_waited=None if load.waited is None else load.waited / load.seconds,
    )


def disturbed(blocks: Iterable[Block]) -> str | None:
    """Say that others used the machine while blocks were measured, or None."""
    waits = [b.generator_waited for b in blocks if b.generator_waited is not None]
    if not waits or median(waits) <= MOST_WAITING:
        return None
    return (
        "other processes kept the machine busy: in half of the blocks the generator waited "
        f"for a core for more than {median(waits):.0%} of the time"
    )


def _last_words(error: Exception, servers: dict[SideName, Server]) -> str:
    if isinstance(error, ProcessError):
        return str(error)
    return "\n".join(f"{s.name} said:\n{s.last_words()}" for s in servers.values())
