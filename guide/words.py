"""What a recommendation says, in sentences.

`PHRASES` goes to the page's scripts as it is, and `static/words.js` puts it together as this
module does: the same words for the same answers, whoever renders them.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from guide.analysis import Explanation
from guide.answers import Answers
from guide.model import Criterion, Guide
from guide.scoring import Contribution, Recommendation

PHRASES = {
    "headline.clear": "{winner} is the clear choice.",
    "headline.slight": "{winner} fits somewhat better.",
    "headline.close": "Too close to call, with {winner} just ahead.",
    "headline.tie": "A tie between {names}.",
    "headline.only": "{winner} is what remains.",
    "headline.none": "Nothing here fits what you need.",
    "headline.unanswered": "No verdict yet.",
    "detail.lead": "{winner} fits with {fit} points of 100, {second} with {other}. "
    "The lead is {margin}.",
    "detail.close": "{winner} fits with {fit} points of 100, {second} with {other}. "
    "A lead of {margin} is too small to count on. Choose what you know best.",
    "detail.tie": "They fit equally well, to the last digit. Choose what you know best.",
    "detail.out": "Your answers rule out {names}. The reasons are below.",
    "detail.unanswered": "Answer a question, and the verdict follows.",
    "detail.weightless": "Every answered question has importance 0, so nothing is weighed.",
    "also.out": "Your answers rule out {names}.",
    "open.none": "You answered every question.",
    "open.decided.one": "You left 1 question open. No answer to it can change the result.",
    "open.decided.many": "You left {n} questions open. No answers to them can change the result.",
    "open.undecided.one": "You left 1 question open. It can still change the result.",
    "open.undecided.many": "You left {n} questions open. They can still change the result.",
    "next": "Most worth answering: {ask}",
    "firm.high": "Firm. {winner} leads in {share} of all ways to weigh your answers.",
    "firm.middle": "Fairly firm. {winner} leads in {share} of all ways to weigh your answers.",
    "firm.low": "Not firm. {winner} leads in only {share} of all ways to weigh your answers.",
    "firm.only": "As firm as what rules out {names}.",
    "firm.none": "Nobody leads, so there is nothing firm about it.",
    "firm.sampled": "The share is an estimate, from a fixed sample of weightings.",
    "change.answer": "It would be {winner} with one other answer:",
    "change.fewest": "No single answer changes it. These {n} together would:",
    "change.never": "No other answers to the same questions make another side win.",
    "change.instead": "{title}: “{label}” instead of “{given}”",
    "change.importance": "It would be {winner} with another importance:",
    "change.above": "{title}: more than {at}, now {now}",
    "change.below": "{title}: less than {at}, now {now}",
    "change.beyond": "{title}: more than {at}, which is beyond the scale",
    "change.weights": "No importance of a single question changes it.",
    "share": "{n} %",
    "share.most": "over 99.9 %",
    "share.least": "under 0.1 %",
    "tie": "A tie, or no winner",
    "differ.same": "Both sets of answers are the same.",
    "differ.kept": "The answers you kept: {headline}",
    "differ.now": "The answers now: {headline}",
    "differ.none": "not answered",
    "differ.moved": "{points} points for {name}",
    "differ.still": "no difference",
    "fit": "{fit} of 100",
    "fit.none": "not weighed",
    "out": "ruled out",
    "importance": "importance {n}",
    "points": "{n} points",
    "progress": "{n} of {all} answered. So far:",
    "asked": "One more question: {titles}.",
    "unasked": "No longer asked: {titles}.",
    "and": " and ",
}

RESULT_ONLY = ("next", "firm", "change", "share", "differ", "importance", "points")


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


def say(phrase: str, **values: object) -> str:
    """Return the phrase with its values filled in."""
    return PHRASES[phrase].format_map(values)


def listed(names: Iterable[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *first, last = names
    return (", ".join(first) + PHRASES["and"] + last) if first else last


def decimal(value: Fraction) -> str:
    """Return a number that is not negative with one decimal, a half rounded up."""
    tenths = (20 * value.numerator + value.denominator) // (2 * value.denominator)
    return f"{tenths // 10}.{tenths % 10}"


def short(value: Fraction) -> str:
    """Return a number that is not negative with two decimals at most, a half rounded up."""
    hundredths = (200 * value.numerator + value.denominator) // (2 * value.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")


def percent(share: Fraction) -> str:
    """Return a share from 0 to 1 in percent; only all of it is 100, only none of it is 0."""
    tenths = int(float(share) * 1000 + 0.5)
    if tenths == 1000 and share < 1:
        return say("share.most")
    if tenths == 0 and share > 0:
        return say("share.least")
    return say("share", n=f"{tenths // 10}.{tenths % 10}")


def tell(
    guide: Guide, answers: Answers, recommendation: Recommendation, explanation: Explanation
) -> Telling:
    """Put what was found for `answers` into sentences."""
    r, e = recommendation, explanation
    left = [s for s in r.standings if not s.ruled_out]
    out = [s.name for s in r.standings if s.ruled_out]
    values: dict[str, object] = {}
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
        changes=tuple(_changes(guide, r, e)),
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
        share = next(row.share for row in e.shares.weightings if row.alternative == r.winner)
        degree = (
            "high" if share >= Fraction(9, 10) else "middle" if share >= Fraction(7, 10) else "low"
        )
        yield say(f"firm.{degree}", **values, share=percent(share))
        if "weightings" in e.sampled:
            yield say("firm.sampled")


def _changes(guide: Guide, r: Recommendation, e: Explanation) -> Iterator[Change]:
    if not r.answers:
        return
    given = {answer.criterion: answer for answer in r.answers}

    def instead(criterion_id: str, option_id: str) -> str:
        criterion = guide.criterion(criterion_id)
        return say(
            "change.instead",
            title=criterion.title,
            label=criterion.option(option_id).label,
            given=criterion.option(given[criterion_id].option).label,
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
    for a in guide.alternatives:
        ways = tuple(
            _importance(guide.criterion(f.criterion).title, f.at, given[f.criterion].importance)
            for f in e.flips.importance
            if f.winner == a.id
        )
        if ways:
            yield Change(say("change.importance", winner=a.name), ways)
    if not e.flips.importance:
        yield Change(say("change.weights"), ())


def _importance(title: str, at: Fraction, now: int) -> str:
    kind = "beyond" if at >= 5 else "above" if at >= now else "below"
    return say(f"change.{kind}", title=title, at=short(at), now=now)


class Difference(NamedTuple):
    """Where two sets of answers differ, and whom the difference helped."""

    title: str
    kept: str
    now: str
    moved: str


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
        shown = [_choice(criterion, c, weighed) for c in sides]
        leads = [_lead(c, first, second) for c in sides]
        moved = leads[1] - leads[0]
        name = guide.alternative(first if moved > 0 else second).name
        said = say("differ.moved", points=abs(moved), name=name) if moved else say("differ.still")
        rows.append(Difference(criterion.title, shown[0], shown[1], said))
    return rows


def _choice(criterion: Criterion, contribution: Contribution | None, weighed: bool) -> str:
    if contribution is None:
        return say("differ.none")
    label = criterion.option(contribution.option).label
    return f"{label} · {say('importance', n=contribution.importance)}" if weighed else label


def _lead(contribution: Contribution | None, first: str, second: str) -> int:
    points = {g.alternative: g.points for g in contribution.points} if contribution else {}
    return points.get(first, 0) - points.get(second, 0)
