"""What a recommendation says, in sentences.

`static/words.js` and `static/tell.js` put the same phrases together in the same way: the same words
for the same answers, whoever renders them.
"""

import dataclasses
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from guide.engine.analysis import Explanation
from guide.engine.answers import Answers
from guide.engine.model import Criterion, Guide
from guide.engine.scoring import Contribution, Recommendation
from guide.telling.phrases import decimal, listed, percent, say, short

MAX_IMPORTANCE = 5


class Change(NamedTuple):
    """Something that would give another winner: what it leads to, and the ways there."""

    lead: str
    ways: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Telling:
    """The sentences of a recommendation, in the order in which they are read.

    `next` names the question most worth answering, and is empty where none can change the result.
    """

    headline: str
    detail: str
    open: str
    next: str
    firm: str
    changes: tuple[Change, ...]


def tell(
    guide: Guide, answers: Answers, recommendation: Recommendation, explanation: Explanation
) -> Telling:
    """Put what was found for `answers` into sentences."""
    r, e = recommendation, explanation
    left = [s for s in r.standings if not s.ruled_out]
    out = [s.name for s in r.standings if s.ruled_out]
    values: dict[str, object] = {"far": "" if e.decided else say("far")}
    if left:
        values |= {"winner": left[0].name, "fit": left[0].fit}
    if r.margin is not None:
        values |= {"second": left[1].name, "other": left[1].fit, "margin": decimal(r.margin)}
    if r.verdict == "tie":
        totals = {
            s.id: sum(g.points for c in r.contributions for g in c.points if g.alternative == s.id)
            for s in left
        }
        values["names"] = listed(s.name for s in left if totals[s.id] == totals[left[0].id])
    return Telling(
        headline=say(f"headline.{r.verdict}", **values),
        detail=" ".join(_detail(r, values, out)),
        open=_open(len(r.skipped), e.decided),
        next=_next(guide, answers, r, e),
        firm=" ".join(_firm(r, e, values, out)),
        changes=tuple(_changes(guide, answers, r, e)),
    )


def _detail(r: Recommendation, values: dict[str, object], out: list[str]) -> Iterator[str]:
    if r.verdict in ("only", "none"):
        yield say("detail.out", names=listed(out))
        return
    if r.verdict == "unanswered":
        yield say("detail.weightless" if r.answers else "detail.unanswered")
    else:
        yield say(f"detail.{r.verdict if r.verdict in ('close', 'tie') else 'lead'}", **values)
    if out:
        yield say("also.out", names=listed(out))


def _open(count: int, decided: bool) -> str:
    if not count:
        return say("open.none")
    kind = "decided" if decided else "undecided"
    return say(f"open.{kind}.{'one' if count == 1 else 'many'}", n=count)


def _next(guide: Guide, answers: Answers, r: Recommendation, e: Explanation) -> str:
    """Name the open question that can move the first two furthest, if any can change the result."""
    left = [s.id for s in r.standings if not s.ruled_out][:2]
    if e.decided or len(left) < 2:
        return ""
    best, found = 0, None
    for name in r.skipped:
        criterion = guide.criterion(name)
        leads = [option.fit[left[0]] - option.fit[left[1]] for option in criterion.options]
        reach = answers.weight(criterion) * (max(leads) - min(leads))
        if reach > best:
            best, found = reach, criterion
    return say("next", ask=found.ask) if found else ""


def _firm(
    r: Recommendation, e: Explanation, values: dict[str, object], out: list[str]
) -> Iterator[str]:
    if r.winner is None:
        yield say("firm.none")
    elif r.verdict == "only":
        yield say("firm.only", names=listed(out))
    else:
        weighed, completed = (
            next(row.share for row in rows if row.alternative == r.winner)
            for rows in (e.shares.weightings, e.shares.completions)
        )
        least = float(min(weighed, completed))  # a float, as in the page
        degree = "high" if least >= 0.9 else "middle" if least >= 0.7 else "low"
        rest = say("firm.rest", share=percent(completed)) if r.skipped else ""
        yield say(f"firm.{degree}", **values, share=percent(weighed), rest=rest)
        if "weightings" in e.sampled:
            yield say("firm.sampled")


def _changes(guide: Guide, answers: Answers, r: Recommendation, e: Explanation) -> Iterator[Change]:
    if not r.answers:
        return
    given = {answer.criterion: answer for answer in r.answers}

    def instead(criterion_id: str, option_id: str) -> str:
        criterion = guide.criterion(criterion_id)
        return say(
            "change.instead",
            title=criterion.title,
            label=criterion.option(option_id).label,
            given=criterion.option(answers.options[criterion_id]).label,
        )

    for a in guide.alternatives:
        flips = [f for f in e.flips.answers if f.winner == a.id]
        if flips:
            ways = tuple(instead(f.criterion, f.option) for f in flips)
            yield Change(say("change.answer", winner=a.name), ways)
    if not e.flips.answers and e.flips.fewest:
        ways = tuple(instead(c.criterion, c.option) for c in e.flips.fewest.answers)
        yield Change(say("change.fewest", n=e.flips.fewest.count), ways)
    elif not e.flips.answers:
        yield Change(say("change.never"), ())
    for phrase, beyond in (("change.importance", False), ("change.outside", True)):
        for a in guide.alternatives:
            ways = tuple(
                _importance(guide.criterion(f.criterion).title, f.at, given[f.criterion].importance)
                for f in e.flips.importance
                if f.winner == a.id and (f.at >= MAX_IMPORTANCE) == beyond
            )
            if ways:
                yield Change(say(phrase, winner=a.name), ways)
    if not e.flips.importance:
        yield Change(say("change.weights"), ())


def _importance(title: str, at: Fraction, now: int) -> str:
    kind = "above" if at >= now else "below"
    return say(f"change.{kind}", title=title, at=short(at), now=now)


class Difference(NamedTuple):
    """Where two sets of answers differ, whom the difference helped, and by how many points."""

    title: str
    kept: str
    now: str
    moved: str
    points: int


def differences(guide: Guide, kept: Recommendation, now: Recommendation) -> list[Difference]:
    """Return what differs between the answers of two recommendations, in the guide's order.

    The lead that is looked at is that of the present first over the kept first or, where they are
    the same, over the present second.
    """
    first = now.standings[0].id
    second = next(s.id for s in (*kept.standings[:1], *now.standings) if s.id != first)
    rows = []
    for criterion in guide.criteria:
        sides = [
            next((c for c in r.contributions if c.criterion == criterion.id), None)
            for r in (kept, now)
        ]
        choices = [(c.option, c.importance) if c else None for c in sides]
        if choices[0] == choices[1]:
            continue
        weighed = len({c.importance for c in sides if c}) == 2
        shown = [_choice(guide, criterion, c, weighed) for c in sides]
        leads = [_lead(c, first, second) for c in sides]
        moved = leads[1] - leads[0]
        name = guide.alternative(first if moved > 0 else second).name
        said = say("differ.moved", points=abs(moved), name=name) if moved else say("differ.still")
        rows.append(Difference(criterion.title, shown[0], shown[1], said, abs(moved)))
    return rows


def most(rows: list[Difference]) -> str:
    """Name the difference that moved the lead furthest; empty where none moved it."""
    top = max(rows, key=lambda row: row.points, default=None)
    return say("differ.most", title=top.title, moved=top.moved) if top and top.points else ""


def _choice(
    guide: Guide, criterion: Criterion, contribution: Contribution | None, weighed: bool
) -> str:
    if contribution is None:
        return say("differ.none")
    option = criterion.option(contribution.option)
    parts = [option.label]
    if weighed:
        parts.append(say("importance", n=contribution.importance))
    if out := [a.name for a in guide.alternatives if a.id in option.rules_out]:
        parts.append(say("differ.out", names=listed(out)))
    return " · ".join(parts)


def _lead(contribution: Contribution | None, first: str, second: str) -> int:
    points = {g.alternative: g.points for g in contribution.points} if contribution else {}
    return points.get(first, 0) - points.get(second, 0)
