"""Which open question is most worth answering."""

from guide.engine.decision import Decision
from guide.engine.model import Guide
from guide.engine.once import once_each
from guide.engine.tenths import table


def worth(d: Decision) -> str:
    """Return the open question that can move the first two furthest, if any can change the result.

    Empty where none can.
    """
    left = [s.id for s in d.alternatives if not s.ruled_out][:2]
    if d.decided or len(left) < 2:
        return ""
    best, found = 0, ""
    for name in d.skipped:
        weight = d.given.weight(d.guide.criterion(name))
        reach = weight * _range(d.guide, name, left[0], left[1])
        if reach > best:
            best, found = reach, name
    return found


@once_each
def _range(guide: Guide, criterion_id: str, one: str, other: str) -> int:
    """Return how far the answers can move one alternative against another, in tenths."""
    first, second = guide.place_of[one], guide.place_of[other]
    leads = [row.fits[first] - row.fits[second] for row in table(guide)[criterion_id].values()]
    return max(leads) - min(leads)
