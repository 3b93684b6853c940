"""What looks like a mistake in a guide, in a sentence each."""

from guide.engine.findings import Finding
from guide.engine.model import Guide
from guide.telling.phrases import Phrases


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
