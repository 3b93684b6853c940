"""The page about speed: the source's figures, the audit of them, and the measured runs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Flask, abort

from guide.bench.view import RunView
from guide.engine.model import Guide
from guide.loading.figures import Figures, Row
from guide.web.places import Pages
from guide.web.render import Body, render, render_body, the_site
from guide.web.served import Served
from guide.web.state import state

blueprint = Pages("benchmarks", __name__)


@dataclass(frozen=True)
class Quoted:
    """What the source prints of a test: its title, and a cell for each alternative."""

    title: str
    cells: Sequence[str]


@dataclass(frozen=True)
class Line:
    """A row of the full table."""

    test: str
    alternative: str
    times: Sequence[str]
    requests: str
    rate: str
    read_errors: int
    timeouts: int


@dataclass(frozen=True)
class Rate:
    """A bar: how many requests a second, and on which scale."""

    alternative: str
    value: float
    top: float
    text: str


@dataclass(frozen=True)
class Chart:
    """The bars of one test."""

    title: str
    rates: Sequence[Rate]


@dataclass(frozen=True)
class Source:
    """One file of figures, as the page shows it."""

    caption: str
    year: int
    quoted: Sequence[Quoted]
    lines: Sequence[Line]
    charts: Sequence[Chart]


@dataclass(frozen=True)
class Benchmarks:
    """The source's figures and the measured runs."""

    title: str
    description: str
    body: Body
    alternatives: Sequence[str]
    sources: Sequence[Source]
    runs: Sequence[RunView]


def _there(served: Served) -> bool:
    return served.has_benchmarks


@blueprint.page("/benchmarks/", label="benchmarks.label", order=4, when=_there, kept=True)
def benchmarks() -> str:
    """The source's figures, the audit, and the measured runs."""
    site = the_site()
    if not state().served.has_benchmarks:
        abort(404)
    page = site.page("benchmarks")
    return render(
        "benchmarks.html",
        Benchmarks(
            title=page.title if page else "Benchmarks",
            description=page.summary if page else "The figures, and where they come from.",
            body=render_body(page),
            alternatives=[a.id for a in site.guide.alternatives],
            sources=[_source(site.guide, figures) for figures in site.figures],
            runs=state().runs,
        ),
    )


def _source(guide: Guide, figures: Figures) -> Source:
    titles = {test.id: test.title for test in figures.tests}
    return Source(
        f"{figures.title}, published {figures.published}. Times in milliseconds.",
        figures.published.year,
        [
            Quoted(title, [" ".join(_quoted(figures, test, a.id)) for a in guide.alternatives])
            for test, title in titles.items()
        ],
        [_line(row, titles[row.test]) for row in figures.rows],
        [Chart(title, _rates(figures, test)) for test, title in titles.items()],
    )


def _quoted(figures: Figures, test: str, alternative: str) -> Iterator[str]:
    for found in figures.quoted:
        if (found.test, found.alternative) == (test, alternative):
            rate = found.requests_per_second
            also = "" if rate is None else f", {f'{rate:,}'.removesuffix('.0')} requests/s"
            yield f"{found.mean_ms:,.2f} ms {found.words}{also}"


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


def _rates(figures: Figures, test: str) -> Sequence[Rate]:
    rows = [row for row in figures.rows if row.test == test]
    top = max((row.requests_per_second for row in rows), default=0)
    return [
        Rate(
            row.alternative,
            row.requests_per_second,
            top,
            f"{_figure(row.requests_per_second)}/s",
        )
        for row in rows
    ]


def _figure(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def init_app(app: Flask) -> None:
    """Add the page."""
    app.register_blueprint(blueprint)
