"""What each criterion adds to the leads of alternatives: the steps in which `ways` adds up.

`static/ways.js` does the same.
"""

import functools
from collections.abc import Callable, Mapping
from typing import NamedTuple

from guide.engine.gates import Gate, gates
from guide.engine.model import Guide
from guide.engine.once import MOST_KEPT, once
from guide.engine.tenths import table

Leads = tuple[int | None, ...]  # None: ruled out; else the total above that of the first


class Scale(NamedTuple):
    """Alternatives by place, the tenths that leads are counted in, and what else they count."""

    places: tuple[int, ...]
    common: int
    handicap: int  # of the first, for each point of weight
    skipping: bool


class Group(NamedTuple):
    """Options that close the same and add the same to all leads but the second's.

    `option` is one of them, `seconds` has what each adds to the second's lead over the first;
    `gains` are None where nobody is ruled out and there is no third.
    """

    option: str | None
    gains: Leads | None
    seconds: tuple[int, ...]


class Step(NamedTuple):
    """A criterion, with the least and the most that its `many` options add to the second's lead.

    Where it is `idle`, they change nothing else.
    """

    gate: Gate
    weight: int
    idle: bool
    low: int
    high: int
    many: int
    groups: tuple[Group, ...]


def made(
    guide: Guide,
    open_at: Mapping[str, Gate],
    scale: Scale,
    criterion_id: str,
    given: str | None,
    weight: int,
) -> Step:
    """Return the step of a criterion, by the answer given (None: all may be) and its weight."""
    rows, gate = table(guide)[criterion_id], open_at[criterion_id]
    found: dict[tuple[int, Leads | None], Group] = {}
    for row in rows.values() if given is None else [rows[given]]:
        first, *fits = [row.fits[place] // scale.common for place in scale.places]
        second, *others = [weight * (fit - first + scale.handicap) for fit in fits]
        gains: Leads | None = None
        if others or any(row.out):
            out = [row.out[place] for place in scale.places]
            pairs = zip(out, (0, 0, *others), strict=True)
            gains = tuple([None if barred else gain for barred, gain in pairs])
        key = gate.options[row.id], gains
        alike = found.get(key, Group(row.id, gains, ()))
        found[key] = alike._replace(seconds=(*alike.seconds, second))
    if scale.skipping:
        alike = found.get((gate.unasked, None), Group(None, None, ()))
        found[gate.unasked, None] = alike._replace(seconds=(*alike.seconds, 0))
    groups = tuple(found.values())
    seconds = [second for group in groups for second in group.seconds]
    least = [0] if gate.bits else []  # where it is not asked
    low, high = min(seconds + least), max(seconds + least)
    idle = gate.idle and all(group.gains is None for group in groups)
    return Step(gate, weight, idle, low, high, len(seconds), groups)


@once
def steps_of(guide: Guide) -> Callable[[Scale, str, str | None, int], Step]:
    """Return what makes steps by the guide's own gates, each once."""
    return functools.lru_cache(MOST_KEPT)(functools.partial(made, guide, gates(guide)))
