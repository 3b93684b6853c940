"""Made-up measurements with a known ratio and known noise."""

import random
from array import array
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from guide.bench import ratios, runs, stats
from guide.bench.comparisons import LEFT, RIGHT, Comparison, Settings, comparisons, subject
from guide.bench.protocol import Measured
from guide.bench.result import Block, CrossCheck, Environment, Method, Pair, Row, Run
from guide.bench.runs import Refused, StoredRun


def read_runs(folder: Path) -> tuple[list[StoredRun], list[Refused]]:
    """Read the measured runs of a folder, and what is refused there."""
    found = runs.read_all(folder)
    return list(found.runs), list(found.refused)


def block(rate: float, connections: int, cpu: float = 0.3, waited: float = 0.01) -> Block:
    mean = 1000 * connections / rate
    return Block(
        requests=round(5 * rate),
        seconds=5,
        mean_ms=mean,
        p50_ms=mean,
        p90_ms=mean,
        p99_ms=2 * mean,
        max_ms=3 * mean,
        generator_cpu=cpu,
        generator_waited=waited,
    )


def make_measured(
    ratio: float, noise: float, connections: int, *, seed: int = 1, **options: float
) -> Measured:
    """Ten pairs; the right side answers 1000 requests/s, the left `ratio` times as many."""
    chance, found = random.Random(seed), Measured()
    for number in range(10):
        rates = (1000 * ratio * chance.lognormvariate(0, noise), 1000.0)
        found.pairs.append(
            Pair(
                first="left" if number % 2 else "right",
                left=block(rates[0], connections, **options),
                right=block(rates[1], connections, **options),
            )
        )
        found.latencies["left"].extend(array("d", [connections / rates[0]] * round(5 * rates[0])))
        found.latencies["right"].extend(array("d", [connections / rates[1]] * 5000))
    return found


@pytest.fixture(scope="session")
def measured() -> Callable[..., Measured]:
    return make_measured


@pytest.fixture(scope="session")
def rows() -> Callable[..., list[Row]]:
    """Rows of one made-up comparison: rows(comparison, ratio, noise, floors={}, cpu=0.3)."""

    def make(
        comparison: Comparison,
        ratio: float,
        noise: float,
        floors: dict[int, float] | None = None,
        **options: float,
    ) -> list[Row]:
        found = {n: make_measured(ratio, noise, n, seed=n, **options) for n in (1, 32)}
        return ratios.rows(comparison, found, Settings(connections=(1, 32)), floors or {})

    return make


@pytest.fixture(scope="session")
def run(rows: Callable[..., list[Row]]) -> Run:
    """A whole made-up run, in which Flask is 1.2 times as fast, and as fast in Remote."""
    settings = Settings(connections=(1, 32))
    noise: list[Row] = []
    found: list[Row] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stats, "RESAMPLES", 500)
        for comparison in comparisons(settings):
            if comparison.is_noise:
                noise += rows(comparison, 1.0, 0.01)
            else:
                ratio = 1.0 if comparison.test == "remote" else 1.2
                found += rows(comparison, ratio, 0.01, ratios.floors(noise, comparison.test))
    return Run(
        title="Flask and Django behind gunicorn",
        date=date(2026, 11, 23),
        rough=None,
        incomplete=None,
        invalid=None,
        environment=Environment(
            processor="Made-up <1>",
            cores=8,
            virtual=False,
            governor="performance",
            pinned=True,
            load_before=0.1,
            load_after=1.2,
            system="Debian",
            python="CPython 3.11.7",
            versions={"Flask": "3.1.3", "Django": "5.2.19"},
            revision="0" * 40,
            modified=False,
        ),
        method=Method(
            seed=1,
            blocks=10,
            seconds=5,
            warm_up=3,
            connections=[1, 32],
            server="gunicorn",
            workers=1,
            threads=4,
            flags=["--worker-class", "gthread"],
            database="SQLite",
        ),
        cross_check=CrossCheck(wrk="wrk 4.1", connections=32, ratio=0.97, low=0.96, high=0.98),
        noise=noise,
        rows=found,
    )


@pytest.fixture(scope="session")
def pair() -> Comparison:
    return Comparison("json", "bare", subject(LEFT, "bare"), subject(RIGHT, "bare"))


@pytest.fixture(scope="session")
def same() -> Comparison:
    return Comparison("json", "bare", subject(LEFT, "bare"), subject(LEFT, "bare"))
