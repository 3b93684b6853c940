"""What a run of several ways to serve writes and the site reads: rates with their intervals.

A file whose rates, or whose ceilings, do not follow from its own blocks and method is refused.
"""

from datetime import date
from statistics import median
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from guide.bench import checks, stats
from guide.bench.checks import same
from guide.bench.counted import Database
from guide.bench.result import (
    Block,
    Count,
    Environment,
    Exact,
    Name,
    Positive,
    ServerName,
    Share,
    TestName,
    Text,
)
from guide.demos.twins import Interface

Ratio = tuple[float, float, float]  # with the ends of its 95 % interval


class Way(Exact):
    """One service in a test, behind one server, with a block of load for each round.

    `requests_per_second` is the geometric mean of the blocks, `low` and `high` its 95 % interval.
    """

    test: TestName
    database: Database
    alternative: Name
    label: Text
    server: ServerName
    interface: Interface
    flags: Annotated[list[Text], Field(max_length=100)]
    at_once: Count | None  # requests that can wait for another server at a time; in Remote only
    ceiling: Positive | None  # requests per second that this waiting allows
    requests_per_second: Positive
    low: Positive
    high: Positive
    p50_ms: Positive  # the median of the blocks' medians
    invalid: Text | None
    blocks: Annotated[list[Block], Field(min_length=2, max_length=1000)]

    @property
    def key(self) -> tuple[object, ...]:
        """What was measured; a run has it once."""
        return self.test, self.database, self.server, self.interface, self.alternative

    @property
    def noise(self) -> float:
        """The largest ratio between two of its blocks: the service against itself."""
        rates = [block.rate for block in self.blocks]
        return max(rates) / min(rates)

    @model_validator(mode="after")
    def _follows_from_its_blocks(self) -> Self:
        rate = stats.geometric_mean([block.rate for block in self.blocks])
        same("requests_per_second", self.requests_per_second, rate)
        same("p50_ms", self.p50_ms, median(block.p50_ms for block in self.blocks))
        if (self.ceiling is None) != (self.at_once is None):
            raise ValueError("a ceiling needs the number of requests at a time, and only that")
        busiest = max(block.generator_cpu for block in self.blocks)
        checks.generator(busiest, self.invalid, "way")
        return self


class ServingMethod(Exact):
    """How it was measured."""

    seed: Annotated[int, Field(ge=0, lt=2**63)]
    rounds: Count
    seconds: Positive  # of each block
    warm_up: Share
    connections: Count
    workers: Count
    threads: Count  # of each worker, where it has threads
    delay: Positive  # seconds that the other server of Remote takes
    command: Text


class ServingRun(Exact):
    """One run of `guide bench serving`."""

    kind: Literal["served"] = "served"
    version: Literal[1] = 1
    title: Text
    date: date
    rough: Text | None
    incomplete: Text | None
    environment: Environment
    method: ServingMethod
    ways: Annotated[list[Way], Field(max_length=200)]

    @property
    def alternatives(self) -> set[str]:
        """The ids of what is compared; what stands beside both need not be one of a guide's."""
        return {way.alternative for way in self.ways if way.interface == "wsgi"}

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if len({way.key for way in self.ways}) < len(self.ways):
            raise ValueError("the same way is there twice")
        for way in self.ways:
            if len(way.blocks) != self.method.rounds:
                raise ValueError(
                    f"a way has {len(way.blocks)} blocks, the method {self.method.rounds} rounds"
                )
            found = stats.interval([block.rate for block in way.blocks], self.method.seed)
            for name, given, end in zip(("low", "high"), (way.low, way.high), found, strict=True):
                same(name, given, end)
            if way.ceiling and way.at_once:
                same("ceiling", way.ceiling, way.at_once / self.method.delay)
        return self


def ratio(left: Way, right: Way, seed: int) -> Ratio:
    """Return one way's rate over another's of the same run, with its 95 % interval.

    The blocks of a round are compared with each other, as they were measured close together.
    """
    pairs = zip(left.blocks, right.blocks, strict=True)
    ratios = [one.rate / other.rate for one, other in pairs]
    return (stats.geometric_mean(ratios), *stats.interval(ratios, seed))
