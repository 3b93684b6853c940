"""The figures of a guide's source, as the page about speed shows them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guide.engine.model import Guide
from guide.loading.figures import Figures, Row
from guide.telling.phrases import Phrases


class Quoted(NamedTuple):
    """What the source prints of a test: its title, and a cell for each alternative."""

    title: str
    cells: Sequence[str]


class Line(NamedTuple):
    """A row of the full table."""

    test: str
    alternative: str
    times: Sequence[str]
    requests: str
    rate: str
    read_errors: int
    timeouts: int


class Rate(NamedTuple):
    """A bar: how many requests a second, and on which scale."""

    alternative: str
    value: float
    top: float
    text: str


class Chart(NamedTuple):
    """The bars of one test."""

    title: str
    rates: Sequence[Rate]


class Source(NamedTuple):
    """One file of figures, as the page shows it."""

    quoted_name: str
    name: str
    caption: str
    year: int
    quoted: Sequence[Quoted]
    lines: Sequence[Line]
    charts: Sequence[Chart]


def numbered(kind: str, number: int) -> str:
    """Return the name of a table of the source of that number, counted from 0."""
    return f"{kind}-{number + 1}" if number else kind


def source(say: Phrases, guide: Guide, number: int, figures: Figures) -> Source:
    """Return a file of figures, of that number, as the page shows it."""
    titles = {test.id: test.title for test in figures.tests}
    return Source(
        numbered("quoted", number),
        numbered("source", number),
        say("benchmarks.caption", title=figures.title, date=figures.published),
        figures.published.year,
        [
            Quoted(title, [" ".join(_quoted(say, figures, test, a.id)) for a in guide.alternatives])
            for test, title in titles.items()
        ],
        [_line(row, titles[row.test]) for row in figures.rows],
        [Chart(title, _rates(say, figures, test)) for test, title in titles.items()],
    )


def _quoted(say: Phrases, figures: Figures, test: str, alternative: str) -> Iterator[str]:
    for found in figures.quoted:
        if (found.test, found.alternative) == (test, alternative):
            rate = found.requests_per_second
            cell = {"ms": f"{found.mean_ms:,.2f}", "words": found.words}
            if rate is None:
                yield say("benchmarks.cell", **cell)
            else:
                yield say("benchmarks.cell.rate", n=f"{rate:,}".removesuffix(".0"), **cell)


def _line(row: Row, title: str) -> Line:
    times = (row.mean_ms, row.p50_ms, row.p90_ms, row.p99_ms, row.max_ms)
    return Line(
        title,
        row.alternative,
        [f"{time:,.2f}" for time in times],
        f"{row.requests:,}",
        _figure(row.requests_per_second),
        row.read_errors,
        row.timeouts,
    )


def _rates(say: Phrases, figures: Figures, test: str) -> Sequence[Rate]:
    rows = [row for row in figures.rows if row.test == test]
    top = max((row.requests_per_second for row in rows), default=0)
    return [
        Rate(
            row.alternative,
            row.requests_per_second,
            top,
            say("benchmarks.bar", n=_figure(row.requests_per_second)),
        )
        for row in rows
    ]


def _figure(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")
