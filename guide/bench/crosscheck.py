"""Compare the generator with wrk, which is written in C, on one server."""

import re
import shutil
import subprocess
from pathlib import Path

from guide.bench import stats
from guide.bench.comparisons import LEFT, STARTING, Settings, subject
from guide.bench.load import run_load
from guide.bench.protocol import twin
from guide.bench.responses import LoadError
from guide.bench.result import CrossCheck
from guide.bench.servers import Plan
from guide.bench.workloads import WORKLOADS

_RATE = re.compile(r"^Requests/sec:\s+([\d.]+)$", re.MULTILINE)


def seconds(settings: Settings) -> float:
    """Return about how long the check takes; 0 where wrk is not installed."""
    if not shutil.which("wrk"):
        return 0
    return STARTING + settings.warm_up + 2 * _pairs(settings) * _whole_seconds(settings)


def cross_check(settings: Settings, plan: Plan, folder: Path) -> CrossCheck | None:
    """Measure JSON in one twin with both, in turns; None where wrk is not installed.

    Raises `LoadError`, `ProcessError` or `WrongAnswerError`.
    """
    program = shutil.which("wrk")
    if not program:
        return None
    workload, connections = WORKLOADS["json"], max(settings.connections)
    length = _whole_seconds(settings)
    ratios = []
    with twin(subject(LEFT, "bare"), plan, folder, "cross-check") as server:
        server.wait_until_it_listens()
        expected = workload.verify(server.port).expected
        request = workload.request(server.port)
        url = f"http://127.0.0.1:{server.port}{request.path}"

        def ours() -> float:
            load = run_load(request, expected, connections=connections, seconds=length)
            return len(load.latencies) / load.seconds

        def theirs() -> float:
            return _wrk(program, url, connections, length)

        run_load(request, expected, connections=connections, seconds=settings.warm_up)
        for number in range(_pairs(settings)):
            order = (theirs, ours) if number % 2 else (ours, theirs)
            rates = {rate: rate() for rate in order}
            ratios.append(rates[ours] / rates[theirs])
    low, high = stats.interval(ratios, settings.seed)
    return CrossCheck(
        wrk=_version(program),
        connections=connections,
        ratio=stats.geometric_mean(ratios),
        low=low,
        high=high,
    )


def _pairs(settings: Settings) -> int:
    return 4 if settings.quick else 6  # even: half in each order


def _whole_seconds(settings: Settings) -> int:
    return max(1, round(settings.seconds))  # wrk takes no fractions


def _wrk(program: str, url: str, connections: int, seconds: int) -> float:
    options = ["--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s"]
    said = subprocess.run(  # noqa: S603
        [program, *options, url], capture_output=True, text=True, timeout=seconds + 30, check=False
    ).stdout
    rate = _RATE.search(said)
    if not rate or float(rate[1]) == 0 or "Socket errors" in said or "Non-2xx" in said:
        raise LoadError(f"wrk did not get its answers: {said[-300:].strip()}")
    return float(rate[1])


def _version(program: str) -> str:
    said = subprocess.run(  # noqa: S603
        [program, "--version"], capture_output=True, text=True, timeout=10, check=False
    )
    return " ".join((said.stdout + said.stderr).split()[:2])
