"""The phrases that a recommendation is told in, and how names and numbers are put into them.

`PHRASES` goes to the page's scripts as it is: the same words, whoever renders them.
"""

from collections.abc import Iterable
from fractions import Fraction

PHRASES = {
    "headline.clear": "{winner} fits clearly better{far}.",
    "headline.slight": "{winner} fits somewhat better{far}.",
    "far": " so far",
    "headline.close": "Too close to call, with {winner} just ahead.",
    "headline.tie": "A tie between {names}.",
    "headline.only": "{winner} is what remains.",
    "headline.none": "Nothing here fits what you need.",
    "headline.unanswered": "No verdict yet.",
    "detail.lead": "{winner} fits with {fit} points of 100, {second} with {other}. "
    "The lead is {margin} points.",
    "detail.close": "{winner} fits with {fit} points of 100, {second} with {other}. "
    "A lead of {margin} points is too small to count on. Choose what you know best.",
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
    "firm.high": "Firm. {winner} leads in {share} of all ways to weigh your answers{rest}.",
    "firm.middle": "Fairly firm. {winner} leads in {share} of all ways to weigh your "
    "answers{rest}.",
    "firm.low": "Not firm. {winner} leads in {share} of all ways to weigh your answers{rest}.",
    "firm.rest": ", and in {share} of all ways to answer the rest",
    "firm.only": "As firm as what rules out {names}.",
    "firm.none": "Nobody leads, so there is nothing firm about it.",
    "firm.sampled": "The share is an estimate, from a fixed sample of weightings.",
    "sampled": "Estimated from a fixed sample of all the ways.",
    "change.answer": "It would be {winner} with one other answer:",
    "change.fewest": "No single answer changes it. These {n} together would:",
    "change.never": "No other answers to the same questions make another side win.",
    "change.instead": "{title}: “{label}” instead of “{given}”",
    "change.importance": "It would be {winner} with another importance:",
    "change.outside": "It would be {winner} only with an importance beyond the scale of 0 to 5:",
    "change.above": "{title}: more than {at}, now {now}",
    "change.below": "{title}: less than {at}, now {now}",
    "change.weights": "No importance of a single question changes it.",
    "share": "{n} %",
    "share.most": "over 99.9 %",
    "share.least": "under 0.1 %",
    "tie": "A tie, or no winner",
    "differ.same": "Both sets of answers are the same so far. Change an answer below, and the "
    "difference shows here.",
    "differ.kept": "The answers you kept: {headline}",
    "differ.now": "The answers now: {headline}",
    "differ.none": "not answered",
    "differ.moved": "{points} points for {name}",
    "differ.still": "no difference",
    "differ.out": "rules out {names}",
    "differ.units": "Points in this table are fit times importance.",
    "differ.most": "“{title}” moved the lead most: {moved}.",
    "fit": "{fit} of 100",
    "fit.none": "not weighed",
    "out": "ruled out",
    "importance": "importance {n}",
    "points": "{n} points",
    "progress": "{n} of {all} answered.",
    "asked": "One more question: {titles}.",
    "unasked": "No longer asked: {titles}.",
    "and": " and ",
}

# what the questionnaire's script never says, by the first part of the name
RESULT_ONLY = (
    *("next", "firm", "sampled", "change", "share", "tie", "differ", "importance", "points"),
)


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


def thousandths(share: Fraction) -> int:
    """Return a share from 0 to 1 in thousandths, by the page's floating-point rule."""
    return int(float(share) * 1000 + 0.5)


def percent(share: Fraction) -> str:
    """Return a share from 0 to 1 in percent; only all of it is 100, only none of it is 0."""
    tenths = thousandths(share)
    if tenths == 1000 and share < 1:
        return say("share.most")
    if tenths == 0 and share > 0:
        return say("share.least")
    return say("share", n=f"{tenths // 10}.{tenths % 10}")
