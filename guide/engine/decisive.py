"""How often one answer decides: the ways to answer the rest where its options differ in winner.

All options of a criterion are followed at once, each in a world of its own, through the answers to
all other questions, which the worlds share. A question may be asked in some worlds only. The
margins are added up as in `ways.completions`: one polynomial holds the lead of the second
alternative over the first in the first world, and a state has, for each world, what is closed and
how far every alternative is from where it would be by that: the second from the second of the
first world, the others from the first of the first world.

What all criteria but one have in common is shared by halving: the cost is that of log n walks.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from guide.engine.gates import Gate, gates, groups
from guide.engine.model import Criterion, Guide
from guide.engine.steps import Leads
from guide.engine.tenths import table, unit
from guide.engine.ways import MAX_STATES, coefficients

MAX_WORK = 60_000  # leads of worlds moved on by an option: about a second
MAX_BITS = 2**29  # of the polynomials after one step: some tens of megabytes
CHUNK = 2**18  # bits of a polynomial that cost about as much as one lead


class World(NamedTuple):
    """What is closed, and how far each alternative is from the reference; None: ruled out."""

    closed: int
    leads: Leads


class Walked(NamedTuple):
    """Paths by what they leave behind, and the lead that the lowest coefficient stands for."""

    states: Mapping[tuple[World, ...], int]
    lowest: int


class _Outcome(NamedTuple):
    """Who wins below and above the lead `at`, where there is a tie; below everywhere for None."""

    at: int | None
    below: str | None
    above: str | None

    def winner(self, lead: float) -> str | None:
        if self.at is None or lead < self.at:
            return self.below
        return None if lead == self.at else self.above


def decides(guide: Guide) -> dict[str, Fraction | None]:
    """Return for each criterion the share of all ways to answer the others where it decides.

    It decides where not all of its options give the same winner, no winner counting as one. None
    where that is too much to follow, which takes three alternatives or more.
    """
    walk = _Walk(guide)
    found = dict(walk.halve(groups(guide), walk.start))
    return {criterion.id: found[criterion.id] for criterion in guide.criteria}


def can_decide(guide: Guide, criterion: Criterion) -> bool | None:
    """Tell whether an answer to it, or none, matters in any way to answer some of the others.

    None where that is too much to follow.
    """
    walk = _Walk(guide, skipping=True)
    rest: Walked | None = walk.start
    found = None
    for group in sorted(groups(guide), key=lambda group: criterion in group):
        if criterion in group:
            found = walk.parted(group, rest, criterion)
        else:
            rest = walk.through([group], rest)
    return None if found is None else found > 0


class _Walk:
    def __init__(self, guide: Guide, *, skipping: bool = False) -> None:
        self.start = Walked({(World(0, (0,) * len(guide.alternatives)),): 1}, 0)
        self.skip: list[str | None] = [None] if skipping else []
        self.names = [alternative.id for alternative in guide.alternatives]
        self.gates = gates(guide)
        total = math.prod(len(c.options) + skipping for c in guide.criteria)
        self.work = 0
        self.width = total.bit_length() + 1
        none: dict[str | None, list[tuple[int, bool]]] = {None: [(0, False)] * len(self.names)}
        self.rows = {
            criterion.id: none
            | {
                row.id: [
                    (criterion.importance * fit // unit(guide), out)
                    for fit, out in zip(row.fits, row.out, strict=True)
                ]
                for row in table(guide)[criterion.id].values()
            }
            for criterion in guide.criteria
        }

    def halve(
        self, tied: Sequence[list[Criterion]], rest: Walked | None
    ) -> Iterator[tuple[str, Fraction | None]]:
        """Yield the share of each criterion of `tied`, after the walk through all the `rest`."""
        if len(tied) > 1:
            half = len(tied) // 2
            yield from self.halve(tied[:half], self.through(tied[half:], rest))
            yield from self.halve(tied[half:], self.through(tied[:half], rest))
            return
        for criterion in tied[0]:
            yield criterion.id, self.parted(tied[0], rest, criterion)

    def parted(
        self, group: list[Criterion], rest: Walked | None, criterion: Criterion
    ) -> Fraction | None:
        """Return the share of `criterion`, after the walk through all groups but its own."""
        if rest is None:
            return None
        worlds = len(criterion.options) + len(self.skip)
        start = {states * worlds: count for states, count in rest.states.items()}
        walked = self.through([group], Walked(start, rest.lowest), criterion)
        return walked and self.pivotal(walked)

    def through(
        self, tied: Sequence[list[Criterion]], rest: Walked | None, parted: Criterion | None = None
    ) -> Walked | None:
        """Answer the criteria of `tied` as well; at `parted` each world goes its own way."""
        for criterion in itertools.chain.from_iterable(tied):
            if rest is None:
                break
            options = [*(option.id for option in criterion.options), *self.skip]
            ways = [[option] * len(next(iter(rest.states))) for option in options]
            rest = self.step(criterion, [options] if criterion is parted else ways, rest)
        return rest

    def step(
        self, criterion: Criterion, ways: Sequence[Sequence[str | None]], walked: Walked
    ) -> Walked | None:
        gate, rows = self.gates[criterion.id], self.rows[criterion.id]
        low = min(0, *(rows[way[0]][1][0] - rows[way[0]][0][0] for way in ways))
        work, bits = len(walked.states) * len(ways[0]) * max(1, len(self.names) - 2), 0
        if len(self.names) > 2:
            bits = len(ways) * sum(paths.bit_length() for paths in walked.states.values())
        self.work += len(ways) * work + bits // CHUNK
        if self.work > MAX_WORK or bits > MAX_BITS:
            return None
        after: dict[tuple[World, ...], int] = defaultdict(int)
        for worlds, paths in walked.states.items():
            # asked nowhere: one way on; asked somewhere: each way, for the worlds that ask
            asked = any(not gate.shut(world.closed) for world in worlds)
            for way in ways if asked else ways[:1]:
                shift, state = self.move(gate, rows, way, worlds)
                after[state] += paths << ((shift - low) * self.width)
        if len(after) > MAX_STATES:
            return None
        return Walked(after, walked.lowest + low)

    def move(
        self,
        gate: Gate,
        rows: Mapping[str | None, Sequence[tuple[int, bool]]],
        way: Sequence[str | None],
        worlds: tuple[World, ...],
    ) -> tuple[int, tuple[World, ...]]:
        (first, _), (second, _), *others = rows[None if gate.shut(worlds[0].closed) else way[0]]
        reference = (first, second, *[first] * len(others))
        moved = []
        for option, (closed, leads) in zip(way, worlds, strict=True):
            given = None if gate.shut(closed) else option
            ahead = [
                None if lead is None or out else lead + gain - base
                for lead, (gain, out), base in zip(leads, rows[given], reference, strict=True)
            ]
            moved.append(World(gate.after(closed, given), tuple(ahead)))
        return second - first, tuple(moved)

    def pivotal(self, walked: Walked) -> Fraction:
        """Return the share of paths where the worlds do not all have the same winner."""
        total = differing = 0
        for worlds, paths in walked.states.items():
            total += coefficients(paths, self.width)
            outcomes = [self.outcome(world.leads) for world in worlds]
            edges = sorted({o.at for o in outcomes if o.at is not None})
            bounds = [walked.lowest, *(bound for at in edges for bound in (at, at + 1)), math.inf]
            for start, end in itertools.pairwise(bounds):
                if len({o.winner(start) for o in outcomes}) > 1:
                    some = self.between(paths, start, end, walked.lowest)
                    differing += coefficients(some, self.width)
        return Fraction(differing, total)

    def outcome(self, leads: Leads) -> _Outcome:
        others = [
            (lead, name)
            for lead, name in zip(leads, self.names, strict=True)
            if lead is not None and name != self.names[1]
        ]
        best = max((lead for lead, _ in others), default=0)
        first = [name for lead, name in others if lead == best]
        leader = first[0] if len(first) == 1 else None
        if leads[1] is None:
            return _Outcome(None, leader, None)
        if not others:
            return _Outcome(None, self.names[1], None)
        return _Outcome(best - leads[1], leader, self.names[1])

    def between(self, paths: int, start: float, end: float, lowest: int) -> int:
        """Return the part of a polynomial from the lead `start` up to, without, the lead `end`."""
        if end < math.inf:
            paths &= (1 << max(int(end) - lowest, 0) * self.width) - 1
        return paths >> max(int(start) - lowest, 0) * self.width
