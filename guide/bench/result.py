"""What one run writes and the site reads: everything that is needed to judge it.

The file holds no host name and no path. Its figures are those of the blocks; a file whose
summary does not follow from its own blocks is refused.
"""

import math
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from . import stats

VERSION = 1

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
Text = Annotated[str, Field(max_length=500)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1)]
TestName = Literal["json", "remote", "complete", "predict"]
ServerName = Literal["gunicorn", "granian"]
Profile = Literal["bare", "startproject"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Environment(_Record):
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
    versions: dict[str, Text]  # of the packages that matter, by name
    revision: Text | None  # of the project; None outside a repository
    modified: bool  # there were changes that no commit held


class Method(_Record):
    """How it was measured."""

    seed: int
    blocks: Count  # pairs of blocks in each comparison
    seconds: Positive  # of each block
    warm_up: Share  # seconds of load before each round, thrown away
    connections: list[Count]
    server: ServerName
    workers: Count
    threads: Count
    flags: list[Text]  # what the server was started with, the same for both sides
    database: Text


class Block(_Record):
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


class Pair(_Record):
    """Two blocks, one straight after the other."""

    first: Literal["left", "right"]
    left: Block
    right: Block

    @property
    def ratio(self) -> float:
        """The left one's requests per second over the right one's."""
        return self.left.rate / self.right.rate


class Side(_Record):
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


class Row(_Record):
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

    @model_validator(mode="after")
    def _follows_from_its_blocks(self) -> Self:
        found = stats.geometric_mean([pair.ratio for pair in self.pairs])
        if not math.isclose(self.ratio, found, rel_tol=1e-3):
            raise ValueError(f"ratio is {self.ratio:g}, but its blocks give {found:.4g}")
        if not self.low <= self.ratio <= self.high:
            raise ValueError("the interval does not hold the ratio")
        if self.verdict != stats.verdict(self.ratio, self.low, self.high, self.noise_floor):
            raise ValueError(f"the verdict '{self.verdict}' does not follow from the interval")
        return self


class CrossCheck(_Record):
    """The generator beside wrk on one server: the ratio of the requests per second they got."""

    wrk: Text
    connections: Count
    ratio: Positive
    low: Positive
    high: Positive


class Run(_Record):
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
    def alternatives(self) -> set[str]:
        """The ids of what is compared."""
        return {side.alternative for row in self.rows for side in (row.left, row.right)}
