"""Which open question is most worth answering."""

from guide.engine.decision import Decision
from guide.engine.model import Guide
from guide.engine.once import once_each


def worth(d: Decision) -> str:
    """Return the open question that can move the first two furthest, if any can change the result.

    Empty where none can.
    """
    left = [s.id for s in d.alternatives if not s.ruled_out][:2]
    if d.decided or len(left) < 2:
        return ""
    best, found = 0.0, ""
    for name in d.skipped:
        weight = d.given.weight(d.guide.criterion(name))
        reach = weight * _range(d.guide, name, left[0], left[1])
        if reach > best:
            best, found = reach, name
    return found


@once_each
def _range(guide: Guide, criterion_id: str, one: str, other: str) -> float:
    """Return how far the answers to a question can move one alternative against another."""
    leads = [
        option.fit[one] - option.fit[other] for option in guide.criterion(criterion_id).options
    ]
    return max(leads) - min(leads)
