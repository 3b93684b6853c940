"""Two runs of counts compared: which services and ratios changed by more than their noise."""

from collections.abc import Iterator
from dataclasses import dataclass

from guide.bench.compared import Compared, Condition, compared, lines, wrapped
from guide.bench.counted import LEAST_NOISE, CountedRow, CountRun, Software

NOWHERE = Software(python="none", versions={})


@dataclass(frozen=True)
class CountChange:
    """One comparison in two runs: what of each figure became, the later one over the earlier.

    `noise` is what the noise of both runs together can make of it. As in one run, no noise is
    believed to be below `LEAST_NOISE`.
    """

    before: CountedRow
    after: CountedRow
    left: float
    right: float
    ratio: float
    noise: float

    @property
    def beyond_noise(self) -> bool:
        """Whether the noise does not explain it, of either service or of their ratio."""
        figures = (self.left, self.right, self.ratio)
        return not all(1 / self.noise <= each <= self.noise for each in figures)


def count_changes(before: CountRun, after: CountRun) -> Compared[CountedRow, CountChange]:
    """Compare two runs of counts, row by row."""
    earlier, later = ({row.key: row for row in run.rows} for run in (before, after))
    return compared(earlier, later, _change, _conditions(before, after))


def _change(before: CountedRow, after: CountedRow) -> CountChange:
    return CountChange(
        before,
        after,
        left=after.left.mean / before.left.mean,
        right=after.right.mean / before.right.mean,
        ratio=after.ratio / before.ratio,
        noise=max(before.noise * after.noise, LEAST_NOISE),
    )


def _conditions(before: CountRun, after: CountRun) -> Iterator[Condition]:
    named = dict.fromkeys(row.environment for row in [*before.rows, *after.rows])
    pairs = [
        ("processor", before.environment.processor, after.environment.processor),
        ("tool", before.method.tool, after.method.tool),
        ("how", before.method.how, after.method.how),
    ]
    for name in named:
        one, other = (
            run.software(name) if name is None or name in run.environments else NOWHERE
            for run in (before, after)
        )
        within = f"{name}: " if name else ""
        pairs.append((f"{within}Python", one.python, other.python))
        pairs += [
            (f"{within}{each}", one.versions.get(each, "none"), other.versions.get(each, "none"))
            for each in dict.fromkeys([*one.versions, *other.versions])
        ]
    yield from pairs


def report(found: Compared[CountedRow, CountChange]) -> str:
    """Return the changes as plain text, lines of at most 100 characters."""
    return "\n".join(lines(found, _name, _said, "comparisons")) + "\n"


def _said(change: CountChange) -> Iterator[str]:
    before, after = change.before, change.after
    yield from wrapped(f"{_name(after)}:")
    yield f"  ratio {before.ratio:.3f} → {after.ratio:.3f}; noise of both up to {change.noise:.3f}"
    for was, now, times in (
        (before.left, after.left, change.left),
        (before.right, after.right, change.right),
    ):
        yield f"  {now.label}: {was.mean:,.0f} → {now.mean:,.0f} instructions, {times:.3f} times"


def _name(row: CountedRow) -> str:
    where = f" in {row.environment}" if row.environment else ""
    return f"{row.test}{where}, {row.database}: {row.left.label} / {row.right.label}"
