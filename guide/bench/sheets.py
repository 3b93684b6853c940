"""The tables of the page about speed as data, for CSV and JSON: plain names and full figures.

A column's name holds its unit; `left` over `right` is what every ratio is.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from guide.bench.counted import CountedRow, CountRun, Reference
from guide.bench.result import Row, Side
from guide.bench.runs import StoredCounts, StoredRun, StoredServing
from guide.bench.served import Way
from guide.demos.twins import TWINS

Value = str | int | float | None
SIDE = ("requests", "requests_per_second", "mean_ms", "p50_ms", "p90_ms", "p99_ms", "max_ms")


class Sheet(NamedTuple):
    """A table: its name in the address, and its rows, which have the same columns."""

    name: str
    rows: Sequence[Mapping[str, Value]]

    def csv(self) -> str:
        """Return it as RFC 4180 has it, with a line of names above; None is an empty field."""
        text = io.StringIO()
        if self.rows:
            writer = csv.DictWriter(text, list(self.rows[0]))
            writer.writeheader()
            writer.writerows(self.rows)
        return text.getvalue()

    def json(self) -> str:
        """Return it as an object for each row."""
        return json.dumps({"table": self.name, "rows": self.rows}, ensure_ascii=False, indent=1)


def sheets(runs: Iterable[StoredRun]) -> list[Sheet]:
    """Return the answer of the newest valid run, and all figures of each valid one."""
    found: list[Sheet] = []
    for stored in runs:
        rows = stored.run.valid_rows
        if not rows:
            continue
        if not found:
            found.append(Sheet("answer", [short(row) for row in rows]))
        found.append(Sheet(stored.name, [_whole(row) for row in rows]))
        if stored.run.noise:
            noise = [_whole(row) for row in stored.run.noise if not row.invalid]
            found.append(Sheet(noise_of(stored.name), noise))
    return found


def count_sheets(counts: Iterable[StoredCounts]) -> list[Sheet]:
    """Return every count: a row for each comparison, then those of what stands beside both."""
    return [Sheet(stored.name, list(_counts(stored.run))) for stored in counts]


def _counts(run: CountRun) -> Iterator[dict[str, Value]]:
    for row in run.rows:
        yield {
            **_place(run, row),
            "profile": row.profile,
            "left": row.left.label,
            "right": row.right.label,
            "left_instructions": row.left.mean,
            "right_instructions": row.right.mean,
            "ratio": row.ratio,
            "noise": row.noise,
            "fewer": row.lighter.alternative if row.lighter else None,
        }
    for reference in run.references:
        yield {
            **_place(run, reference),
            "profile": None,
            "left": reference.side.label,
            "right": None,
            "left_instructions": reference.side.mean,
            "right_instructions": None,
            "ratio": None,
            "noise": reference.noise,
            "fewer": None,
        }


def _place(run: CountRun, row: CountedRow | Reference) -> dict[str, Value]:
    software = run.software(row.environment)
    names = (twin.libraries[0] for twin in TWINS)
    return {
        "test": row.test,
        "python": software.python,
        **{f"{name.lower()}_version": software.versions.get(name) for name in names},
        "database": row.database,
    }


def serving_sheets(servings: Iterable[StoredServing]) -> list[Sheet]:
    """Return every way to serve with its rate, its interval and its ceiling."""
    return [
        Sheet(stored.name, [_way(way) for way in stored.run.ways if not way.invalid])
        for stored in servings
    ]


def _way(way: Way) -> dict[str, Value]:
    names = ("test", "database", "label", "server", "interface", "at_once", "ceiling")
    figures = ("requests_per_second", "low", "high", "p50_ms")
    return {name: getattr(way, name) for name in (*names, *figures)}


def noise_of(run: str) -> str:
    """Return the name of the table of a run's noise."""
    return f"{run}-noise"


def short(row: Row) -> dict[str, Value]:
    """Return what was compared and what was found; `faster` is null where nothing was."""
    return {
        "test": row.test,
        "left": row.left.label,
        "right": row.right.label,
        "connections": row.connections,
        "ratio": row.ratio,
        "low": row.low,
        "high": row.high,
        "faster": row.faster.alternative if row.faster else None,
    }


def _whole(row: Row) -> dict[str, Value]:
    return {
        **short(row),
        "noise_floor": row.noise_floor,
        "server": row.server,
        "profile": row.profile,
        **_side("left", row.left),
        **_side("right", row.right),
    }


def _side(name: str, side: Side) -> dict[str, Value]:
    return {f"{name}_{column}": getattr(side, column) for column in SIDE}
