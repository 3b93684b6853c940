"""What is said of a run in words, for the terminal and for the page."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from guide.bench.charts import by_comparison
from guide.bench.result import Row, Run
from guide.demos.twins import TWINS
from guide.telling.phrases import Phrases

NAMES = {twin.id: twin.name for twin in TWINS}


def name_of(alternative: str) -> str:
    """Return the name of an alternative by its id; one that is no twin’s is only capitalised."""
    return NAMES.get(alternative, alternative.capitalize())


def verdict_words(say: Phrases, *rows: Row) -> str:
    """Return in words the verdict that all of the rows have."""
    if any(row.invalid for row in rows):
        return say("measured.invalid")
    faster = rows[0].faster
    if faster is None:
        hidden = any(not row.low <= 1 <= row.high for row in rows)
        return say("measured.nothing.noise" if hidden else "measured.nothing")
    unknown = any(row.noise_floor is None for row in rows)
    return say(
        "measured.faster.unknown" if unknown else "measured.faster",
        name=name_of(faster.alternative),
        extent=extent(say, [max(row.ratio, 1 / row.ratio) for row in rows]),
    )


def extent(say: Phrases, values: Sequence[float]) -> str:
    """Return from where to where values reach, to a hundredth, or the one figure that all are."""
    low, high = f"{min(values):.2f}", f"{max(values):.2f}"
    return low if low == high else say("measured.extent", low=low, high=high)


def interval(say: Phrases, low: float, high: float) -> str:
    """Return the ends of an interval of ratios, to a hundredth."""
    return say("measured.extent", low=f"{low:.2f}", high=f"{high:.2f}")


def counted(say: Phrases, rows: Iterable[Row]) -> str:
    """Return the numbers of connections of rows in words."""
    return say.counted("measured.count", say.listed(str(row.connections) for row in rows))


def kept_busy(rows: Iterable[Row]) -> tuple[float, float]:
    """Return the least and the greatest share of the connections that Little's law finds in use."""
    shares = [side.in_flight / row.connections for row in rows for side in (row.left, row.right)]
    return min(shares), max(shares)


def findings(say: Phrases, rows: Sequence[Row]) -> list[str]:
    """Say in a sentence for each comparison what was found."""
    return [
        say("measured.found", pair=_pair(say, group[0]), found=_finding(say, group))
        for group in by_comparison(rows)
    ]


def _finding(say: Phrases, rows: Sequence[Row]) -> str:
    runs = [list(group) for _, group in groupby(rows, key=lambda row: row.verdict)]
    if len(runs) == 1:
        return verdict_words(say, *rows)
    return say("measured.found.next").join(
        say("measured.found.at", found=verdict_words(say, *alike), count=counted(say, alike))
        for alike in runs
    )


def _pair(say: Phrases, row: Row) -> str:
    return say("measured.pair", left=row.left.label, right=row.right.label)


def warnings(say: Phrases, run: Run) -> list[str]:
    """Return what a reader of a run must know before its figures, in a sentence each."""
    reasons = {"invalid": run.invalid, "rough": run.rough, "incomplete": run.incomplete}
    found = [
        say(f"measured.warning.{kind}", reason=reason) for kind, reason in reasons.items() if reason
    ]
    if not run.environment.pinned and not run.invalid:
        found.append(say("measured.warning.shared"))
    return found


def facts(say: Phrases, run: Run) -> list[tuple[str, str]]:
    """Return the machine, the software and the method of a run: names, and what they were."""
    return [(say(f"fact.{name}"), text) for name, text in _facts(say, run)]


def _facts(say: Phrases, run: Run) -> Iterator[tuple[str, str]]:
    machine, method = run.environment, run.method
    processor = "fact.processor.virtual" if machine.virtual else "fact.processor.is"
    yield "processor", say.counted(processor, machine.cores, processor=machine.processor)
    yield "governor", machine.governor or say("fact.governor.none")
    before, after = f"{machine.load_before:g}", f"{machine.load_after:g}"
    yield "load", say("fact.load.is", before=before, after=after)
    yield "system", f"{machine.system}, {machine.python}"
    yield "versions", ", ".join(f"{name} {v}" for name, v in machine.versions.items())
    yield "server", f"{method.server} {' '.join(method.flags)}"
    yield "database", method.database
    yield (
        "protocol",
        say.counted(
            "fact.protocol.is",
            method.blocks,
            seconds=f"{method.seconds:g}",
            warm_up=f"{method.warm_up:g}",
            seed=method.seed,
        ),
    )
    revision = (machine.revision or say("fact.revision.none"))[:12]
    changed = say("fact.revision.changed", revision=revision)
    yield "revision", changed if machine.modified else revision
    if run.rows:
        low, high = (f"{share:.0%}" for share in kept_busy(run.rows))
        busiest = max(row.generator_cpu for row in run.rows)
        yield "little", say("fact.little.is", low=low, high=high)
        yield "generator", say("fact.generator.is", share=f"{busiest:.0%}")
    if run.cross_check:
        ratio, low, high = (
            f"{value:.2f}"
            for value in (run.cross_check.ratio, run.cross_check.low, run.cross_check.high)
        )
        yield "wrk", say("fact.wrk.is", ratio=ratio, low=low, high=high)
