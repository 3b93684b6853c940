"""A decision as an architecture decision record in Markdown, to keep beside the code.

`static/record.js` writes the same text in the page.
"""

import datetime
import re
from collections.abc import Iterator

from guide.engine.decision import Decision
from guide.engine.model import Guide
from guide.engine.scoring import Gain
from guide.telling.changes import changes
from guide.telling.phrases import Phrases
from guide.telling.reasons import alike, of_hundred
from guide.telling.sections import against, due, title
from guide.telling.verdict import Verdict, is_firm, kind_of, verdict

# what Markdown would take for a tag, and hide; an address in brackets stays one
TAG = re.compile(r"<(?!https?://)(?=[A-Za-z/!?])")


def markdown(say: Phrases, d: Decision, link: str | None, date: datetime.date) -> str:
    """Return the record of a decision; `link` leads to it, None where no address is known."""
    return TAG.sub("&lt;", "\n".join(_lines(say, d, link, date))) + "\n"


def _lines(say: Phrases, d: Decision, link: str | None, date: datetime.date) -> Iterator[str]:
    guide, told, chooses = d.guide, verdict(say, d), _chooses(say, d)
    yield f"# {_title(say, d, chooses)}"
    yield from ["", f"- {say('record.status')}", f"- {say('record.date', date=date)}"]
    yield f"- {say('record.guide', updated=guide.updated, digest=guide.digest)}"
    yield from ["", f"## {say('record.context')}", "", say("record.question", title=guide.title)]
    if d.answers:
        heads = (say(f"record.head.{name}") for name in ("question", "answer", "importance"))
        yield from ["", f"| {' | '.join(heads)} |", "|---|---|---|"]
    for answer in d.answers:
        criterion = guide.criterion(answer.criterion)
        label = criterion.option(answer.option).label
        yield f"| {_cell(criterion.ask)} | {_cell(label)} | {answer.importance} |"
    if d.skipped:
        yield from ["", say("record.skipped"), ""]
        yield from (f"- {guide.criterion(name).ask}" for name in d.skipped)
    for line in told.uncounted:  # a list here would go on with the one above
        yield from ["", line]
    yield from ["", f"## {say('record.options')}", ""]
    site = link.partition("/result/")[0] if link else ""
    yield from (f"- {line}" for line in _options(say, d, site))
    yield from ["", f"## {say('record.decision')}", "", " ".join(_choice(say, d, told, chooses))]
    yield from _reasons(say, d)
    yield from ["", f"## {title(say, d, 'change.title')}"]
    if not d.answers:
        yield from ["", f"- {say('record.anything')}"]
    for change in changes(say, d):
        yield from ["", change.lead]
        if change.ways:
            yield from ["", *(f"- {way}" for way in change.ways)]
    if link:
        yield from ["", f"## {say('record.source')}", "", f"<{link}>"]


def _reasons(say: Phrases, d: Decision) -> Iterator[str]:
    guide = d.guide
    if d.contributions:
        yield from ["", f"## {say('record.reasons')}", ""]
    for row in d.contributions:
        criterion = guide.criterion(row.criterion)
        yield f"- {criterion.title}{say('why.colon')}{criterion.option(row.option).label}"
        for because, gains in alike((gain, gain.because) for gain in row.points).items():
            lines = [_gain(say, guide, gain, d.whole) for gain in gains]
            if because:
                joined = say("record.reason.next").join(lines)
                lines = [say("record.reason.because", gains=joined, because=because)]
            yield from (f"  - {line}" for line in lines)


def _gain(say: Phrases, guide: Guide, gain: Gain, whole: int) -> str:
    name = guide.alternative(gain.alternative).name
    return say("record.reason", name=name, points=say.points(of_hundred(gain.tenths, whole)))


def _title(say: Phrases, d: Decision, chooses: bool) -> str:
    if d.winner is None or not chooses:
        return say("record.title.open")
    return say("record.title", winner=d.guide.alternative(d.winner).name)


def _chooses(say: Phrases, d: Decision) -> bool:
    """Tell whether the record may choose: not past what comes first, nor before it is firm.

    Nor where the lead is too small to count on, or more of the other ways to weigh the answers
    favour another: then it leans.
    """
    leans = d.verdict == "close" or against(say, d)
    return d.winner is not None and is_firm(d) and not d.first and not leans


def _options(say: Phrases, d: Decision, site: str) -> Iterator[str]:
    guide = d.guide
    for place in d.elsewhere:
        address = site + place.link if site and place.link.startswith("/") else place.link
        known = f" <{address}>" if address.startswith("http") else ""
        name = place.name[:1].upper() + place.name[1:]
        told = say(f"record.{place.place}", because=place.because)
        why = "".join(span if isinstance(span, str) else span[0] for span in due(say, guide, place))
        yield f"**{name}**{say('why.colon')}{told} {why}{known}"
    for s in d.alternatives:
        parts = [guide.alternative(s.id).summary]
        if s.fit is not None:
            parts.append(say("record.fit", fit=say("verdict.fit", fit=s.fit)))
        for veto in s.ruled_out:
            asked = guide.criterion(veto.criterion).title
            parts.append(say("record.out", question=asked, reason=veto.reason))
        yield f"**{s.name}**{say('why.colon')}{' '.join(parts)}"


def _choice(say: Phrases, d: Decision, told: Verdict, chooses: bool) -> Iterator[str]:
    """Yield the sentences of the decision itself; it chooses nothing that is not firm."""
    first = [say.inside(place.name) for place in d.first]
    kind, rest = kind_of(d, is_firm(d)), against(say, d)
    if first:
        yield say("record.wait", names=say.listed(first))
        yield told.between
    elif d.winner is None:
        yield say(f"record.{kind}")
        if kind == "tie":
            yield told.headline  # which names them
    else:
        winner = d.guide.alternative(d.winner).name
        yield say("record.choose" if chooses else "record.lean", winner=winner)
        points = "" if d.margin is None else say.points(d.margin)
        if d.verdict == "only":
            yield say(f"record.{kind}")
        elif kind.endswith(".early"):
            yield say("record.lead.early", points=points, open=say.points(d.open or 0))
        else:
            yield say(f"record.lead.{kind}", points=points)
    if rest:
        yield rest
    if told.tried:
        yield told.tried
    if d.answers and not d.decided:
        yield say.counted("record.rest", len(d.skipped))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
