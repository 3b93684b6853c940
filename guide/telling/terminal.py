"""What the commands print for a reader: a recommendation and an audit, line by line."""

from collections.abc import Iterator

from guide.engine import analysis, scoring
from guide.engine import audit as audits
from guide.engine.answers import Answers
from guide.engine.model import Guide
from guide.telling import words
from guide.telling.phrases import percent, say


def recommendation(
    guide: Guide,
    answers: Answers,
    result: scoring.Recommendation,
    explanation: analysis.Explanation,
) -> Iterator[str]:
    """Yield the lines of a recommendation: verdict, bars, reasons, how firm, what is open."""
    telling = words.tell(guide, answers, result, explanation)
    width = max(len(a.name) for a in guide.alternatives)
    yield telling.headline
    yield telling.detail
    yield ""
    for s in result.standings:
        bar = "█" * ((s.fit or 0) // 5)
        shown = say("out") if s.ruled_out else str("-" if s.fit is None else s.fit)
        yield f"  {s.name:{width}}  {bar:20}  {shown:>3}"
        for veto in s.ruled_out:
            yield f"  {'':{width}}  {guide.criterion(veto.criterion).title}: {veto.reason}"
    for row in result.contributions:
        criterion = guide.criterion(row.criterion)
        label = criterion.option(row.option).label
        yield ""
        yield f"{criterion.title}: {label} ({say('importance', n=row.importance)})"
        for gain in row.points:
            name = guide.alternative(gain.alternative).name
            yield f"  {name:{width}} {gain.points:>3}  {gain.because}"
    yield ""
    yield telling.firm
    for change in telling.changes:
        yield change.lead
        yield from (f"  {way}" for way in change.ways)
    yield ""
    yield telling.open
    for name in result.skipped:
        criterion = guide.criterion(name)
        yield f"  {name}={'|'.join(option.id for option in criterion.options)}"
    if telling.next:
        yield telling.next


def audit(guide: Guide, found: audits.Audit) -> Iterator[str]:
    """Yield the lines of an audit: who wins how often, what each question can do, the findings."""
    estimate = ", an estimate from a fixed sample" if found.sampled else ""
    yield f"Of {found.paths:,} ways to answer every question{estimate}:"
    names = {a.id: a.name for a in guide.alternatives}
    for share in found.shares:
        name = names.get(share.alternative or "", say("tie"))
        yield f"  {percent(share.share):>12}  {name}"
    if found.close is not None:
        yield f"  {percent(found.close):>12}  with a winner, but too close to call"
    for one in found.elsewhere:
        name = next(d.name for d in guide.elsewhere if d.id == one.id)
        if one.share is not None:
            yield f"  {percent(one.share):>12}  show where else to look: {name}"
    yield ""
    yield "How far each question can move the margin, in points of importance times fit:"
    width = max(len(c.title) for c in guide.criteria)
    for row in sorted(found.criteria, key=lambda row: -row.swing):
        title = guide.criterion(row.criterion).title
        settles = "" if row.decides is None else f"  settles {percent(row.decides)}"
        yield f"  {title:{width}} {row.swing:>3}{settles}"
    yield ""
    for kind in found.kinds:
        some = [finding.says for finding in found.findings if finding.kind == kind.kind]
        yield from some
        if kind.count > len(some):
            yield f"… and {kind.count - len(some):,} more of this kind ({kind.kind})."
    if not found.findings:
        yield "No findings."
