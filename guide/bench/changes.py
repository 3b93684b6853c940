"""Two runs compared: which ratios changed by more than their noise, and what else did."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from guide.bench import stats
from guide.bench.charts import connections
from guide.bench.result import Row, Run
from guide.telling.phrases import Phrases

SAY = Phrases()  # whoever measures reads English
WIDTH = 100


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


@dataclass(frozen=True)
class Changes:
    """What two runs have in common, and what is in only one of them. Rows that say nothing are out.

    `conditions` are what the figures depend on: a name, what it was before, and what it is after.
    """

    both: tuple[Change, ...]
    only_before: tuple[Row, ...]
    only_after: tuple[Row, ...]
    conditions: tuple[tuple[str, str, str], ...]


def changes(before: Run, after: Run) -> Changes:
    """Compare two runs; a run that is not valid has no rows to compare."""
    earlier, later = _rows(before), _rows(after)
    return Changes(
        both=tuple(_change(row, later[key]) for key, row in earlier.items() if key in later),
        only_before=tuple(row for key, row in earlier.items() if key not in later),
        only_after=tuple(row for key, row in later.items() if key not in earlier),
        conditions=tuple(_conditions(before, after)),
    )


def _rows(run: Run) -> dict[tuple[object, ...], Row]:
    return {} if run.invalid else {row.key: row for row in run.rows if not row.invalid}


def _change(before: Row, after: Row) -> Change:
    ratio, low, high = stats.quotient(
        (before.ratio, before.low, before.high), (after.ratio, after.low, after.high)
    )
    floors = before.noise_floor, after.noise_floor
    floor = floors[0] * floors[1] if floors[0] and floors[1] else None
    return Change(before, after, ratio, low, high, floor)


def _conditions(before: Run, after: Run) -> Iterator[tuple[str, str, str]]:
    one, other = before.environment, after.environment
    for name, was, now in (
        ("processor", one.processor, other.processor),
        ("cores", str(one.cores), str(other.cores)),
        ("system", one.system, other.system),
        ("Python", one.python, other.python),
        *(
            (name, one.versions.get(name, "none"), other.versions.get(name, "none"))
            for name in dict.fromkeys([*one.versions, *other.versions])
        ),
        ("flags", " ".join(before.method.flags), " ".join(after.method.flags)),
        ("database", before.method.database, after.method.database),
    ):
        if was != now:
            yield name, was, now


def report(found: Changes) -> str:
    """Return the changes as plain text, lines of at most 100 characters."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Changes) -> Iterator[str]:
    for name, was, now in found.conditions:
        yield from wrap(f"{name}: {was} → {now}", WIDTH, subsequent_indent="  ")
    for change in found.both:
        if change.beyond_noise:
            yield from _said(change)
    for rows, where in ((found.only_before, "first"), (found.only_after, "second")):
        for row in rows:
            yield from wrap(f"only in the {where}: {_name(row)}", WIDTH, subsequent_indent="  ")
    changed = sum(change.beyond_noise for change in found.both)
    yield f"{changed} of {len(found.both)} ratios changed beyond their noise."
    if any(change.floor is None for change in found.both):
        yield "Where a run did not measure its noise, only the intervals were compared."


def _said(change: Change) -> Iterator[str]:
    yield from wrap(f"{_name(change.after)}:", WIDTH, subsequent_indent="  ")
    yield (
        f"  {_interval(change.before)} → {_interval(change.after)}: "
        f"{change.ratio:.3f} times ({change.low:.3f} to {change.high:.3f})"
    )


def _name(row: Row) -> str:
    count = connections(SAY, row.connections)
    return f"{row.test} behind {row.server}, {count}: {row.left.label} / {row.right.label}"


def _interval(row: Row) -> str:
    return f"{row.ratio:.3f} ({row.low:.3f} to {row.high:.3f})"
