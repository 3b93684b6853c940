"""What answers close: which later criteria are not asked any more, as bits of one number.

Each mapping of a criterion's `when` has a bit of its own, set as soon as it cannot hold any more;
a criterion is shut where all of its bits are set. `static/ways.js` does the same.
"""

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from guide.engine.model import Criterion, Guide
from guide.engine.once import once

MAX_GATES = 1_000  # more ways to leave later criteria unasked, and a guide is too tangled
MOST_MOVES = 256  # of what is closed, for which a gate keeps the moves


@dataclasses.dataclass(frozen=True)
class Gate:
    """A criterion's own bits, and those that its answers set.

    `unasked` are set where it is not asked, `options` after each answer. Once a mapping of a later
    criterion holds, its other mappings do not matter: `settled` has the bit of the one and the bits
    of the others, which are cleared, so that what goes on in the same way looks the same.
    """

    bits: int
    unasked: int
    options: Mapping[str, int]
    settled: tuple[tuple[int, int], ...]

    @functools.cached_property
    def moves(self) -> "Moves":
        """What is closed after each answer, by what is closed before."""
        return Moves(self)

    @property
    def idle(self) -> bool:
        """Whether the criterion is always asked, and its answers close nothing."""
        return not (self.bits or self.unasked or self.settled or any(self.options.values()))

    def shut(self, closed: int) -> bool:
        """Tell whether the criterion is not asked, after what is closed."""
        bits = self.bits
        return bits != 0 and closed & bits == bits

    def after(self, closed: int, option: str | None) -> int:
        """Return what is closed after the answer `option`, None if the criterion is not asked."""
        closed = (closed | (self.unasked if option is None else self.options[option])) & ~self.bits
        for bit, others in self.settled:
            if not closed & bit:
                closed &= ~others
        return closed


class Moves(dict[int, Mapping[str | None, int]]):
    """What `after` returns, looked up: by what is closed, and then by the answer.

    Where the criterion is not asked there is only None, else None and each option.
    """

    def __init__(self, gate: Gate) -> None:
        super().__init__()
        self._gate = gate

    def __missing__(self, closed: int) -> Mapping[str | None, int]:
        gate = self._gate
        options = [None] if gate.shut(closed) else [None, *gate.options]
        found = {option: gate.after(closed, option) for option in options}
        if len(self) < MOST_MOVES:
            self[closed] = found
        return found


@once
def groups(guide: Guide) -> list[list[Criterion]]:
    """Return the criteria in groups that `when` ties together, each after those it depends on."""
    group_of: dict[str, list[Criterion]] = {}
    for criterion in guide.criteria:
        tied = {id(group_of[name]): group_of[name] for name in criterion.depends_on}
        group = [*(member for group in tied.values() for member in group), criterion]
        group_of.update((member.id, group) for member in group)
    return list({id(group): group for group in group_of.values()}.values())


@once
def walk(guide: Guide) -> list[Criterion]:
    """Return all criteria, one group after the other."""
    return [criterion for group in groups(guide) for criterion in group]


@once
def gates(guide: Guide) -> dict[str, Gate]:
    """Return the gate of each criterion, for going through them as `walk` does."""
    return _gates(guide, walk(guide))


@once
def gates_in_order(guide: Guide) -> dict[str, Gate]:
    """Return the gate of each criterion, for going through them in the guide's order."""
    return _gates(guide, guide.criteria)


@once
def bits(guide: Guide) -> int:
    """Return the number of bits that gates use."""
    return sum(len(criterion.when) for criterion in guide.criteria)


def _gates(guide: Guide, order: Sequence[Criterion]) -> dict[str, Gate]:
    own: dict[str, int] = {}
    unasked: dict[str, int] = defaultdict(int)
    options = {c.id: {option.id: 0 for option in c.options} for c in guide.criteria}
    settled: dict[str, list[tuple[int, int]]] = defaultdict(list)
    place = {criterion.id: index for index, criterion in enumerate(order)}
    bit = 1
    for criterion in guide.criteria:
        first = bit
        for conditions in criterion.when:
            for name, allowed in conditions.items():
                unasked[name] |= bit
                for option in options[name].keys() - allowed:
                    options[name][option] |= bit
            bit <<= 1
        own[criterion.id] = bit - first
        if len(criterion.when) > 1:
            for index, conditions in enumerate(criterion.when):
                one = first << index
                known = max(place[name] for name in conditions)
                for name in criterion.depends_on:
                    if place[name] >= known:
                        settled[name].append((one, own[criterion.id] & ~one))
    return {
        name: Gate(own[name], unasked[name], options[name], tuple(settled[name])) for name in own
    }


@once
def inert(guide: Guide) -> frozenset[str]:
    """Return the criteria that are always asked, and whose answers close nothing."""
    return frozenset(name for name, gate in gates(guide).items() if gate.idle)


def too_tangled(guide: Guide) -> list[list[Criterion]]:
    """Return the groups of criteria that `when` ties together in too many ways to add up."""
    return [group for group in groups(guide) if ways_through(group, gates(guide)) is None]


def untangled(guide: Guide, group: Sequence[Criterion]) -> list[Criterion] | None:
    """Return the criteria of a group in an order that is not too tangled, if one is known.

    It has each criterion right before those that depend on it.
    """
    needs = {c.id: set(c.depends_on) for c in group}
    order: dict[str, Criterion] = {}
    waiting = list(reversed(group))
    while waiting:
        criterion = waiting.pop()
        if criterion.id not in order and needs[criterion.id] <= order.keys():
            order[criterion.id] = criterion
            waiting += [c for c in reversed(group) if criterion.id in needs[c.id]]
    others = [criterion for criterion in guide.criteria if criterion.id not in order]
    found = [*order.values()]
    return None if ways_through(found, _gates(guide, [*found, *others])) is None else found


def ways_through(
    group: Sequence[Criterion], open_at: Mapping[str, Gate], *, skipping: bool = False
) -> int | None:
    """Return the number of ways to answer a group, None where it is too tangled."""
    states = states_after(group, open_at, MAX_GATES, skipping=skipping)
    return None if states is None else sum(states.values())


def states_after(
    group: Sequence[Criterion], open_at: Mapping[str, Gate], most: int, *, skipping: bool = False
) -> dict[int, int] | None:
    """Return the number of ways to answer a group by what stays closed after it.

    With `skipping` each question may be left unanswered. None where there are more than `most`
    states on the way.
    """
    states: dict[int, int] = {0: 1}
    for criterion in group:
        gate, after = open_at[criterion.id], defaultdict[int, int](int)
        options = [*gate.options, None] if skipping else [*gate.options]
        for closed, count in states.items():
            for option in [None] if gate.shut(closed) else options:
                after[gate.after(closed, option)] += count
        if len(after) > most:
            return None
        states = after
    return states
