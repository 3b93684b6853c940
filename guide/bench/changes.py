"""Two runs compared: which ratios changed by more than their noise, and what else did."""

from collections.abc import Iterator
from dataclasses import dataclass

from guide.bench import stats
from guide.bench.compared import Compared, Condition, compared, lines, wrapped
from guide.bench.result import Method, Row, Run
from guide.telling.phrases import Phrases

SAY = Phrases()  # whoever measures reads English


@dataclass(frozen=True)
class Change:
    """One ratio in two runs: `ratio` is the later one divided by the earlier, with its interval.

    `floor` is what the noise of both runs together can make of it, None where one was not measured.
    """

    before: Row
    after: Row
    ratio: float
    low: float
    high: float
    floor: float | None

    @property
    def beyond_noise(self) -> bool:
        """Whether chance and noise do not explain it."""
        return stats.verdict(self.ratio, self.low, self.high, self.floor) != "none"


def changes(before: Run, after: Run) -> Compared[Row, Change]:
    """Compare two runs; rows that say nothing are out, as are those of a run that is not valid."""
    return compared(_rows(before), _rows(after), _change, _conditions(before, after))


def _rows(run: Run) -> dict[tuple[object, ...], Row]:
    return {row.key: row for row in run.valid_rows}


def _change(before: Row, after: Row) -> Change:
    ratio, low, high = stats.quotient(
        (before.ratio, before.low, before.high), (after.ratio, after.low, after.high)
    )
    floors = before.noise_floor, after.noise_floor
    floor = floors[0] * floors[1] if floors[0] and floors[1] else None
    return Change(before, after, ratio, low, high, floor)


def _conditions(before: Run, after: Run) -> Iterator[Condition]:
    one, other = before.environment, after.environment
    yield from (
        ("processor", one.processor, other.processor),
        ("cores", str(one.cores), str(other.cores)),
        ("system", one.system, other.system),
        ("Python", one.python, other.python),
        *(
            (name, one.versions.get(name, "none"), other.versions.get(name, "none"))
            for name in dict.fromkeys([*one.versions, *other.versions])
        ),
        ("cores of their own", _yes(one.pinned), _yes(other.pinned)),
        ("blocks", _blocks(before.method), _blocks(after.method)),
        ("flags", " ".join(before.method.flags), " ".join(after.method.flags)),
        ("database", before.method.database, after.method.database),
    )


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _blocks(method: Method) -> str:
    return f"{method.blocks} pairs of {method.seconds:g} s"


def doubts(*runs: Run) -> str:
    """Return why the runs, the earlier one first, can show less than others, as plain text."""
    found = [
        line
        for which, run in zip(("first", "second"), runs, strict=True)
        for kind, reason in (("rough", run.rough), ("incomplete", run.incomplete))
        if reason
        for line in wrapped(f"the {which} is {kind}: {reason}")
    ]
    return "".join(f"{line}\n" for line in found)


def report(found: Compared[Row, Change]) -> str:
    """Return the changes as plain text, lines of at most 100 characters."""
    told = [*lines(found, _name, _said, "ratios")]
    if any(change.floor is None for change in found.both):
        told.append("Where a run did not measure its noise, only the intervals were compared.")
    return "\n".join(told) + "\n"


def _said(change: Change) -> Iterator[str]:
    yield from wrapped(f"{_name(change.after)}:")
    yield (
        f"  {_interval(change.before)} → {_interval(change.after)}: "
        f"{change.ratio:.3f} times ({change.low:.3f} to {change.high:.3f})"
    )


def _name(row: Row) -> str:
    count = SAY.counted("measured.count", row.connections)
    return f"{row.test} behind {row.server}, {count}: {row.left.label} / {row.right.label}"


def _interval(row: Row) -> str:
    return f"{row.ratio:.3f} ({row.low:.3f} to {row.high:.3f})"
