"""Where else to look: what a guide names before its alternatives, or beside them.

`static/score.js` does the same.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from guide.engine.answers import answered
from guide.engine.model import Destination, Guide, Rule
from guide.engine.once import once

Place = Literal["first", "beside"]


@dataclasses.dataclass(frozen=True, slots=True)
class Elsewhere:
    """What to look at before (`place` "first") or beside the alternatives, due to which answers."""

    id: str
    name: str
    place: Place
    because: str
    link: str
    criteria: tuple[str, ...]


def holds(rule: Rule, counted: Mapping[str, str]) -> bool:
    """Tell whether a rule holds for the answers that count, options by criterion."""
    return answered(counted, rule.when) and not any(
        counted.get(name) in options for name, options in rule.unless.items()
    )


def shown(guide: Guide, counted: Mapping[str, str]) -> tuple[Elsewhere, ...]:
    """Return what is shown for the answers that count, in the guide's order.

    `criteria` are those that the rules which hold ask for, in the guide's order.
    """
    by_answer = _rules(guide)
    named: dict[int, set[str]] = {}
    for answer in counted.items():
        for place, rule in by_answer.get(answer, ()):
            if holds(rule, counted):
                named.setdefault(place, set()).update(rule.when)
    return tuple(
        [
            _shown(guide.elsewhere[at], tuple([c.id for c in guide.criteria if c.id in named[at]]))
            for at in sorted(named)
        ]
    )


def may_follow(guide: Guide, given: Mapping[str, str], counted: Mapping[str, str]) -> bool:
    """Tell whether more answers can show another place that comes first.

    The answers `given`, of which some are `counted`, stay as they are. Each condition of a rule is
    looked at alone: two that ask for different answers to an open question are not found out.
    """
    return any(_may_hold(guide, given, counted))


def leading(guide: Guide, given: Mapping[str, str], counted: Mapping[str, str]) -> set[str]:
    """Return the criteria without an answer that `may_follow` depends on, asked by now or not."""
    rules = _may_hold(guide, given, counted)
    return {name for rule in rules for name in rule.when if name not in given}


def _may_hold(guide: Guide, given: Mapping[str, str], counted: Mapping[str, str]) -> Iterator[Rule]:
    now = {place.id for place in shown(guide, counted)}
    left = [d for d in guide.elsewhere if d.place == "first" and d.id not in now]
    possible = _possible(guide, given) if left else {}
    return (rule for d in left for rule in d.rules if _can_hold(rule, possible, counted))


def _possible(guide: Guide, given: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the options of each criterion that count now, or that can after more answers."""
    possible: dict[str, set[str]] = {}
    for c in guide.criteria:
        ways = (all(possible[k].intersection(some) for k, some in way.items()) for way in c.when)
        options = {given[c.id]} if c.id in given else {option.id for option in c.options}
        possible[c.id] = options if not c.when or any(ways) else set()
    return possible


def _can_hold(rule: Rule, possible: Mapping[str, set[str]], counted: Mapping[str, str]) -> bool:
    return all(
        possible[name].intersection(options).difference(rule.unless.get(name, ()))
        for name, options in rule.when.items()
    ) and not any(counted.get(name) in options for name, options in rule.unless.items())


@once
def _rules(guide: Guide) -> Mapping[tuple[str, str], Sequence[tuple[int, Rule]]]:
    """Return the rules by the first answer that they ask for, each with its destination's place."""
    found: dict[tuple[str, str], list[tuple[int, Rule]]] = {}
    for place, destination in enumerate(guide.elsewhere):
        for rule in destination.rules:
            name, options = next(iter(rule.when.items()))
            for option in dict.fromkeys(options):
                found.setdefault((name, option), []).append((place, rule))
    return found


def _shown(destination: Destination, criteria: tuple[str, ...]) -> Elsewhere:
    d = destination
    return Elsewhere(d.id, d.name, d.place, d.because, d.link, criteria)
