"""What is said of a run of counts in words: sentences, versions, notes, and figures."""

from collections.abc import Iterable, Sequence
from functools import partial, reduce

from guide.bench.counted import CountedRow, Software
from guide.bench.runs import StoredCounts
from guide.bench.sentences import name_of
from guide.demos import twins
from guide.telling.phrases import Phrases

# what the counts depend on most
VERSIONS = (*(twin.libraries[0] for twin in twins.TWINS), "scikit-learn")


def test_of(say: Phrases, row: CountedRow) -> str:
    """Name the test of a row, and its database where that is not SQLite."""
    test = say(f"measured.title.{row.test}")
    if row.database == "sqlite":
        return test
    return say("counted.test.with", test=test, database=say(f"database.{row.database}"))


def profile_of(say: Phrases, row: CountedRow) -> str:
    """Name the profile of a row, and what the right side renders with."""
    part = ", ".join(row.right.label.split(", ")[2:])
    if not part:
        return row.profile
    name = name_of(row.right.alternative)
    return say("speed.pair.with", profile=row.profile, name=name, part=part)


def sentences(say: Phrases, comparisons: Iterable[Sequence[CountedRow]]) -> list[str]:
    """Say what was found: of each side in sentences, in one of no difference or no agreement.

    A comparison is its rows, one for each environment.
    """
    found: dict[tuple[str, str, str], list[str]] = {}
    for rows in comparisons:
        heading, said = _said(say, rows)
        found.setdefault(heading, []).append(said)
    return [
        say(name, fewer=fewer, more=more, found=_joined(say, name, parts))
        for (name, fewer, more), parts in found.items()
    ]


def _joined(say: Phrases, name: str, parts: Sequence[str]) -> str:
    if name == "counted.less":  # whose parts are sentences
        return " ".join(parts)
    return one_after_another(say, parts)


def one_after_another(say: Phrases, parts: Iterable[str]) -> str:
    """Return findings, which may hold commas, in one text."""
    return reduce(partial(_next, say), parts)


def _next(say: Phrases, found: str, more: str) -> str:
    return say("counted.next", found=found, more=more)


def _said(say: Phrases, rows: Sequence[CountedRow]) -> tuple[tuple[str, str, str], str]:
    """Return the sentence that a comparison belongs to, and what stands of it there."""
    row = rows[0]
    values = {"test": test_of(say, row), "profile": profile_of(say, row)}
    if len({each.fewer for each in rows}) > 1:
        low, high = (f"{pick(each.ratio for each in rows):.2f}" for pick in (min, max))
        left, right = name_of(row.left.alternative), name_of(row.right.alternative)
        ratios = {"left": left, "right": right, "low": low, "high": high}
        return ("counted.mixed", "", ""), say("counted.mixed.one", **ratios, **values)
    if row.fewer == "none":
        return ("counted.same", "", ""), say("counted.same.one", **values)
    sides = (row.left, row.right) if row.fewer == "left" else (row.right, row.left)
    fewer, more = (name_of(side.alternative) for side in sides)
    share = saved(say, rows)
    return ("counted.less", fewer, more), say("counted.less.one", share=share, **values)


def saved(say: Phrases, rows: Sequence[CountedRow]) -> str:
    """Return how much less the side that needs fewer needs: the same one in all rows."""
    shares = [1 - (each.ratio if each.fewer == "left" else 1 / each.ratio) for each in rows]
    least, most = percent(say, min(shares)), percent(say, max(shares))
    return least if least == most else say("measured.extent", low=least, high=most)


def versions(say: Phrases, software: Software, frameworks: bool = False) -> str:
    """Name the Python of an environment, and what the counts depend on most.

    `frameworks` leaves out all but the two that are compared.
    """
    names = VERSIONS[:2] if frameworks else VERSIONS
    # scripts and people know them by other letters than the package index
    shown = {twin.libraries[0]: twin.name for twin in twins.TWINS}
    found = software.versions
    named = [f"{shown.get(name, name)} {found[name]}" for name in names if name in found]
    return say.listed([software.python, *named])


def notes(say: Phrases, stored: StoredCounts) -> list[str]:
    """Return what a reader of a run must know about its figures."""
    run = stored.run
    found = [
        say("counted.beside", name=name_of(run.references[0].side.alternative))
        if run.references
        else "",
        say("counted.postgresql") if any(row.database == "postgresql" for row in run.rows) else "",
        say("counted.not"),
        say("counted.collected") if run.method.collected else "",
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
        say("measured.warning.incomplete", reason=run.incomplete) if run.incomplete else "",
    ]
    return [note for note in found if note]


def instructions(say: Phrases, count: float) -> str:
    """Return a number of instructions with three digits: `389 k`, `17.3 M`."""
    if count < 999_500:
        return say("counted.thousand", n=f"{count / 1e3:.3g}")
    millions = count / 1e6
    return say("counted.million", n=f"{millions:.0f}" if millions >= 100 else f"{millions:.3g}")


def percent(say: Phrases, share: float) -> str:
    """Return a share, 1 for all, in percent."""
    value = 100 * share
    return say("counted.percent", n=f"{value:.0f}" if value >= 10 else f"{value:.1f}")
