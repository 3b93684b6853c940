"""A stored run of counts as the page shows it: sentences and the cells of a table for each place.

A place is an environment: a Python with its frameworks. Where there is one, sentences say what was
found; where there are several, one says which findings hold in all of them.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, get_args

from guide.bench.answer import heat
from guide.bench.counted import LEAST_NOISE, CountedRow, CountRun, Database
from guide.bench.counts_words import (
    instructions,
    notes,
    percent,
    profile_of,
    sentences,
    test_of,
    versions,
)
from guide.bench.runs import StoredCounts
from guide.bench.sentences import name_of
from guide.telling.phrases import Phrases


class Found(NamedTuple):
    """The ratio of one comparison in one environment; its text is empty where it was not counted.

    `fewer` is the alternative that needs less; None where the noise can explain the difference.
    `heat` is 0 there, else 1 to 3: how much less.
    """

    text: str = ""
    fewer: str | None = None
    heat: int = 0


class CountLine(NamedTuple):
    """One row: a test in a profile, the work of each side, their ratio and the noise.

    `beside` is the work of a further service, empty where it was not counted.
    """

    test: str
    profile: str
    left: str
    right: str
    ratio: Found
    noise: str
    beside: str


class CountTable(NamedTuple):
    """The rows of one environment, whose versions its caption names."""

    caption: str
    lines: Sequence[CountLine]


class MatrixLine(NamedTuple):
    """One comparison in every environment."""

    test: str
    profile: str
    cells: Sequence[Found]


class Matrix(NamedTuple):
    """Ratios by comparison and environment; `heads` name the versions."""

    caption: str
    heads: Sequence[str]
    lines: Sequence[MatrixLine]


class CountsView(NamedTuple):
    """One run of counts. `left` and `right` are the alternatives of the ratios.

    `beside` names the service that stands beside them, empty where there is none. `matrix` holds
    one table where several environments were counted, and is empty otherwise.
    """

    id: str
    left: str
    right: str
    beside: str
    sentences: Sequence[str]
    matrix: Sequence[Matrix]
    tables: Sequence[CountTable]
    notes: Sequence[str]


def counts_view(say: Phrases, stored: StoredCounts) -> CountsView | None:
    """Return what the page shows of a run; None where nothing was finished."""
    run = stored.run
    if not run.rows:
        return None
    places = list(dict.fromkeys(row.environment for row in run.rows))
    first = run.rows[0]
    return CountsView(
        id=stored.name,
        left=first.left.alternative,
        right=first.right.alternative,
        beside=next((name_of(each.side.alternative) for each in run.references), ""),
        sentences=sentences(say, _by_comparison(run)),
        matrix=[_matrix(say, run, places)] if len(places) > 1 else [],
        tables=[_table(say, run, place) for place in places],
        notes=[*_itself(say, run.rows), *notes(say, stored)],
    )


def _itself(say: Phrases, rows: Sequence[CountedRow]) -> Iterator[str]:
    """Say by how much one service differs from itself: more where it waits for a database."""
    least = percent(say, LEAST_NOISE - 1)
    for database in get_args(Database):
        if noise := [row.noise for row in rows if row.database == database]:
            most = percent(say, max(noise) - 1)
            yield say(f"counted.itself.{database}", noise=most, least=least)


def _by_comparison(run: CountRun) -> list[list[CountedRow]]:
    """Return the rows of each comparison, one for each environment."""
    found: dict[tuple[object, ...], list[CountedRow]] = {}
    for row in run.rows:
        found.setdefault(row.key[1:], []).append(row)
    return [*found.values()]


def _matrix(say: Phrases, run: CountRun, places: Sequence[str | None]) -> Matrix:
    left, right = (name_of(s.alternative) for s in (run.rows[0].left, run.rows[0].right))
    lines = []
    for rows in _by_comparison(run):
        found = {row.environment: _found(row) for row in rows}
        cells = [found.get(place, Found()) for place in places]
        lines.append(MatrixLine(test_of(say, rows[0]), profile_of(say, rows[0]), cells))
    return Matrix(
        caption=say("counted.matrix", left=left, right=right),
        heads=[versions(say, run.software(place), frameworks=True) for place in places],
        lines=lines,
    )


def _table(say: Phrases, run: CountRun, place: str | None) -> CountTable:
    first = run.rows[0]
    return CountTable(
        caption=say(
            "counted.caption",
            left=name_of(first.left.alternative),
            right=name_of(first.right.alternative),
            versions=versions(say, run.software(place)),
        ),
        lines=[_line(say, run, row) for row in run.rows if row.environment == place],
    )


def _line(say: Phrases, run: CountRun, row: CountedRow) -> CountLine:
    where = (row.test, row.environment, row.database)
    # what stands beside has one profile, like the bare one
    beside = [
        each.side
        for each in run.references
        if (each.test, each.environment, each.database) == where and row.profile == "bare"
    ]
    return CountLine(
        test=test_of(say, row),
        profile=profile_of(say, row),
        left=instructions(say, row.left.mean),
        right=instructions(say, row.right.mean),
        ratio=_found(row),
        noise=percent(say, row.noise - 1),
        beside=instructions(say, beside[0].mean) if beside else "",
    )


def _found(row: CountedRow) -> Found:
    text, lighter = f"{row.ratio:.2f}", row.lighter
    return Found(text, lighter.alternative, heat(row.ratio)) if lighter else Found(text)
