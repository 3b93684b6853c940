"""What the page about speed says first: three answers in words, and timed beside counted.

The first is about a model, the second about the rest, the third about ways to serve. Each is left
out where nothing was measured of it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guide.bench.answer import MODEL, Found, heat, of_one, pair, turned
from guide.bench.charts import by_comparison
from guide.bench.counted import CountedRow
from guide.bench.counts_words import one_after_another, profile_of, saved
from guide.bench.result import Row, Run
from guide.bench.runs import StoredServing
from guide.bench.sentences import extent, interval, name_of
from guide.bench.serving_view import largest_gains
from guide.telling.phrases import Phrases


class Compared(NamedTuple):
    """A row: one comparison, timed over all connections and counted in all versions.

    `counted` is None where it was not counted: in a test that only waits there is nothing to count.
    """

    test: str
    pair: str
    timed: Found
    counted: Found | None


class Opening(NamedTuple):
    """The sentences, and the rows of what was timed if some was counted; `left` ÷ `right` there."""

    sentences: Sequence[str]
    left: str
    right: str
    lines: Sequence[Compared]


def opening(
    say: Phrases, run: Run, counts: Sequence[CountedRow], servings: Sequence[StoredServing]
) -> Opening | None:
    """Return what to say first of a timed run, counted rows and ways to serve, newest first.

    None where the run is not valid or compares nothing. Counts with PostgreSQL are left out, since
    the timed tests read SQLite.
    """
    rows = run.valid_rows
    if not rows:
        return None
    here = [row for row in counts if row.database == "sqlite"]
    return Opening(
        sentences=list(_sentences(say, rows, here, servings)),
        left=name_of(rows[0].left.alternative),
        right=name_of(rows[0].right.alternative),
        lines=list(_lines(say, rows, here)),
    )


def _sentences(
    say: Phrases,
    rows: Sequence[Row],
    counts: Sequence[CountedRow],
    servings: Sequence[StoredServing],
) -> Iterator[str]:
    sides = {
        "left": name_of(rows[0].left.alternative),
        "right": name_of(rows[0].right.alternative),
    }
    model = [row for row in rows if row.test == MODEL]
    if model:
        work = [row for row in counts if row.test == MODEL]
        found = sum(row.verdict != "none" for row in model)
        alike = bool(work) and all(row.fewer == "none" for row in work)
        name = "some" if found else "both" if alike else "alike"
        values = of_one(say, model)
        told = say.counted(
            f"first.model.{name}", len(model), test=values["test"], found=found, **sides
        )
        yield say("first.model.time", found=told, time=values["time"], count=values["count"])
    rest = [row for row in rows if row.test != MODEL]
    if rest:
        yield _of_the_rest(say, rest, sides)
    alternatives = {row.alternative for row in (rows[0].left, rows[0].right)}
    if gains := largest_gains(say, servings, alternatives):
        most = max(max(row.ratio, 1 / row.ratio) for row in rows)
        more = min(gain.low for gain in gains) > most
        values = {
            **gains[0].values,
            "gains": say.listed(say("first.serving.gain", **gain.values) for gain in gains),
        }
        matters = say("first.serving.more" if more else "first.serving")
        yield f"{matters} {say('first.serving.found', **values)}"


def _of_the_rest(say: Phrases, rows: Sequence[Row], sides: dict[str, str]) -> str:
    none = sum(row.verdict == "none" for row in rows)
    parts = [say.counted("first.rest.none", len(rows), none=none)]
    for verdict in ("left", "right"):
        found = [row for row in rows if row.verdict == verdict]
        if found:
            most = {
                "name": sides[verdict],
                "ratio": f"{max(turned(row)[1] for row in found):.2f}",
                "where": one_after_another(say, dict.fromkeys(_where(say, row) for row in found)),
            }
            parts.append(say.counted("first.rest.most", len(found), **most))
    return say("first.rest", found=" ".join(parts))


def _where(say: Phrases, row: Row) -> str:
    test = say(f"measured.title.{row.test}")
    return say("first.rest.where", test=test, pair=pair(say, row))


def _lines(say: Phrases, rows: Sequence[Row], counts: Sequence[CountedRow]) -> Iterator[Compared]:
    counted: dict[tuple[str, str], list[CountedRow]] = {}
    for row in counts:
        counted.setdefault((row.test, profile_of(say, row)), []).append(row)
    for group in by_comparison(rows) if counted else ():
        name = pair(say, group[0])
        work = counted.get((group[0].test, name))
        test = say(f"measured.title.{group[0].test}")
        yield Compared(test, name, _timed(say, group), _counted(say, work) if work else None)


def _timed(say: Phrases, rows: Sequence[Row]) -> Found:
    """Return what was found over all connections: the faster side and its ratios."""
    found = [row for row in rows if row.faster]
    faster = found[0].faster if len({row.verdict for row in found}) == 1 else None
    if faster is None:
        low, high = min(row.low for row in rows), max(row.high for row in rows)
        name = "first.either" if found else "speed.none"
        return Found(say(name), interval(say, low, high), None, 0)
    seen = [turned(row) for row in found]
    ratios = [ratio for _, ratio, _ in seen]
    name, reached = name_of(faster.alternative), extent(say, ratios)
    return Found(
        say(
            "speed.faster" if len(found) == len(rows) else "first.partly", name=name, ratio=reached
        ),
        interval(say, min(low for low, _, _ in seen), max(high for _, _, high in seen)),
        faster.alternative,
        heat(max(ratios)),
    )


def _counted(say: Phrases, rows: Sequence[CountedRow]) -> Found:
    """Return which side needs less work in every version, and how much less."""
    ratios = extent(say, [row.ratio for row in rows])
    if len({row.fewer for row in rows}) > 1:
        return Found(say("first.versions"), ratios, None, 0)
    lighter = rows[0].lighter
    if lighter is None:
        return Found(say("speed.none"), ratios, None, 0)
    return Found(
        say("first.less", name=name_of(lighter.alternative), share=saved(say, rows)),
        ratios,
        lighter.alternative,
        heat(max(max(row.ratio, 1 / row.ratio) for row in rows)),
    )
