"""The verdict in words that know what is open. `static/verdict.js` says the same, on both pages."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from guide.engine.decision import Decision, Share
from guide.engine.model import Guide
from guide.engine.once import once
from guide.engine.scoring import Standing
from guide.engine.values import Conditions
from guide.telling.nodes import Bar, Bars
from guide.telling.phrases import Phrases, thousandths

MUCH = 25  # points still open from which a close verdict comes too early
FIRM = Fraction(9, 10)  # of the ways to answer the rest: from here on, nothing is held back


class Verdict(NamedTuple):
    """The sentences about who leads; those that are not needed are empty.

    `headline` stands over the page, `between` below it where something else comes first. `bar` is
    the whole in a line with short names, for where there is no more room. `tried` is what came of
    such verdicts in the cases of the guide.
    """

    headline: str
    between: str
    detail: str
    bar: str
    uncounted: tuple[str, ...]
    tried: str


def verdict(say: Phrases, d: Decision, *, firm: bool | None = None) -> Verdict:
    """Put into sentences who leads, by how much, and what could still change it.

    With `firm` the words do not look for it: the questionnaire says “so far” until nothing is open.
    """
    kind = kind_of(d, is_firm(d) if firm is None else firm)
    _, out = remaining(d)
    first = [say.inside(e.name) for e in d.first]
    values = _values(say, d, kind, names(d.guide))
    headline, between = _lead(say, d, kind, values, first)
    short = _values(say, d, kind, briefs(d.guide))
    return Verdict(
        headline=headline,
        between=between,
        detail=" ".join(_detail(say, d, kind, values, out, bool(first))),
        bar=" ".join(filter(None, [*_lead(say, d, kind, short, first), beside(say, d)])),
        uncounted=tuple(_uncounted(say, d)),
        tried=_tried(d, "first" if first else kind),
    )


def _tried(d: Decision, kind: str) -> str:
    if d.guide.trials is None:
        return ""
    says = dict[str, str](d.guide.trials.says.items())
    return says.get(kind) or says.get(kind.removesuffix(".early"), "")


def beside(say: Phrases, d: Decision) -> str:
    """Say what is shown beside the verdict; empty where nothing is."""
    found = [say.inside(e.name) for e in d.beside]
    return say("verdict.beside", names=say.listed(found)) if found else ""


def _values(say: Phrases, d: Decision, kind: str, names: Mapping[str, str]) -> dict[str, object]:
    """Return what the sentences are about, the alternatives under the given names."""
    left, _ = remaining(d)
    values: dict[str, object] = {}
    if kind.startswith("tie"):
        values["names"] = say.few(names[id_] for id_ in leaders(d))
    if left:
        values["winner"] = names[left[0].id]
    if d.margin is not None:
        values |= {"second": names[left[1].id], "points": say.points(d.margin)}
        values["open"] = say.points(d.open or 0)
    return values


def _lead(
    say: Phrases, d: Decision, kind: str, values: dict[str, object], first: list[str]
) -> tuple[str, str]:
    """Return the headline, and what stands below it where something else comes first."""
    if not first:
        return say(f"verdict.{kind}", **values), ""
    brief = say(f"verdict.brief.{_brief(kind)}", **values)
    between = say("verdict.two" if len(d.alternatives) == 2 else "verdict.among", verdict=brief)
    return say("verdict.first", names=say.listed(first)), between


@once
def names(guide: Guide) -> dict[str, str]:
    """Return the names of the alternatives by id."""
    return {a.id: a.name for a in guide.alternatives}


@once
def briefs(guide: Guide) -> dict[str, str]:
    """Return the names for where there is little room, by id."""
    return {a.id: a.brief for a in guide.alternatives}


def kind_of(d: Decision, firm: bool) -> str:
    """Return the verdict, with `.early` while the open questions can well turn it."""
    early = not firm
    if d.verdict in ("close", "tie"):
        early = early and (d.open or 0) >= MUCH
    return f"{d.verdict}.early" if early and d.verdict not in ("none", "unanswered") else d.verdict


def is_firm(d: Decision) -> bool:
    """Tell whether at least nine tenths of the ways to answer the rest keep the winner."""
    share = next((row.share for row in d.shares.completions if row.alternative == d.winner), 0)
    return d.decided or ("completions" not in d.sampled and share >= FIRM)


def remaining(d: Decision) -> tuple[list[Standing], list[str]]:
    """Return the alternatives that remain, best first, and the names of those ruled out."""
    left = [s for s in d.alternatives if not s.ruled_out]
    return left, [s.name for s in d.alternatives if s.ruled_out]


def leaders(d: Decision) -> list[str]:
    """Return the ids of those that share the lead."""
    left, _ = remaining(d)
    totals = [d.walk.ended[d.guide.place_of[s.id]] for s in left]
    return [s.id for s, total in zip(left, totals, strict=True) if total == totals[0]]


def bars(say: Phrases, d: Decision) -> Bars:
    """Return a bar for each alternative: the points it has, and behind them those still open."""
    short, places = briefs(d.guide), d.guide.place_of
    return Bars(100, tuple(_bar(say, d, s, short[s.id], places[s.id]) for s in d.alternatives))


def share_bars(say: Phrases, guide: Guide, rows: Iterable[Share]) -> tuple[Bar, ...]:
    """Return a bar in thousandths for each share; no winner has no hue."""
    short, places, tie = briefs(guide), guide.place_of, say("share.tie")
    named = ((row.alternative or "", row.share) for row in rows)
    return tuple(
        Bar(short.get(name, tie), places.get(name), thousandths(share), 0, say.percent(share))
        for name, share in named
    )


def _bar(say: Phrases, d: Decision, s: Standing, name: str, hue: int) -> Bar:
    if s.ruled_out:
        return Bar(name, hue, None, 0, say("verdict.fit.out"))
    if s.fit is None:
        return Bar(name, hue, 0, d.open or 0, say("verdict.fit.none"))
    said = say("verdict.fit.open" if d.open else "verdict.fit", fit=s.fit, open=d.open)
    return Bar(name, hue, s.fit, d.open or 0, said)


def _brief(kind: str) -> str:
    return kind.replace("clear", "lead").replace("slight", "lead").replace("only.early", "only")


def _detail(
    say: Phrases, d: Decision, kind: str, values: dict[str, object], out: list[str], first: bool
) -> list[str]:
    name = "lead" if kind.startswith(("clear", "slight")) else kind
    if d.verdict == "unanswered" and d.answers:
        name = "weightless"
    # where something else comes first, the lead is told with it
    told = first or d.verdict in ("only", "none")
    found = [] if told else [say(f"verdict.detail.{name}", **values)]
    return [*found, *([say("verdict.out", names=say.few(out))] if out else [])]


def _uncounted(say: Phrases, d: Decision) -> list[str]:
    told = []
    for row in d.uncounted:
        criterion = d.guide.criterion(row.criterion)
        values = {"title": criterion.title, "label": criterion.option(row.option).label}
        several = len(row.asked_if) > 1
        way = conditions(say, d.guide, row.asked_if[:1])
        name = "verdict.uncounted.several" if several else "verdict.uncounted"
        told.append(say(name, conditions=way, **values))
    return told


def conditions(say: Phrases, guide: Guide, ways: Iterable[Conditions]) -> str:
    """Say what makes a question asked: one of several sets of answers to earlier ones."""
    either = say("number.or")

    def told(name: str, options: Iterable[str]) -> str:
        criterion = guide.criterion(name)
        labels = (say("number.quoted", text=criterion.option(o).label) for o in options)
        return say("verdict.uncounted.is", title=criterion.title, labels=either.join(labels))

    return either.join(say.listed(told(*pair) for pair in way.items()) for way in ways)
