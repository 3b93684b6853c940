"""A stored run of ways to serve as the page shows it: sentences, and a table for each test."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from guide.bench.runs import StoredServing
from guide.bench.sentences import name_of
from guide.bench.served import ServingRun, Way
from guide.telling.phrases import Phrases


@dataclass(frozen=True)
class WayLine:
    """One way: what served what, requests per second with their interval, and the ceiling."""

    alternative: str
    name: str
    server: str
    rate: str
    interval: str
    ceiling: str


@dataclass(frozen=True)
class ServingView:
    """One test of a run. `has_ceiling` says whether waiting sets one."""

    id: str
    title: str
    caption: str
    sentences: Sequence[str]
    has_ceiling: bool
    lines: Sequence[WayLine]
    notes: Sequence[str]


def serving_views(say: Phrases, servings: Sequence[StoredServing]) -> list[ServingView]:
    """Return each test once, from the newest run that has it; `servings` begins with that."""
    found: dict[str, ServingView] = {}
    for stored in servings:
        ways = [way for way in stored.run.ways if not way.invalid]
        for test, group in groupby(ways, key=lambda way: way.test):
            if test not in found:
                found[test] = _view(say, stored, list(group))
    return list(found.values())


def _view(say: Phrases, stored: StoredServing, ways: Sequence[Way]) -> ServingView:
    run, title = stored.run, say(f"measured.title.{ways[0].test}")
    has_ceiling = ways[0].ceiling is not None
    return ServingView(
        id=stored.name,
        title=title,
        caption=say("served.caption", test=title, clients=run.method.connections),
        sentences=list(_ceilings(say, ways) if has_ceiling else _databases(say, ways)),
        has_ceiling=has_ceiling,
        lines=[_line(say, way) for way in ways],
        notes=list(_notes(say, run, has_ceiling)),
    )


def _line(say: Phrases, way: Way) -> WayLine:
    server = say(f"served.way.{way.server}.{way.interface}")
    if way.test == "complete":
        database = say(f"database.{way.database}")
        server = say("served.with", server=server, database=database)
    return WayLine(
        alternative=way.alternative,
        name=name_of(way.alternative),
        server=server,
        rate=_figure(way.requests_per_second),
        interval=say("measured.extent", low=_figure(way.low), high=_figure(way.high)),
        ceiling=_figure(way.ceiling) if way.ceiling else "",
    )


def _ceilings(say: Phrases, ways: Sequence[Way]) -> Iterator[str]:
    """Say for each ceiling how far the ways below it came."""
    ordered = sorted(ways, key=lambda way: way.ceiling or 0)
    for ceiling, group in groupby(ordered, key=lambda way: way.ceiling):
        alike = list(group)
        low, high = min(way.low for way in alike), max(way.high for way in alike)
        rates = [_figure(way.requests_per_second) for way in sorted(alike, key=_rate)]
        servers = dict.fromkeys(say(f"served.way.{w.server}.{w.interface}") for w in alike)
        yield say(
            "served.ceiling",
            servers=say.listed(servers),
            n=alike[0].at_once,
            ceiling=_figure(ceiling or 0),
            rates=say("measured.extent", low=rates[0], high=rates[-1])
            if rates[0] != rates[-1]
            else rates[0],
            low=_figure(low),
            high=_figure(high),
        )


def _rate(way: Way) -> float:
    return way.requests_per_second


def _databases(say: Phrases, ways: Sequence[Way]) -> Iterator[str]:
    """Say for each database and server the rates of all services, the fastest first."""
    for _, group in groupby(ways, key=lambda way: (way.server, way.interface, way.database)):
        alike = sorted(group, key=_rate, reverse=True)
        rates = [
            say(
                "served.rate",
                name=name_of(way.alternative),
                rate=_figure(way.requests_per_second),
                low=_figure(way.low),
                high=_figure(way.high),
            )
            for way in alike
        ]
        yield say("served.rates", server=_line(say, alike[0]).server, rates=say.listed(rates))


def _notes(say: Phrases, run: ServingRun, has_ceiling: bool) -> Iterator[str]:
    method, versions = run.method, run.environment.versions
    if has_ceiling:
        yield say("served.why", seconds=f"{method.delay:g}", clients=method.connections)
    if run.rough:
        yield say("measured.warning.rough", reason=run.rough)
    if run.incomplete:
        yield say("measured.warning.incomplete", reason=run.incomplete)
    if not run.environment.pinned:
        yield say("measured.warning.shared")
    yield say(
        "served.run",
        date=say.day(run.date),
        processor=run.environment.processor,
        versions=say.listed([run.environment.python, *(f"{n} {v}" for n, v in versions.items())]),
        workers=method.workers,
        threads=method.threads,
        rounds=method.rounds,
        seconds=f"{method.seconds:g}",
        command=method.command,
    )


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
