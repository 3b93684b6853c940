"""A stored run of counts as the page shows it: sentences and the cells of a table for each place.

A place is an environment: a Python with its frameworks. Where there is one, sentences say what was
found; where there are several, one says which findings hold in all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from guide.bench.answer import heat
from guide.bench.counted import CountedRow, CountRun, Software
from guide.bench.runs import StoredCounts
from guide.bench.sentences import name_of
from guide.demos import twins
from guide.telling.phrases import Phrases

# what the counts depend on most
VERSIONS = (*(twin.libraries[0] for twin in twins.TWINS), "scikit-learn")


@dataclass(frozen=True)
class Found:
    """The ratio of one comparison in one environment; its text is empty where it was not counted.

    `fewer` is the alternative that needs less; None where the noise can explain the difference.
    `heat` is 0 there, else 1 to 3: how much less.
    """

    text: str = ""
    fewer: str | None = None
    heat: int = 0


@dataclass(frozen=True)
class CountLine:
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


@dataclass(frozen=True)
class CountTable:
    """The rows of one environment, whose versions its caption names."""

    caption: str
    lines: Sequence[CountLine]


@dataclass(frozen=True)
class MatrixLine:
    """One comparison in every environment."""

    test: str
    profile: str
    cells: Sequence[Found]


@dataclass(frozen=True)
class Matrix:
    """Ratios by comparison and environment; `heads` name the versions."""

    caption: str
    heads: Sequence[str]
    lines: Sequence[MatrixLine]


@dataclass(frozen=True)
class CountsView:
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
        sentences=[
            *(_sentence(say, rows) for rows in _by_comparison(run)),
            say("counted.itself", noise=_percent(say, max(row.noise for row in run.rows) - 1)),
        ],
        matrix=[_matrix(say, run, places)] if len(places) > 1 else [],
        tables=[_table(say, run, place) for place in places],
        notes=_notes(say, stored),
    )


def _by_comparison(run: CountRun) -> Iterator[list[CountedRow]]:
    """Yield the rows of each comparison, one for each environment."""
    rows = sorted(run.rows, key=lambda row: [r.key[1:] for r in run.rows].index(row.key[1:]))
    for _, group in groupby(rows, key=lambda row: row.key[1:]):
        yield list(group)


def _matrix(say: Phrases, run: CountRun, places: Sequence[str | None]) -> Matrix:
    left, right = (name_of(s.alternative) for s in (run.rows[0].left, run.rows[0].right))
    lines = []
    for rows in _by_comparison(run):
        found = {row.environment: _found(row) for row in rows}
        cells = [found.get(place, Found()) for place in places]
        lines.append(MatrixLine(_test(say, rows[0]), _profile(say, rows[0]), cells))
    return Matrix(
        caption=say("counted.matrix", left=left, right=right),
        heads=[_versions(say, run.software(place), frameworks=True) for place in places],
        lines=lines,
    )


def _table(say: Phrases, run: CountRun, place: str | None) -> CountTable:
    first = run.rows[0]
    return CountTable(
        caption=say(
            "counted.caption",
            left=name_of(first.left.alternative),
            right=name_of(first.right.alternative),
            versions=_versions(say, run.software(place)),
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
        test=_test(say, row),
        profile=_profile(say, row),
        left=instructions(say, row.left.mean),
        right=instructions(say, row.right.mean),
        ratio=_found(row),
        noise=_percent(say, row.noise - 1),
        beside=instructions(say, beside[0].mean) if beside else "",
    )


def _found(row: CountedRow) -> Found:
    fewer = {"left": row.left, "right": row.right}.get(row.fewer)
    text = f"{row.ratio:.2f}"
    return Found(text, fewer.alternative, heat(row.ratio)) if fewer else Found(text)


def _test(say: Phrases, row: CountedRow) -> str:
    test = say(f"measured.title.{row.test}")
    if row.database == "sqlite":
        return test
    return say("counted.test.with", test=test, database=say(f"database.{row.database}"))


def _profile(say: Phrases, row: CountedRow) -> str:
    part = ", ".join(row.right.label.split(", ")[2:])
    if not part:
        return row.profile
    name = name_of(row.right.alternative)
    return say("counted.profile.with", profile=row.profile, name=name, part=part)


def _sentence(say: Phrases, rows: Sequence[CountedRow]) -> str:
    """Say what all environments show of a comparison, or that they do not agree."""
    row = rows[0]
    values = {"test": _test(say, row), "profile": _profile(say, row)}
    if len({each.fewer for each in rows}) > 1:
        low, high = min(each.ratio for each in rows), max(each.ratio for each in rows)
        left, right = name_of(row.left.alternative), name_of(row.right.alternative)
        ratios = {"low": f"{low:.2f}", "high": f"{high:.2f}"}
        return say("counted.mixed", left=left, right=right, **ratios, **values) + "."
    if row.fewer == "none":
        return say("counted.same", **values) + "."
    sides = (row.left, row.right) if row.fewer == "left" else (row.right, row.left)
    fewer, more = (name_of(side.alternative) for side in sides)
    shares = [1 - (each.ratio if each.fewer == "left" else 1 / each.ratio) for each in rows]
    least, most = _percent(say, min(shares)), _percent(say, max(shares))
    share = least if least == most else say("measured.extent", low=least, high=most)
    return say("counted.less", fewer=fewer, more=more, share=share, **values) + "."


def _versions(say: Phrases, software: Software, frameworks: bool = False) -> str:
    """Name the Python of an environment, and what the counts depend on most.

    `frameworks` leaves out all but the two that are compared.
    """
    names = VERSIONS[:2] if frameworks else VERSIONS
    # scripts and people know them by other letters than the package index
    shown = {twin.libraries[0]: twin.name for twin in twins.TWINS}
    found = software.versions
    named = [f"{shown.get(name, name)} {found[name]}" for name in names if name in found]
    return say.listed([software.python, *named])


def _notes(say: Phrases, stored: StoredCounts) -> list[str]:
    run = stored.run
    found = [
        say("counted.beside", name=name_of(run.references[0].side.alternative))
        if run.references
        else "",
        say("counted.postgresql") if any(row.database == "postgresql" for row in run.rows) else "",
        say("counted.not"),
        say("counted.python"),
        say(
            "counted.run",
            date=say.day(run.date),
            processor=run.environment.processor,
            tool=run.method.tool,
            how=say(
                "counted.how.alone"
                if run.method.how == "requests alone"
                else "counted.how.difference"
            ),
            seeds=say.listed(map(str, run.method.seeds)),
            command=run.method.command,
        ),
        say("counted.incomplete", reason=run.incomplete) if run.incomplete else "",
    ]
    return [note for note in found if note]


def instructions(say: Phrases, count: float) -> str:
    """Return a number of instructions with three digits: `389 k`, `17.3 M`."""
    if count < 999_500:
        return say("counted.thousand", n=f"{count / 1e3:.3g}")
    millions = count / 1e6
    return say("counted.million", n=f"{millions:.0f}" if millions >= 100 else f"{millions:.3g}")


def _percent(say: Phrases, share: float) -> str:
    percent = 100 * share
    return say("counted.percent", n=f"{percent:.0f}" if percent >= 10 else f"{percent:.1f}")
