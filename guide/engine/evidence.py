"""What can be seen by going through ways to answer one by one: all of them, or a fixed sample.

A way may leave any question unanswered. Totals of all alternatives stand side by side in one
integer, so that an answer is one addition.
"""

import dataclasses
import math
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from guide.engine.gates import Gate, gates, groups, walk, ways_through
from guide.engine.lanes import Lanes, unpacked
from guide.engine.model import Guide
from guide.engine.tenths import VETO, Row, table

EVERY = 4_000  # ways to answer that are all gone through; of more, a sample
SAMPLES = 2_000

Veto = tuple[str, str, int]  # criterion, option, place of the alternative


@dataclasses.dataclass
class Evidence:
    """What was seen in at least one way to answer.

    `wins`: places of alternatives that win; `shares`: of those that share the lead, where every
    question is answered, with one that has the same fits, as in a shortlist; `vetoes` that change
    who wins. `complete` if all ways were seen.
    """

    complete: bool
    wins: set[int] = dataclasses.field(default_factory=set)
    shares: set[int] = dataclasses.field(default_factory=set)
    vetoes: set[Veto] = dataclasses.field(default_factory=set)


class _Way(NamedTuple):
    """What a way to answer comes to, in lanes as in `totals`; the weight, each veto by itself.

    `last` has the sums of the last step, and in the same way those before it.
    """

    sums: Lanes = 0
    weight: int = 0
    by: tuple[Veto, ...] = ()
    whole: bool = True
    last: tuple[Lanes, Any] | None = None


class _Step(NamedTuple):
    """What an answer adds to the sums."""

    option: str | None
    sums: Lanes
    weight: int
    by: tuple[Veto, ...]

    def then(self, way: _Way) -> _Way:
        return _Way(
            way.sums + self.sums,
            way.weight + self.weight,
            way.by + self.by,
            way.whole and self.option is not None,
            (self.sums, way.last),
        )


_Order = list[tuple[Gate, list[_Step]]]


def gather(guide: Guide) -> Evidence:
    """Go through the ways to answer a guide, with its own importances."""
    counts = (ways_through(group, gates(guide), skipping=True) for group in groups(guide))
    number = math.prod(count or EVERY + 1 for count in counts)
    evidence = Evidence(complete=number <= EVERY)
    order = _steps(guide)
    for way in _every(order) if evidence.complete else _some(order):
        _see(evidence, way, len(guide.alternatives))
    return evidence


def _steps(guide: Guide) -> _Order:
    """Return for each criterion, as `walk` goes, its gate and its answers; the last is none."""
    found = []
    for criterion in walk(guide):
        rows = table(guide)[criterion.id].values()
        steps = [_step(criterion.id, row, criterion.importance) for row in rows]
        found.append((gates(guide)[criterion.id], [*steps, _Step(None, 0, 0, ())]))
    return found


def _step(criterion: str, row: Row, weight: int) -> _Step:
    by = tuple((criterion, row.id, place) for place, out in enumerate(row.out) if out)
    return _Step(row.id, weight * row.gains + row.vetoes, weight, by)


def _every(order: _Order) -> Iterator[_Way]:
    waiting = [(0, 0, _Way())]
    while waiting:
        index, closed, way = waiting.pop()
        if index == len(order):
            yield way
            continue
        gate, steps = order[index]
        if gate.shut(closed):
            waiting.append((index + 1, gate.after(closed, None), way))
            continue
        for step in steps:
            waiting.append((index + 1, gate.after(closed, step.option), step.then(way)))


def _some(order: _Order) -> Iterator[_Way]:
    """Yield ways to answer, a third of them whole, the others with more or fewer answers."""
    dice = random.Random(1)  # noqa: S311 - a fixed sample
    for number in range(SAMPLES):
        closed, way, answered = 0, _Way(), (1.0, 0.5, 0.15)[number % 3]
        for gate, options in order:
            if gate.shut(closed):
                closed = gate.after(closed, None)
                continue
            if answered < 1 and dice.random() >= answered:
                step = options[-1]
            else:
                step = options[int(dice.random() * (len(options) - 1))]
            closed, way = gate.after(closed, step.option), step.then(way)
        yield way


def _alike(way: _Way, some: list[int], count: int) -> Iterator[int]:
    """Yield those of `some` that another of them is like in each answer: no sums fell together."""
    rows, last = [], way.last
    while last:
        sums, last = last
        rows.append(unpacked(sums, count))
    points = {place: tuple(row[place] for row in rows) for place in some}
    numbers = Counter(points.values())
    yield from (place for place in some if numbers[points[place]] > 1)


def _see(evidence: Evidence, way: _Way, count: int) -> None:
    ended = unpacked(way.sums, count)
    left = [place for place, total in enumerate(ended) if total < VETO]
    best = max((ended[place] for place in left), default=-1)
    first = [place for place in left if ended[place] == best]
    if not way.weight and len(left) > 1:
        first = []
    if len(first) == 1:
        evidence.wins.add(first[0])
    elif way.whole and not evidence.shares.issuperset(first):
        evidence.shares.update(_alike(way, first, count))
    for veto in way.by:
        place = veto[2]
        vetoes, total = divmod(ended[place], VETO)
        if vetoes > 1:
            continue
        if len(left) < 2:
            # alone it wins; a second one leaves an only one without a winner, or ties, or wins
            changes = not left or not way.weight or total >= best
        else:
            changes = bool(way.weight) and (total > best or (total == best and len(first) == 1))
        if changes:
            evidence.vetoes.add(veto)
