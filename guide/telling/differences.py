"""Where two sets of answers differ, and whom each difference helped."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from guide.engine.decision import Decision
from guide.engine.model import Criterion, Guide
from guide.engine.scoring import Contribution
from guide.telling.phrases import Phrases
from guide.telling.reasons import of_hundred


class Difference(NamedTuple):
    """One question with another answer or importance, and by how many points it moved the lead."""

    title: str
    kept: str
    now: str
    moved: str
    points: Fraction


def differences(say: Phrases, kept: Decision, now: Decision) -> list[Difference]:
    """Return what differs between the answers of two decisions, in the guide's order.

    The lead that is looked at is that of the present first over the kept first or, where they are
    the same, over the present second.
    """
    guide = now.guide
    first = now.alternatives[0].id
    order = (*kept.alternatives[:1], *now.alternatives)
    second = next(s.id for s in order if s.id != first)
    sides = [{row.criterion: row for row in d.contributions} for d in (kept, now)]
    rows = []
    for criterion in guide.criteria:
        pair = [side.get(criterion.id) for side in sides]
        choices = [(row.option, row.importance) if row else None for row in pair]
        if choices[0] == choices[1]:
            continue
        weighed = len({row.importance for row in pair if row}) == 2
        shown = [_choice(say, guide, criterion, row, weighed) for row in pair]
        before, after = (
            of_hundred(_lead(row, first, second), d.whole)
            for row, d in zip(pair, (kept, now), strict=True)
        )
        moved = after - before
        name = guide.alternative(first if moved > 0 else second).name
        points = say.points(abs(moved))
        said = say("differ.moved", points=points, name=name) if moved else say("differ.still")
        rows.append(Difference(criterion.title, shown[0], shown[1], said, abs(moved)))
    return rows


def most(say: Phrases, rows: Sequence[Difference]) -> str:
    """Name the difference that moved the lead furthest; empty where none moved it."""
    top = max(rows, key=lambda row: row.points, default=None)
    return say("differ.most", title=top.title, moved=top.moved) if top and top.points else ""


def _choice(
    say: Phrases, guide: Guide, criterion: Criterion, row: Contribution | None, weighed: bool
) -> str:
    if row is None:
        return say("differ.none")
    option = criterion.option(row.option)
    parts = [option.label]
    if weighed:
        parts.append(say("differ.importance", n=row.importance))
    if out := [a.name for a in guide.alternatives if a.id in option.rules_out]:
        parts.append(say("differ.out", names=say.listed(out)))
    return " · ".join(parts)


def _lead(row: Contribution | None, first: str, second: str) -> int:
    points = {gain.alternative: gain.tenths for gain in row.points} if row else {}
    return points.get(first, 0) - points.get(second, 0)
