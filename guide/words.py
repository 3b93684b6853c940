"""What a recommendation says, in sentences.

`PHRASES` goes to the page's scripts as it is, and `static/words.js` puts it together as this
module does: the same words for the same answers, whoever renders them.
"""

import dataclasses
from collections.abc import Iterable
from fractions import Fraction

from guide.model import Guide
from guide.scoring import Recommendation

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
    "fit": "{fit} of 100",
    "fit.none": "not weighed",
    "out": "ruled out",
    "importance": "importance {n}",
    "points": "{n} points",
    "progress": "{n} of {all} answered",
    "asked": "One more question: {titles}.",
    "unasked": "No longer asked: {titles}.",
    "and": " and ",
}


@dataclasses.dataclass(frozen=True)
class Telling:
    """The sentences of a recommendation: the verdict, what stands behind it, what is open."""

    headline: str
    detail: str
    open: str


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


def tell(guide: Guide, recommendation: Recommendation, decided: bool) -> Telling:
    """Put a recommendation into sentences."""
    r = recommendation
    left = [s for s in r.standings if not s.ruled_out]
    out = [s.name for s in r.standings if s.ruled_out]
    values: dict[str, object] = {}
    if left:
        values["winner"] = left[0].name
        values["fit"] = left[0].fit
    if r.margin is not None:
        values |= {"second": left[1].name, "other": left[1].fit, "margin": decimal(r.margin)}
    if r.verdict == "tie":
        totals = {
            s.id: sum(g.points for c in r.contributions for g in c.points if g.alternative == s.id)
            for s in left
        }
        values["names"] = listed(s.name for s in left if totals[s.id] == totals[left[0].id])
    headline = say(f"headline.{r.verdict}", **values)
    if r.verdict in ("only", "none"):
        detail = say("detail.out", names=listed(out))
    elif r.verdict == "unanswered":
        detail = say("detail.weightless" if r.answers else "detail.unanswered")
    else:
        detail = say(f"detail.{_DETAIL[r.verdict]}", **values)
    if out and r.verdict not in ("only", "none"):
        detail += " " + say("also.out", names=listed(out))
    return Telling(headline, detail, _open(len(r.skipped), decided))


_DETAIL = {"clear": "lead", "slight": "lead", "close": "close", "tie": "tie"}


def _open(count: int, decided: bool) -> str:
    if not count:
        return say("open.none")
    kind = "decided" if decided else "undecided"
    return say(f"open.{kind}.{'one' if count == 1 else 'many'}", n=count)
