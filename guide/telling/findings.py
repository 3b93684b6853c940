"""What looks like a mistake in a guide, in a sentence each."""

from collections import Counter
from collections.abc import Iterator

from guide.engine.audit import Audit
from guide.engine.findings import Finding, Kind
from guide.engine.model import Guide
from guide.telling.phrases import Phrases


def lines(say: Phrases, guide: Guide, found: Audit) -> Iterator[str]:
    """Yield what was found, kind by kind: the first of each, and how many more there are."""
    rest = more(say, found)
    for kind in found.kinds:
        yield from (told(say, guide, one) for one in found.findings if one.kind == kind.kind)
        if kind.kind in rest:
            yield rest[kind.kind]


def more(say: Phrases, found: Audit) -> dict[Kind, str]:
    """Say of each kind of which not all findings are there how many more there are."""
    there = Counter(one.kind for one in found.findings)
    return {
        kind.kind: say("audit.more", n=say.whole(kind.count - there[kind.kind]))
        for kind in found.kinds
        if kind.count > there[kind.kind]
    }


def told(say: Phrases, guide: Guide, finding: Finding) -> str:
    """Say what was found; `guide` is the one that was audited."""
    values: dict[str, object] = {
        "n": finding.rule,
        "claim": finding.claim,
        "date": finding.checked,
        "length": None if finding.length is None else say.whole(finding.length),
    }
    if finding.alternative:
        values["name"] = guide.alternative(finding.alternative).name
    if finding.elsewhere:
        values["place"] = next(e.name for e in guide.elsewhere if e.id == finding.elsewhere)
    if finding.criterion:
        criterion = guide.criterion(finding.criterion)
        values["title"] = criterion.title
        labels = {option.id: option.label for option in criterion.options}
        values |= {
            "label": labels.get(finding.option or ""),
            "other": labels.get(finding.other or ""),
        }
    return say(f"finding.{finding.kind}", **values)
