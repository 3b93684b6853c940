"""A stored run of ways to serve as the page shows it: sentences, and a table for each test."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, groupby
from typing import NamedTuple

from guide.bench.charts import three_digits
from guide.bench.comparisons import TIMED, WITH_DATABASE
from guide.bench.counts_words import percent
from guide.bench.runs import StoredServing
from guide.bench.sentences import extent, name_of
from guide.bench.served import Ratio, ServingRun, Way, ratio
from guide.telling.phrases import Phrases


class WayLine(NamedTuple):
    """One way: what served what, requests per second with their interval, and the ceiling."""

    alternative: str
    name: str
    server: str
    rate: str
    interval: str
    ceiling: str


class ServingView(NamedTuple):
    """One test of a run. `has_ceiling` says whether waiting sets one."""

    id: str
    title: str
    caption: str
    sentences: Sequence[str]
    has_ceiling: bool
    lines: Sequence[WayLine]
    notes: Sequence[str]


def serving_views(say: Phrases, servings: Sequence[StoredServing]) -> list[ServingView]:
    """Return each test once, from the newest run that has it; `servings` begins with that.

    They stand in the order of the other tables, whichever was measured last.
    """
    found: dict[str, ServingView] = {}
    for stored in servings:
        ways = [way for way in stored.run.ways if not way.invalid]
        for test, group in groupby(ways, key=lambda way: way.test):
            if test not in found:
                found[test] = _view(say, stored, list(group))
    return [found[test] for test in TIMED if test in found]


def _view(say: Phrases, stored: StoredServing, ways: Sequence[Way]) -> ServingView:
    run, title = stored.run, say(f"measured.title.{ways[0].test}")
    has_ceiling = ways[0].ceiling is not None
    return ServingView(
        id=stored.name,
        title=title,
        caption=say.counted("served.caption", run.method.connections, test=title),
        sentences=[
            *_answers(say, ways, run.method.seed),
            *(_ceilings(say, ways) if has_ceiling else _databases(say, ways)),
            say("served.itself", noise=percent(say, max(way.noise for way in ways) - 1)),
        ],
        has_ceiling=has_ceiling,
        lines=[_line(say, way) for way in ways],
        notes=list(_notes(say, run, has_ceiling)),
    )


def _line(say: Phrases, way: Way) -> WayLine:
    return WayLine(
        alternative=way.alternative,
        name=name_of(way.alternative),
        server=_server(say, way),
        rate=three_digits(way.requests_per_second),
        interval=say("measured.extent", low=three_digits(way.low), high=three_digits(way.high)),
        ceiling=three_digits(way.ceiling) if way.ceiling else "",
    )


def _server(say: Phrases, way: Way) -> str:
    """Name what serves a way, and the database where one is read."""
    server = say(f"served.way.{way.server}.{way.interface}")
    if way.test != WITH_DATABASE:
        return server
    return say("served.with", server=server, database=say(f"database.{way.database}"))


def _answers(say: Phrases, ways: Sequence[Way], seed: int) -> Iterator[str]:
    """Say what the way to wait changes for each service, then how services behind one differ."""
    gains = [say("served.gain", **gain.values) for gain in _gained(say, ways, seed)]
    if gains:
        yield say("served.waiting", gains=" ".join(gains))
    pairs: dict[tuple[str, str], list[Ratio]] = {}
    for alike in _behind_one_server(ways):
        for left, right in combinations(alike, 2):
            names = name_of(left.alternative), name_of(right.alternative)
            pairs.setdefault(names, []).append(ratio(left, right, seed))
    for names, found in pairs.items():
        yield _pair(say, *names, found)


class Gain(NamedTuple):
    """How much more one service answered its best way than its slowest with threads.

    `low` is the lower end of the 95 % interval; `values` are what phrases say of it.
    """

    alternative: str
    low: float
    values: dict[str, str]

    @property
    def ways(self) -> tuple[str, str]:
        """What served best, and what slowest."""
        return self.values["best"], self.values["slow"]


def largest_gains(
    say: Phrases, servings: Sequence[StoredServing], among: Collection[str]
) -> list[Gain]:
    """Return the surest gain of some alternatives in any run, and others there by the same ways."""
    found = [
        (stored, gain)
        for stored in servings
        for gain in _gained(
            say, [way for way in stored.run.ways if not way.invalid], stored.run.method.seed
        )
        if gain.alternative in among and gain.low > 1
    ]
    if not found:
        return []
    run, surest = max(found, key=lambda each: each[1].low)
    return [gain for stored, gain in found if stored is run and gain.ways == surest.ways]


def _gained(say: Phrases, ways: Iterable[Way], seed: int) -> Iterator[Gain]:
    by_service: dict[str, list[Way]] = {}
    for way in ways:
        if way.ceiling:
            by_service.setdefault(way.alternative, []).append(way)
    for alternative, group in by_service.items():
        lowest = min(way.ceiling or 0 for way in group)
        slow = min((way for way in group if way.ceiling == lowest), key=_rate)
        best = max(group, key=_rate)
        if best.ceiling == lowest:
            continue
        times, low, high = ratio(best, slow, seed)
        values = {
            "name": name_of(alternative),
            "times": three_digits(times),
            "low": three_digits(low),
            "high": three_digits(high),
            "best": _server(say, best),
            "slow": _server(say, slow),
            "many": str(best.at_once),
            "few": str(slow.at_once),
        }
        yield Gain(alternative, low, values)


def _behind_one_server(ways: Sequence[Way]) -> Iterator[list[Way]]:
    for _, group in groupby(ways, key=lambda way: (way.server, way.interface, way.database)):
        yield list(group)


def _pair(say: Phrases, left: str, right: str, found: Sequence[Ratio]) -> str:
    """Say how two services behind the same server differ; the ratios are the faster one's."""
    if all(high < 1 for _, _, high in found):
        left, right = right, left
        found = [(1 / times, 1 / high, 1 / low) for times, low, high in found]
    values = {
        "left": left,
        "right": right,
        "extent": extent(say, [times for times, _, _ in found]),
        "low": f"{min(low for _, low, _ in found):.2f}",
        "high": f"{max(high for _, _, high in found):.2f}",
    }
    if all(low > 1 for _, low, _ in found):
        return say("served.faster", **values)
    if all(low <= 1 <= high for _, low, high in found):
        return say("served.alike", **values)
    return say("served.mixed", **values)


def _ceilings(say: Phrases, ways: Sequence[Way]) -> Iterator[str]:
    """Say for each ceiling how far the ways below it came."""
    ordered = sorted(ways, key=lambda way: way.ceiling or 0)
    for ceiling, group in groupby(ordered, key=lambda way: way.ceiling):
        alike = list(group)
        low, high = min(way.low for way in alike), max(way.high for way in alike)
        rates = [three_digits(way.requests_per_second) for way in sorted(alike, key=_rate)]
        servers = dict.fromkeys(_server(say, way) for way in alike)
        yield say.counted(
            "served.ceiling",
            alike[0].at_once or 0,
            servers=say.listed(servers),
            ceiling=three_digits(ceiling or 0),
            rates=say("measured.extent", low=rates[0], high=rates[-1])
            if rates[0] != rates[-1]
            else rates[0],
            low=three_digits(low),
            high=three_digits(high),
        )


def _rate(way: Way) -> float:
    return way.requests_per_second


def _databases(say: Phrases, ways: Sequence[Way]) -> Iterator[str]:
    """Say for each database and server the rates of all services, the fastest first."""
    for group in _behind_one_server(ways):
        alike = sorted(group, key=_rate, reverse=True)
        rates = [
            say(
                "served.rate",
                name=name_of(way.alternative),
                rate=three_digits(way.requests_per_second),
                low=three_digits(way.low),
                high=three_digits(way.high),
            )
            for way in alike
        ]
        yield say("served.rates", server=_server(say, alike[0]), rates=say.listed(rates))


def _notes(say: Phrases, run: ServingRun, has_ceiling: bool) -> Iterator[str]:
    method, versions = run.method, run.environment.versions
    if has_ceiling:
        yield say.counted("served.why", method.connections, seconds=f"{method.delay:g}")
    if run.rough:
        yield say("measured.warning.rough", reason=run.rough)
    if run.incomplete:
        yield say("measured.warning.incomplete", reason=run.incomplete)
    if not run.environment.pinned:
        yield say("measured.warning.shared")
    yield say.counted(
        "served.run",
        method.rounds,
        date=say.day(run.date),
        processor=run.environment.processor,
        versions=say.listed([run.environment.python, *(f"{n} {v}" for n, v in versions.items())]),
        workers=method.workers,
        threads=method.threads,
        seconds=f"{method.seconds:g}",
        command=method.command,
    )
