"""What the answers that count come to, walked once; and what each changed answer makes of it.

One integer has a lane for each alternative: its total in tenths and, in the top of the lane, how
many answers rule it out. So a changed answer is a subtraction, and where it opens or closes other
questions, the rest of the way up to where both ways are the same again.
"""

import dataclasses
import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from guide.engine.answers import Answers
from guide.engine.gates import Gate, gates_in_order
from guide.engine.lanes import Lanes, unpacked, unpacking
from guide.engine.model import Guide
from guide.engine.once import once
from guide.engine.tenths import VETO, Row, table


class Question(NamedTuple):
    """A criterion as it is walked through: its default importance, its gate and its options."""

    criterion: str
    importance: int
    gate: Gate
    rows: Mapping[str, Row]


class Step(NamedTuple):
    """A question on the way, with its answer if that counts; what is closed and summed before."""

    question: Question
    asked: bool
    given: Row | None
    weight: int
    closed: int
    before: Lanes


class Line(NamedTuple):
    """What those that remain come to over the importance of one answer, which is now `weight`.

    At an importance it is base + importance · slope.
    """

    criterion: str
    weight: int
    bases: Sequence[int]
    slopes: Sequence[int]


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
    def counted(self) -> tuple[tuple[str, Row, int], ...]:
        """The answers that count, each with its criterion and its importance."""
        return tuple([(s.question.criterion, s.given, s.weight) for s in self.steps if s.given])

    @functools.cached_property
    def whole(self) -> int:
        """The importances of all that is asked, answered or not: W."""
        return sum([step.weight for step in self.steps if step.asked])

    @functools.cached_property
    def ended(self) -> tuple[int, ...]:
        """What each alternative comes to: `VETO` or more if it is ruled out."""
        return unpacked(self.end, len(self.guide.alternatives))

    @functools.cached_property
    def remaining(self) -> tuple[int, ...]:
        """The places of the alternatives that nothing rules out."""
        return tuple([place for place, total in enumerate(self.ended) if total < VETO])

    @functools.cached_property
    def lines(self) -> tuple[Line, ...]:
        """What those that remain come to over the importance of each answer that counts."""
        ended, remaining = self.ended, self.remaining
        found = []
        for criterion, row, weight in self.counted:
            slopes = [row.fits[place] for place in remaining]
            bases = [ended[place] - weight * row.fits[place] for place in remaining]
            found.append(Line(criterion, weight, bases, slopes))
        return tuple(found)

    @functools.cached_property
    def changes(self) -> tuple[Changed, ...]:
        """Every change of one answer that counts to which another wins, in the guide's order."""
        return tuple(self._changes())

    def _changes(self) -> Iterator[Changed]:
        unpack, first = unpacking(len(self.guide.alternatives)), leader(self.ended)
        for index, (question, _, given, weight, before, sums) in enumerate(self.steps):
            if given is None:
                continue
            criterion, _, gate, rows = question
            closes, moves = gate.options, gate.moves[before]
            others = self.end - weight * given.gains - given.vetoes
            after = moves[given.id]
            # by what an answer closes: all the other answers, and whether that is as now
            rests = {closes[given.id]: (others, True)}
            for option, row in rows.items():
                if row is given:
                    continue
                closed = closes[option]
                if closed not in rests:
                    then = moves[option]
                    rest = others if then == after else sums + self._rest(index + 1, then)
                    rests[closed] = rest, then == after
                rest, alike = rests[closed]
                ended = unpack(rest + weight * row.gains + row.vetoes)
                best = max(ended)
                if first is not None and best == ended[first] < VETO:
                    continue  # as in most cases: at least as far ahead, or a tie
                winner = leader(ended)
                if winner is not None and winner != first:
                    yield Changed(criterion, option, winner, ended, alike)

    def _rest(self, index: int, closed: int) -> Lanes:
        """Return what is added from a step on, if other questions are closed there."""
        options, sums = self.answers.options, 0
        for question, _, _, weight, before, summed in self.steps[index:]:
            if closed == before:
                return sums + self.end - summed
            moves, option = question.gate.moves[closed], None
            if len(moves) > 1:  # asked
                option = options.get(question.criterion)
            if option is not None:
                row = question.rows[option]
                sums += weight * row.gains + row.vetoes
            closed = moves[option]
        return sums


def walk(guide: Guide, answers: Answers) -> Walk:
    """Go through all questions of a guide with these answers; `KeyError` if one is unknown."""
    options, importances = answers.options, answers.importance
    steps = []
    closed, sums = 0, 0
    for question in _questions(guide):
        criterion, weight, gate, rows = question
        weight = importances.get(criterion, weight)
        row = rows[options[criterion]] if criterion in options else None
        moves = gate.moves[closed]
        asked = len(moves) > 1
        given = row if asked else None
        steps.append(Step(question, asked, given, weight, closed, sums))
        if given:
            sums += weight * given.gains + given.vetoes
        closed = moves[given.id if given else None]
    return Walk(guide, answers, tuple(steps), sums)


@once
def _questions(guide: Guide) -> tuple[Question, ...]:
    open_at, rows = gates_in_order(guide), table(guide)
    return tuple(Question(c.id, c.importance, open_at[c.id], rows[c.id]) for c in guide.criteria)


def leader(ended: tuple[int, ...]) -> int | None:
    """Return the place of the winner, None for none.

    Where nothing is weighed, all totals are 0, and only one that is left alone wins.
    """
    best = max(ended)
    if best >= VETO:
        best = max((total for total in ended if total < VETO), default=-1)
    return ended.index(best) if ended.count(best) == 1 else None
