"""A stored run of counts as the page shows it: sentences and the cells of one table."""

from collections.abc import Sequence
from dataclasses import dataclass

from guide.bench.answer import heat
from guide.bench.counted import CountedRow
from guide.bench.runs import StoredCounts
from guide.bench.sentences import name_of
from guide.demos import twins
from guide.telling.phrases import Phrases

# what the counts depend on most
VERSIONS = (*(twin.name for twin in twins.TWINS), "scikit-learn")


@dataclass(frozen=True)
class CountLine:
    """One row: a test in a profile, the work of each side, their ratio and the noise.

    `fewer` is the alternative that needs less; None where the noise can explain the difference.
    `heat` is 0 there, else 1 to 3: how much less.
    """

    test: str
    profile: str
    left: str
    right: str
    ratio: str
    noise: str
    fewer: str | None
    heat: int


@dataclass(frozen=True)
class CountsView:
    """One run of counts. `left` and `right` are the alternatives of the ratios."""

    id: str
    left: str
    right: str
    caption: str
    sentences: Sequence[str]
    lines: Sequence[CountLine]
    notes: Sequence[str]


def counts_view(say: Phrases, stored: StoredCounts) -> CountsView | None:
    """Return what the page shows of a run; None where nothing was finished."""
    run = stored.run
    if not run.rows:
        return None
    first = run.rows[0]
    return CountsView(
        id=stored.name,
        left=first.left.alternative,
        right=first.right.alternative,
        caption=say(
            "counted.caption",
            left=name_of(first.left.alternative),
            right=name_of(first.right.alternative),
        ),
        sentences=[
            *(_sentence(say, row) for row in run.rows),
            say("counted.itself", noise=_percent(say, max(row.noise for row in run.rows) - 1)),
        ],
        lines=[_line(say, row) for row in run.rows],
        notes=_notes(say, stored),
    )


def _line(say: Phrases, row: CountedRow) -> CountLine:
    sides = {"left": row.left, "right": row.right}
    return CountLine(
        test=say(f"measured.title.{row.test}"),
        profile=_profile(say, row),
        left=instructions(say, row.left.mean),
        right=instructions(say, row.right.mean),
        ratio=f"{row.ratio:.2f}",
        noise=_percent(say, row.noise - 1),
        fewer=sides[row.fewer].alternative if row.fewer in sides else None,
        heat=heat(row.ratio) if row.fewer in sides else 0,
    )


def _profile(say: Phrases, row: CountedRow) -> str:
    part = ", ".join(row.right.label.split(", ")[2:])
    if not part:
        return row.profile
    name = name_of(row.right.alternative)
    return say("counted.profile.with", profile=row.profile, name=name, part=part)


def _sentence(say: Phrases, row: CountedRow) -> str:
    values = {"test": say(f"measured.title.{row.test}"), "profile": _profile(say, row)}
    if row.fewer == "none":
        return say("counted.same", **values) + "."
    sides = (row.left, row.right) if row.fewer == "left" else (row.right, row.left)
    fewer, more = (name_of(side.alternative) for side in sides)
    ratio = row.ratio if row.fewer == "left" else 1 / row.ratio
    share = _percent(say, 1 - ratio)
    return say("counted.less", fewer=fewer, more=more, share=share, **values) + "."


def _notes(say: Phrases, stored: StoredCounts) -> list[str]:
    run = stored.run
    versions = run.environment.versions
    found = [
        say("counted.not"),
        say(
            "counted.python",
            python=run.environment.python,
            versions=say.listed(f"{n} {versions[n]}" for n in VERSIONS if n in versions),
        )
        if any(name in versions for name in VERSIONS)
        else "",
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
