"""What a run found, in sentences for readers: every ratio with its interval, and the noise."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from guide.bench.charts import by_comparison
from guide.bench.result import Row, Run, Side
from guide.bench.sentences import name_of


@dataclass(frozen=True)
class Summary:
    """One test, and a sentence for each comparison in it, the last one about the noise."""

    test: str
    sentences: Sequence[str]


def summary(run: Run) -> list[Summary]:
    """Say what a run found, test by test; nothing where it is not valid."""
    valid = [] if run.invalid else [row for row in run.rows if not row.invalid]
    return [
        Summary(test, [*_comparisons(list(rows)), *_noise(test, run.noise)])
        for test, rows in groupby(valid, key=lambda row: row.test)
    ]


def _comparisons(rows: Sequence[Row]) -> Iterator[str]:
    for group in by_comparison(rows):
        parts = [list(alike) for _, alike in groupby(group, key=lambda row: row.verdict)]
        yield f"{_pair(group[0])}: {'; '.join(_part(part, len(parts) > 1) for part in parts)}."


def _pair(row: Row) -> str:
    """Name a comparison: by its profile alone where both sides have the same."""
    (left, mine), (right, theirs) = (_split(side) for side in (row.left, row.right))
    if mine == theirs:
        return mine.capitalize()
    return f"{left} ({mine}) against {right} ({theirs})"


def _split(side: Side) -> tuple[str, str]:
    """Split `Django, bare, Jinja2` into the name and the rest."""
    name, _, profile = side.label.partition(", ")
    return name, profile or "as it is"


def _part(rows: Sequence[Row], mixed: bool) -> str:
    """Say what rows of one verdict show; ratios and intervals are those of the faster side."""
    where = f" at {_count(rows)}" if mixed else ""
    turned = rows[0].verdict == "right"
    ratios = [1 / row.ratio if turned else row.ratio for row in rows]
    ends = [1 / end if turned else end for row in rows for end in (row.low, row.high)]
    intervals = f"95 % intervals from {min(ends):.2f} to {max(ends):.2f}"
    if rows[0].verdict == "none":
        return f"no difference could be detected{where} (ratios {_extent(ratios)}, {intervals})"
    sides = (rows[0].left, rows[0].right)
    faster, slower = (name_of(side.alternative) for side in sides[:: -1 if turned else 1])
    found = f"{faster} answered {_extent(ratios)} times the requests of {slower}{where}"
    return f"{found} ({intervals})"


def _count(rows: Sequence[Row]) -> str:
    counts = [str(row.connections) for row in rows]
    text = " and ".join(filter(None, [", ".join(counts[:-1]), counts[-1]]))
    return f"{text} connection{'' if text == '1' else 's'}"


def _noise(test: str, noise: Iterable[Row]) -> Iterator[str]:
    rows = [row for row in noise if row.test == test]
    if rows:
        most = max(max(row.ratio, 1 / row.ratio) for row in rows)
        floors = _extent([row.floor for row in rows])
        yield (
            f"{_split(rows[0].left)[0]} against itself: ratios up to {most:.2f}; what is below the "
            f"noise floor of {floors} is no difference."
        )


def _extent(values: Sequence[float]) -> str:
    least, most = f"{min(values):.2f}", f"{max(values):.2f}"
    return least if least == most else f"{least} to {most}"
