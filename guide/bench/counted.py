"""What a run of counts writes and the site reads: instructions per request, and their noise.

A file whose ratio, noise or verdict does not follow from its own counts is refused.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from guide.bench import checks, stats
from guide.bench.checks import same
from guide.bench.result import (
    Count,
    Environment,
    Exact,
    Name,
    Positive,
    Profile,
    TestName,
    Text,
)

Instructions = Annotated[int, Field(ge=1, le=10**13)]
Seed = Annotated[int, Field(ge=0, lt=2**32)]  # what PYTHONHASHSEED takes
Fewer = Literal["left", "right", "none"]
Database = Literal["sqlite", "postgresql"]
# Two counts lie close together by chance, too: a third one of the same service is often as far away
# as this.
LEAST_NOISE = 1.005


def ratio_of(left: list[int], right: list[int]) -> float:
    """Return the left counts over the right ones: the geometric mean over the seeds."""
    return stats.significant(
        stats.geometric_mean([a / b for a, b in zip(left, right, strict=True)])
    )


def noise_of(left: list[int], right: list[int]) -> float:
    """Return the largest ratio between two counts of one and the same service, 1 or above."""
    return stats.significant(max(max(left) / min(left), max(right) / min(right)))


def fewer_of(ratio: float, noise: float) -> Fewer:
    """Return which side takes fewer instructions: none where the noise can explain it.

    No noise is believed to be below `LEAST_NOISE`.
    """
    noise = max(noise, LEAST_NOISE)
    if 1 / noise <= ratio <= noise:
        return "none"
    return "left" if ratio < 1 else "right"


class Software(Exact):
    """What one named environment holds: its Python, and its packages by name."""

    python: Text
    versions: Annotated[dict[Text, Text], Field(max_length=50)]


class CountMethod(Exact):
    """How it was counted."""

    tool: Text  # such as valgrind 3.19.0
    how: Literal["requests alone", "difference of two runs"]
    seeds: Annotated[list[Seed], Field(min_length=2, max_length=100)]  # of Python's hashes
    requests: Annotated[dict[TestName, Count], Field(max_length=10)]  # in each count
    warm_up: Annotated[dict[TestName, Count], Field(max_length=10)]  # requests before it
    command: Text
    database: Text
    collected: bool = False  # whether garbage was collected just before the counted requests


class CountedSide(Exact):
    """One service: its instructions per request, a count for each seed."""

    label: Text
    alternative: Name
    counts: Annotated[list[Instructions], Field(min_length=2, max_length=100)]

    @property
    def mean(self) -> float:
        """The mean of the counts."""
        return sum(self.counts) / len(self.counts)


class CountedRow(Exact):
    """Two services in one test. `ratio` is the left one's count over the right one's.

    Below 1 the left side takes fewer instructions. `noise` is the largest ratio between two counts
    of one service; `fewer` is who takes fewer, `none` where the noise can explain the ratio.
    `environment` names one of the run's; None: that of whoever counted.
    """

    test: TestName
    profile: Profile
    environment: Text | None = None
    database: Database = "sqlite"
    left: CountedSide
    right: CountedSide
    ratio: Positive
    noise: Annotated[float, Field(ge=1, le=1e6, allow_inf_nan=False)]
    fewer: Fewer

    @property
    def lighter(self) -> CountedSide | None:
        """The side that takes fewer instructions; None where the noise can explain it."""
        return {"left": self.left, "right": self.right}.get(self.fewer)

    @property
    def key(self) -> tuple[object, ...]:
        """What was counted; a run has it once."""
        labels = (self.left.label, self.right.label)
        return self.environment, self.database, self.test, labels

    @model_validator(mode="after")
    def _follows_from_its_counts(self) -> Self:
        if len(self.left.counts) != len(self.right.counts):
            raise ValueError("the two sides have different numbers of counts")
        same("ratio", self.ratio, ratio_of(self.left.counts, self.right.counts), 1e-4)
        same("noise", self.noise, noise_of(self.left.counts, self.right.counts), 1e-4)
        if self.fewer != fewer_of(self.ratio, self.noise):
            raise ValueError(f"'{self.fewer}' does not follow from ratio and noise")
        return self


class Reference(Exact):
    """A service that is compared with neither side, as a plain reference."""

    test: TestName
    environment: Text | None = None
    database: Database = "sqlite"
    side: CountedSide

    @property
    def noise(self) -> float:
        """The largest ratio between two of its counts."""
        return noise_of(self.side.counts, self.side.counts)


class CountRun(Exact):
    """One run of `guide bench --count`."""

    kind: Literal["counted"] = "counted"
    version: Literal[1] = 1
    title: Text
    date: date
    incomplete: Text | None  # what was not counted, and why; or None
    environment: Environment
    environments: dict[Text, Software] = Field({}, max_length=20)  # by name
    method: CountMethod
    rows: Annotated[list[CountedRow], Field(max_length=1000)]
    references: list[Reference] = Field([], max_length=1000)

    def software(self, environment: str | None) -> Software:
        """Return what the environment of a row holds."""
        if environment is not None:
            return self.environments[environment]
        return Software(python=self.environment.python, versions=self.environment.versions)

    @property
    def alternatives(self) -> set[str]:
        """The ids of what is compared."""
        return {side.alternative for row in self.rows for side in (row.left, row.right)}

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        checks.compared(self.rows)
        counted: list[tuple[CountedRow | Reference, CountedSide]] = [
            *((row, row.left) for row in self.rows),
            *((reference, reference.side) for reference in self.references),
        ]
        for row, side in counted:
            if len(side.counts) != len(self.method.seeds):
                raise ValueError("a row has another number of counts than there are seeds")
            if row.environment is not None and row.environment not in self.environments:
                raise ValueError(f"the run does not say what '{row.environment}' is")
            if row.test not in self.method.requests:
                raise ValueError(f"the method does not say how many requests '{row.test}' had")
        return self
