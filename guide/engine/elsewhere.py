"""Where else to look: what a guide names before its alternatives, or beside them.

`static/score.js` does the same.
"""

import dataclasses
from collections.abc import Mapping
from typing import Literal

from guide.engine.answers import answered
from guide.engine.model import Destination, Guide, Rule

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
    found = []
    for destination in guide.elsewhere:
        names = {name for rule in destination.rules if holds(rule, counted) for name in rule.when}
        if names:
            found.append(_shown(destination, tuple(c.id for c in guide.criteria if c.id in names)))
    return tuple(found)


def _shown(destination: Destination, criteria: tuple[str, ...]) -> Elsewhere:
    d = destination
    return Elsewhere(d.id, d.name, d.place, d.because, d.link, criteria)
