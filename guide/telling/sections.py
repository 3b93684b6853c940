"""A Decision as one tree of sections, for page, script and terminal alike.

`static/sections.js` makes the same tree of the same decision; a test compares the two as JSON.
"""

from collections.abc import Iterable, Iterator

from guide.engine.answers import OTHER
from guide.engine.decision import Decision, Share
from guide.engine.elsewhere import Elsewhere
from guide.engine.model import Guide
from guide.engine.once import once_each
from guide.engine.worth import worth
from guide.telling import differences
from guide.telling.asking import may_follow
from guide.telling.changes import changes
from guide.telling.nodes import (
    FEW,
    Bars,
    Columns,
    Heading,
    Items,
    Left,
    Line,
    Link,
    Name,
    Node,
    Open,
    Section,
    Table,
    Text,
    filled,
)
from guide.telling.phrases import Phrases
from guide.telling.reasons import Runs, alike, criterion_page, weighs, why
from guide.telling.verdict import Verdict, bars, names, remaining, share_bars, verdict


def sections(
    say: Phrases,
    d: Decision,
    kept: Decision | None = None,
    runs: Runs | None = None,
    told: Verdict | None = None,
) -> tuple[Section, ...]:
    """Return all that is told of a decision, beside `kept`, the one that it is compared with.

    `told` is the verdict in words, where it is known already.
    """
    told = told or verdict(say, d)
    found = [
        Section("verdict", tuple(_verdict(say, d, told))),
        Section("out", tuple(_out(say, d))),
        Section("weighs", tuple(weighs(say, d))),
        Section("differ", tuple(_differ(say, d, told, kept)) if kept else ()),
        Section("firm", tuple(_firm(say, d))),
        Section("change", tuple(_change(say, d))),
        Section("why", tuple(why(say, d, runs or {}))),
        Section("left", tuple(_left(say, d, told))),
    ]
    return tuple(section for section in found if section.nodes)


def _verdict(say: Phrases, d: Decision, told: Verdict) -> Iterator[Node]:
    yield Heading(1, told.headline)
    first = d.first
    for place in first:  # the headline names them; of several, each reason says whose it is
        named = {"name": place.name, "because": place.because}
        because = say("elsewhere.each", **named) if len(first) > 1 else place.because
        yield _place(say, d.guide, place, because)
    best = list(_best(say, d))
    if not first:
        yield from best
    lead = " ".join(filter(None, [told.between, told.detail, against(say, d)]))
    if lead:
        yield Text("lead", (lead,))
    if first:  # only now the winner is named
        yield from best
    yield bars(say, d)
    for place in d.beside:
        because = say("elsewhere.beside", name=say.inside(place.name), because=place.because)
        yield _place(say, d.guide, place, because)
    if d.guide.trials and told.tried:
        yield Text("small", (f"{told.tried} ", Link(say("trials.more"), d.guide.trials.link)))


def _best(say: Phrases, d: Decision) -> Iterator[Node]:
    """Yield what the winner is, where there are too many to know them all."""
    if d.winner and len(d.alternatives) > FEW:
        best = d.guide.alternative(d.winner)
        about = (" ", Link(say("elsewhere.more", name=best.name), best.url)) if best.url else ()
        yield Text("", (best.summary, *about))


def _place(say: Phrases, guide: Guide, place: Elsewhere, because: str) -> Text:
    more = Link(say("elsewhere.more", name=say.inside(place.name)), place.link)
    return Text("", (f"{because} ", *due(say, guide, place), " ", more))


def due(say: Phrases, guide: Guide, place: Elsewhere) -> Line:
    """Return which answers lead elsewhere, each with the way to where it can be changed."""
    titles = [Link(guide.criterion(name).title, f"#q-{name}") for name in place.criteria]
    name = f"elsewhere.due.{'many' if len(titles) > 1 else 'one'}"
    return filled(say.woven(name, titles=None), tuple(say.spaced(say.shortened(titles))))


def title(say: Phrases, d: Decision, name: str) -> str:
    """Return the heading `name`; past what comes first, it says what it is about."""
    if not d.first:
        return say(name)
    return say(f"{name}.between", names=say.few(names(d.guide).values()))


def against(say: Phrases, d: Decision) -> str:
    """Say where another than the winner leads in more of the ways to weigh the answers."""
    if d.winner is None or d.verdict == "only":
        return ""
    own = next(row.share for row in d.shares.weightings if row.alternative == d.winner)
    rivals = [row for row in d.shares.weightings if row.alternative not in (None, d.winner)]
    best = max(rivals, key=lambda row: row.share)
    if best.share <= own:
        return ""
    called = names(d.guide)
    how = "against.most" if float(best.share) > 0.5 else "against.more"
    return say(how, other=called[best.alternative or ""], winner=called[d.winner or ""])


def _out(say: Phrases, d: Decision) -> Iterator[Node]:
    told = alike(
        (Name(s.name, d.guide.place_of[s.id]), (veto.criterion, veto.reason))
        for s in d.alternatives
        for veto in s.ruled_out
    )
    lines: list[Line] = []
    for (criterion, reason), some in told.items():
        asked = Link(d.guide.criterion(criterion).title, criterion_page(criterion))
        woven = say.woven("out.reason", name=None, reason=reason, question=asked)
        lines.append(filled(woven, tuple(say.spaced(say.shortened(some)))))
    if lines:
        yield Heading(2, say("out.title"))
        yield Items(tuple(lines))


def _differ(say: Phrases, d: Decision, told: Verdict, kept: Decision) -> Iterator[Node]:
    before = verdict(say, kept)
    rows = differences.differences(say, kept, d)
    yield Heading(2, say("differ.title"))
    yield Text("", (say("differ.kept", verdict=before.bar),))
    yield Text("", (say("differ.now", verdict=told.bar),))
    if most := differences.most(say, rows):
        yield Text("", (most,))
    if rows:
        heads = tuple(say(f"differ.{n}") for n in ("question", "lead", "before", "after"))
        cells = tuple((row.title, row.moved, row.kept, row.now) for row in rows)
        yield Table(say("differ.table"), heads, cells)
    else:
        yield Text("", (say("differ.same"),))
    now, then = d.given.query(), kept.given.query()
    swapped = f"?{'&'.join(filter(None, [then, d.given.query(OTHER)]))}"
    links = Link(say("differ.stop"), f"?{now}"), " · ", Link(say("differ.swap"), swapped)
    yield Text("screen", links)


def _firm(say: Phrases, d: Decision) -> Iterator[Node]:
    if not d.answers:
        return
    yield Heading(2, title(say, d, "firm.title"))
    yield Text("", (_firmly(say, d),))
    columns = [_shares(say, d, "weighed", d.shares.weightings, "weightings" in d.sampled)]
    if d.skipped:
        sampled = "completions" in d.sampled
        columns.append(_shares(say, d, "answered", d.shares.completions, sampled))
    yield Columns(tuple(columns))
    yield Text("screen", (Link(say("firm.method"), "/method/"),))


def _firmly(say: Phrases, d: Decision) -> str:
    left, out = remaining(d)
    if d.winner is None:
        return say("firm.none")
    if d.verdict == "only":
        return say("firm.only", names=say.few(out))
    shares = (
        next(row.share for row in rows if row.alternative == d.winner)
        for rows in (d.shares.weightings, d.shares.completions)
    )
    least = float(min(shares))  # a float, as in the page
    degree = "high" if least >= 0.9 else "middle" if least >= 0.7 else "low"
    return say(f"firm.{degree}{'.open' if d.skipped else ''}", winner=left[0].name)


def _shares(
    say: Phrases, d: Decision, title: str, rows: Iterable[Share], sampled: bool
) -> tuple[Node, ...]:
    if len(d.guide.alternatives) > FEW:
        rows = sorted(rows, key=lambda row: -row.share)
    shown = share_bars(say, d.guide, rows)
    estimate = [Text("small", (say("share.sampled"),))] if sampled else []
    return Heading(3, say(f"firm.{title}")), Bars(1000, shown), *estimate


def _change(say: Phrases, d: Decision) -> Iterator[Node]:
    if d.answers:
        yield Heading(2, title(say, d, "change.title"))
    for change in changes(say, d):
        yield Text("", (change.lead,))
        if change.ways:
            yield Items(tuple((way,) for way in change.ways))


def _left(say: Phrases, d: Decision, told: Verdict) -> Iterator[Node]:
    yield Heading(2, say("left.title" if d.answers else "left.first"))
    if left := count(say, d):
        yield Text("", (left,))
    if d.answers and (best := worth(d)):
        ask = Link(d.guide.criterion(best).ask, f"#q-{best}")
        yield Text("", say.woven("left.next", ask=ask))
    if d.skipped:
        weights = d.given.importance
        yield Open(tuple([_open(d.guide, name, weights.get(name)) for name in d.skipped]))
    if told.uncounted:
        yield Heading(3, say("left.uncounted"))
        yield Items(tuple((line,) for line in told.uncounted))


@once_each
def _open(guide: Guide, criterion_id: str, importance: int | None) -> Left:
    """Return a question without an answer; None stands for the guide's own importance."""
    c = guide.criterion(criterion_id)
    weight = c.importance if importance is None else importance
    return Left(c.id, c.ask, criterion_page(c.id), weight)


def count(say: Phrases, d: Decision) -> str:
    """Say how many questions are open, and whether they can change anything; empty at first."""
    if not d.skipped:
        return say("left.count.none")
    if not d.answers:
        return ""
    if not d.decided:
        return say.counted("left.count", len(d.skipped))
    return say.counted("left.count.decided", len(d.skipped)) + may_follow(say, d)
