"""How often `elsewhere` is shown, over all ways to answer.

A rule is followed like a mapping of `when`: its bit is set as soon as it cannot hold any more, and
it holds where the bit is not set after all questions.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from guide.engine import ways
from guide.engine.answers import Answers
from guide.engine.gates import Gate, bits, gates, groups, states_after, walk
from guide.engine.model import Criterion, Destination, Guide, Rule
from guide.engine.ways import Work

MAX_RULES = 5_000  # more ways in which rules are broken, and nothing is said about them


def gates_of(guide: Guide, rules: Sequence[Rule]) -> tuple[dict[str, Gate], int]:
    """Return the gates of the guide that set a bit for each rule as well, and all those bits."""
    more: dict[str, dict[str | None, int]] = defaultdict(lambda: defaultdict(int))
    settled: dict[str, list[tuple[int, int]]] = defaultdict(list)
    place = {criterion.id: index for index, criterion in enumerate(walk(guide))}
    first = bits(guide)
    every = ((1 << len(rules)) - 1) << first
    involved = _involved(rules)
    for index, rule in enumerate(rules):
        bit = 1 << (first + index)
        for name, allowed in rule.when.items():
            more[name][None] |= bit
            for option in guide.criterion(name).options:
                if option.id not in allowed:
                    more[name][option.id] |= bit
        for name, refused in rule.unless.items():
            for refusal in refused:
                more[name][refusal] |= bit
        known = max(place[name] for name in rule.depends_on)
        for name in involved:
            if place[name] >= known:
                settled[name].append((bit, every & ~bit))
    found = {}
    for name, gate in gates(guide).items():
        options = {option: mask | more[name][option] for option, mask in gate.options.items()}
        unasked = gate.unasked | more[name][None]
        found[name] = Gate(gate.bits, unasked, options, gate.settled + tuple(settled[name]))
    return found, every


def _involved(rules: Sequence[Rule]) -> set[str]:
    return {name for rule in rules for name in rule.depends_on}


def _tied(guide: Guide, rules: Sequence[Rule]) -> list[Criterion]:
    """Return the groups of criteria on which rules depend, one after the other."""
    names = _involved(rules)
    return [c for group in groups(guide) if any(c.id in names for c in group) for c in group]


def share(guide: Guide, destination: Destination) -> Fraction | None:
    """Return the part of all ways to answer that show it; None where that is too much to follow."""
    some = _tied(guide, destination.rules)
    open_at, every = gates_of(guide, destination.rules)
    states = states_after(some, open_at, MAX_RULES)
    if states is None:
        return None
    total = sum(states.values())
    return Fraction(sum(count for closed, count in states.items() if closed != every), total)


def can_hold(guide: Guide, rule: Rule) -> bool:
    """Tell whether a rule holds in any way to answer, or leave unanswered, the questions."""
    open_at, every = gates_of(guide, [rule])
    states = states_after(_tied(guide, [rule]), open_at, MAX_RULES, skipping=True)
    return states is None or any(closed != every for closed in states)


def hidden(guide: Guide, destination: Destination, work: Work) -> list[str]:
    """Return the alternatives that win only where it is shown, however much is left unanswered.

    Empty where that takes more than there is of `work`.
    """
    open_at, every = gates_of(guide, destination.rules)
    found = ways.outcomes(guide, Answers(), skipping=True, work=work, open_at=open_at)
    beside: Mapping[str, set[bool]] = defaultdict(set)
    for (winner, closed), count in (found or {}).items():
        if winner is not None and count:
            beside[winner].add(closed != every)
    return [a.id for a in guide.alternatives if beside[a.id] == {True}]
