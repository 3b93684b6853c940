"""What a run found, in sentences for readers: every ratio with its interval, and the noise."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from guide.bench.answer import faster_and_slower, turned
from guide.bench.charts import by_comparison
from guide.bench.result import Row, Run, Side
from guide.bench.sentences import counted, extent
from guide.telling.phrases import Phrases


class Summary(NamedTuple):
    """A test’s title, and a sentence for each comparison in it, the last one about the noise."""

    test: str
    sentences: Sequence[str]


def summary(say: Phrases, run: Run) -> list[Summary]:
    """Say what a run found, test by test; nothing where it is not valid."""
    return [
        Summary(
            say(f"measured.title.{test}"),
            [*_comparisons(say, rows), *_profiles(say, rows), *_noise(say, test, run.noise)],
        )
        for test, group in groupby(run.valid_rows, key=lambda row: row.test)
        for rows in [list(group)]
    ]


def _comparisons(say: Phrases, rows: Sequence[Row]) -> Iterator[str]:
    for group in by_comparison(rows):
        parts = [list(alike) for _, alike in groupby(group, key=lambda row: row.verdict)]
        found = say("measured.found.next").join(_part(say, part, len(parts) > 1) for part in parts)
        yield say("measured.found", pair=_pair(say, group[0]), found=found)


def _pair(say: Phrases, row: Row) -> str:
    """Name a comparison: by its profile alone where both sides have the same."""
    (left, mine), (right, theirs) = (_split(say, side) for side in (row.left, row.right))
    if mine == theirs:
        return mine.capitalize()
    return say("measured.sides", left=left, one=mine, right=right, other=theirs)


def _split(say: Phrases, side: Side) -> tuple[str, str]:
    """Split `Django, bare, Jinja2` into the name and the rest."""
    name, _, profile = side.label.partition(", ")
    return name, profile or say("measured.plain")


def _part(say: Phrases, rows: Sequence[Row], mixed: bool) -> str:
    """Say what rows of one verdict show; ratios and intervals are those of the faster side."""
    seen = [turned(row) for row in rows]
    values = {
        "extent": extent(say, [ratio for _, ratio, _ in seen]),
        "low": f"{min(low for low, _, _ in seen):.2f}",
        "high": f"{max(high for _, _, high in seen):.2f}",
    }
    name = "measured.undetected"
    if rows[0].faster:
        name = "measured.answered"
        values |= faster_and_slower(rows[0])
    if mixed:
        return say(f"{name}.at", count=counted(say, rows), **values)
    return say(name, **values)


def _profiles(say: Phrases, rows: Sequence[Row]) -> Iterator[str]:
    """Say it where both services answered more with startproject, although it does more."""
    alike = [row for row in rows if _split(say, row.left)[1] == _split(say, row.right)[1]]
    bare, more = (
        {
            (side.alternative, row.connections): side.requests_per_second
            for row in alike
            if row.profile == profile
            for side in (row.left, row.right)
        }
        for profile in ("bare", "startproject")
    )
    ratios = [more[where] / bare[where] for where in bare.keys() & more.keys()]
    if ratios and min(ratios) > 1:
        yield say("measured.profiles", extent=extent(say, ratios))


def _noise(say: Phrases, test: str, noise: Iterable[Row]) -> Iterator[str]:
    rows = [row for row in noise if row.test == test]
    if rows:
        most = max(max(row.ratio, 1 / row.ratio) for row in rows)
        yield say(
            "measured.itself",
            name=_split(say, rows[0].left)[0],
            most=f"{most:.2f}",
            floor=extent(say, [row.floor for row in rows]),
        )
