"""What one run writes and the site reads: everything that is needed to judge it.

The file holds no host name and no path. A file whose summary does not follow from its own blocks
is refused: counts, rates, ratios, noise floors, verdicts and the generator's share are computed
again, and the intervals must hold their ratios. The intervals themselves, and the percentiles of
single requests, are taken as they are: the first take seconds to compute, the second would need
every request.
"""

import math
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from guide.bench import checks, stats
from guide.bench.checks import same

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
Text = Annotated[str, Field(max_length=500)]
Positive = Annotated[float, Field(ge=1e-6, le=1e9, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1, le=10**9)]
TestName = Literal["json", "remote", "complete", "form", "predict"]
ServerName = Literal["gunicorn", "gevent", "granian", "uvicorn"]
Profile = Literal["bare", "startproject", "full"]


class Exact(BaseModel):
    """Frozen, and with no field that it does not name. It is built when a file is first read."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Environment(Exact):
    """The machine and the software."""

    processor: Text
    cores: Count  # that the run could use
    virtual: bool | None  # a virtual machine; None if the system does not say
    governor: Text | None  # of the processor's frequency; None where there is none to see
    pinned: bool  # the generator and the servers each had cores of their own
    load_before: Share  # mean number of running processes in the last minute
    load_after: Share
    system: Text
    python: Text
    versions: Annotated[dict[Text, Text], Field(max_length=50)]  # of what matters, by name
    revision: Text | None  # of the project; None outside a repository
    modified: bool  # there were changes that no commit held


class Method(Exact):
    """How it was measured."""

    seed: Annotated[int, Field(ge=0, lt=2**63)]  # of the order of the blocks, and the intervals
    blocks: Count  # pairs of blocks in each comparison
    seconds: Positive  # of each block
    warm_up: Share  # seconds of load before each round, thrown away
    connections: Annotated[list[Count], Field(max_length=512)]
    server: ServerName
    workers: Count
    threads: Count
    flags: Annotated[
        list[Text], Field(max_length=100)
    ]  # what the server was started with, the same for both sides
    database: Text

    @property
    def in_threads(self) -> bool:
        """Whether a request that waits holds a thread, as it does not in gevent's worker."""
        return self.server != "gevent"


class Block(Exact):
    """One server under load for some seconds."""

    requests: Count
    seconds: Positive
    mean_ms: Positive
    p50_ms: Positive
    p90_ms: Positive
    p99_ms: Positive
    max_ms: Positive
    generator_cpu: Share  # of one core
    generator_waited: Share | None  # share of the time in which the generator had no core to run on

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds


class Pair(Exact):
    """Two blocks, one straight after the other."""

    first: Literal["left", "right"]
    left: Block
    right: Block

    @property
    def ratio(self) -> float:
        """The left one's requests per second over the right one's."""
        return self.left.rate / self.right.rate


class Side(Exact):
    """What one side of a comparison did, over all its blocks."""

    label: Text
    alternative: Name
    requests: Count
    requests_per_second: Positive
    mean_ms: Positive
    p50_ms: Positive
    p90_ms: Positive
    p99_ms: Positive
    max_ms: Positive
    in_flight: Positive  # by Little's law; near `connections` if every one of them was kept busy


class Row(Exact):
    """One comparison at one number of connections.

    `ratio` is the geometric mean of the pairs' ratios, `low` and `high` its 95 % interval. Above 1
    the left side answers more requests in the same time.
    """

    test: TestName
    server: ServerName
    profile: Profile
    connections: Count
    left: Side
    right: Side
    ratio: Positive
    low: Positive
    high: Positive
    noise_floor: Positive | None  # what the same server shows against itself; None: not measured
    verdict: stats.Verdict
    ceiling: Positive | None  # requests per second that the waiting alone allows, in Remote
    generator_cpu: Share  # the highest share of a core in any block
    invalid: Text | None  # why the row says nothing, or None
    pairs: Annotated[list[Pair], Field(min_length=3, max_length=1000)]

    @property
    def blocks(self) -> list[Block]:
        """The blocks of both sides."""
        return [block for pair in self.pairs for block in (pair.left, pair.right)]

    @property
    def floor(self) -> float:
        """The noise floor that a row of noise sets for its test and number of connections."""
        return stats.noise_floor(self.low, self.high)

    @property
    def faster(self) -> Side | None:
        """The side that answers more; None where no difference can be told from chance."""
        return {"left": self.left, "right": self.right}.get(self.verdict)

    @property
    def is_noise(self) -> bool:
        """The same service was measured against itself."""
        return self.left.label == self.right.label

    @property
    def key(self) -> tuple[object, ...]:
        """What was measured; a run has it once."""
        labels = (self.left.label, self.right.label)
        return self.test, self.server, self.profile, self.connections, labels

    @model_validator(mode="after")
    def _follows_from_its_blocks(self) -> Self:
        for name, side, blocks in (
            ("left", self.left, [pair.left for pair in self.pairs]),
            ("right", self.right, [pair.right for pair in self.pairs]),
        ):
            requests = sum(block.requests for block in blocks)
            rate = requests / math.fsum(block.seconds for block in blocks)
            same(f"{name}.requests", side.requests, requests)
            same(f"{name}.requests_per_second", side.requests_per_second, rate)
            same(f"{name}.in_flight", side.in_flight, stats.in_flight(rate, side.mean_ms))
            if not side.p50_ms <= side.p90_ms <= side.p99_ms <= side.max_ms:
                raise ValueError(f"the percentiles of {name} do not rise")
        same("ratio", self.ratio, stats.geometric_mean([pair.ratio for pair in self.pairs]))
        if not self.low <= self.ratio <= self.high:
            raise ValueError("the interval does not hold the ratio")
        if self.verdict != stats.verdict(self.ratio, self.low, self.high, self.noise_floor):
            raise ValueError(f"the verdict '{self.verdict}' does not follow from the interval")
        busiest = max(block.generator_cpu for block in self.blocks)
        same("generator_cpu", self.generator_cpu, busiest)
        checks.generator(self.generator_cpu, self.invalid, "row")
        return self


class CrossCheck(Exact):
    """The generator beside wrk on one server: the ratio of the requests per second they got."""

    wrk: Text
    connections: Count
    ratio: Positive
    low: Positive
    high: Positive


class Run(Exact):
    """One run of the benchmark."""

    kind: Literal["measured"] = "measured"
    version: Literal[1] = 1
    title: Text
    date: date
    rough: Text | None  # why the figures are rough, or None
    incomplete: Text | None  # what was not measured, and why; or None
    invalid: Text | None  # why the run says nothing, or None
    environment: Environment
    method: Method
    cross_check: CrossCheck | None  # None where wrk is not installed
    noise: Annotated[list[Row], Field(max_length=1000)]  # A against A
    rows: Annotated[list[Row], Field(max_length=1000)]

    @property
    def valid_rows(self) -> list[Row]:
        """The rows that say something."""
        return [] if self.invalid else [row for row in self.rows if not row.invalid]

    @property
    def alternatives(self) -> set[str]:
        """The ids of what is compared."""
        rows = self.rows + self.noise
        return {side.alternative for row in rows for side in (row.left, row.right)}

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        rows = self.noise + self.rows
        checks.compared(self.rows, self.noise)
        if not all(row.is_noise for row in self.noise) or any(row.is_noise for row in self.rows):
            raise ValueError("noise is one service against itself, and a row is not")
        for row in rows:
            if row.server != self.method.server or row.connections not in self.method.connections:
                raise ValueError("a row has a server or connections that the method does not name")
            if len(row.pairs) != self.method.blocks:
                raise ValueError(
                    f"a row has {len(row.pairs)} pairs, the method {self.method.blocks}"
                )
        floors = {(noise.test, noise.connections): noise.floor for noise in self.noise}
        for row in self.rows:
            floor = floors.get((row.test, row.connections))
            if (row.noise_floor is None) != (floor is None):
                raise ValueError("a row's noise floor does not follow from the noise")
            if floor is not None and row.noise_floor is not None:
                same("noise_floor", row.noise_floor, floor)
        return self
