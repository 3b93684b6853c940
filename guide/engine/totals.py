"""What the answers that count come to, walked once; and what each changed answer makes of it.

One integer has a lane for each alternative: its total in tenths and, in the top of the lane, how
many answers rule it out. So a changed answer is a subtraction, and where it opens or closes other
questions, the rest of the way up to where both ways are the same again.
"""

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from guide.engine.answers import Answers
from guide.engine.gates import Gate, gates_in_order
from guide.engine.lanes import TOTAL, packed, unpacked
from guide.engine.model import Guide
from guide.engine.once import once_each
from guide.engine.tenths import table

VETO = 1 << 48  # in a lane; totals stay far below

Lanes = int


class Step(NamedTuple):
    """A criterion on the way, with its answer if that counts; what is closed and summed before."""

    criterion: str
    gate: Gate
    given: str | None
    weight: int
    closed: int
    before: Lanes


class Changed(NamedTuple):
    """One answer in place of another: who wins then, by place, and what is in each lane.

    `alike` tells that it closes what the answer given closes.
    """

    criterion: str
    option: str
    winner: int
    ended: tuple[int, ...]
    alike: bool


@dataclasses.dataclass(frozen=True)
class Walk:
    """The way through a guide with some answers, in the guide's order."""

    guide: Guide
    answers: Answers
    steps: tuple[Step, ...]
    end: Lanes

    @functools.cached_property
    def ended(self) -> tuple[int, ...]:
        """What each alternative comes to: `VETO` or more if it is ruled out."""
        return unpacked(self.end, len(self.guide.alternatives), TOTAL)

    @functools.cached_property
    def changes(self) -> tuple[Changed, ...]:
        """Every change of one answer that counts to which another wins, in the guide's order."""
        return tuple(self._changes())

    def _changes(self) -> Iterator[Changed]:
        count, first = len(self.guide.alternatives), leader(self.ended)
        for index, (criterion, gate, given, weight, before, sums) in enumerate(self.steps):
            if given is None:
                continue
            rows, closes = _rows(self.guide, criterion, weight), gate.options
            others = self.end - rows[given]
            after = gate.after(before, given)
            # by what an answer closes: all the other answers, and whether that is as now
            rests = {closes[given]: (others, True)}
            for option, lanes in rows.items():
                closed = closes[option]
                if closed not in rests:
                    then = gate.after(before, option)
                    rest = others if then == after else sums + self._rest(index + 1, then)
                    rests[closed] = rest, then == after
                rest, alike = rests[closed]
                ended = unpacked(rest + lanes, count, TOTAL)
                winner = leader(ended)
                if winner is not None and winner != first:
                    yield Changed(criterion, option, winner, ended, alike)

    def _rest(self, index: int, closed: int) -> Lanes:
        """Return what is added from a step on, if other questions are closed there."""
        sums: Lanes = 0
        for step in self.steps[index:]:
            if closed == step.closed:
                return sums + self.end - step.before
            option = None
            if not step.gate.shut(closed):
                option = self.answers.options.get(step.criterion)
            if option is not None:
                sums += _rows(self.guide, step.criterion, step.weight)[option]
            closed = step.gate.after(closed, option)
        return sums


def walk(guide: Guide, answers: Answers) -> Walk:
    """Go through all questions of a guide with these answers."""
    steps = []
    open_at = gates_in_order(guide)
    closed, sums = 0, 0
    for criterion in guide.criteria:
        gate, weight = open_at[criterion.id], answers.weight(criterion)
        given = None if gate.shut(closed) else answers.options.get(criterion.id)
        steps.append(Step(criterion.id, gate, given, weight, closed, sums))
        if given is not None:
            sums += _rows(guide, criterion.id, weight)[given]
        closed = gate.after(closed, given)
    return Walk(guide, answers, tuple(steps), sums)


def leader(ended: tuple[int, ...]) -> int | None:
    """Return the place of the winner, None for none.

    Where nothing is weighed, all totals are 0, and only one that is left alone wins.
    """
    best = max(ended)
    if best >= VETO:
        best = max((total for total in ended if total < VETO), default=-1)
    return ended.index(best) if ended.count(best) == 1 else None


@once_each
def _rows(guide: Guide, criterion_id: str, weight: int) -> Mapping[str, Lanes]:
    """Return what each option adds, in lanes: its fits by their weight, and whom it rules out."""
    return {
        row.id: packed(
            [weight * fit + VETO * out for fit, out in zip(row.fits, row.out, strict=True)], TOTAL
        )
        for row in table(guide)[criterion_id].values()
    }
