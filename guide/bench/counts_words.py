"""What is said of a run of counts in words: sentences, versions, notes, and figures."""

from collections.abc import Sequence

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
    return say("counted.profile.with", profile=row.profile, name=name, part=part)


def sentence(say: Phrases, rows: Sequence[CountedRow]) -> str:
    """Say what all environments show of a comparison, or that they do not agree."""
    row = rows[0]
    values = {"test": test_of(say, row), "profile": profile_of(say, row)}
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
    least, most = percent(say, min(shares)), percent(say, max(shares))
    share = least if least == most else say("measured.extent", low=least, high=most)
    return say("counted.less", fewer=fewer, more=more, share=share, **values) + "."


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


def percent(say: Phrases, share: float) -> str:
    """Return a share, 1 for all, in percent."""
    value = 100 * share
    return say("counted.percent", n=f"{value:.0f}" if value >= 10 else f"{value:.1f}")
