"""What to ask first, and when to stop, in a sentence. `static/one.js` does the same."""

from guide.engine import elsewhere
from guide.engine.decision import Decision
from guide.telling.phrases import Phrases
from guide.telling.verdict import is_firm, names


def stop(say: Phrases, d: Decision, question: str | None) -> str:
    """Say that the answer is firm, or that no question is left; empty while it is worth going on.

    `question` is the one that would come next, None where every one was asked.
    """
    if d.answers and d.skipped and (d.decided or (d.winner and is_firm(d))):
        how = f"one.{'decided' if d.decided else 'firm'}{'.between' if d.first else ''}"
        winner = d.guide.alternative(d.winner).name if d.winner else ""
        told = say(how, winner=winner, names=say.few(names(d.guide).values()))
        return told + may_follow(say, d)
    return "" if question else say("one.done")


def wanted(d: Decision) -> set[str]:
    """Return what to ask first: once it is firm who leads, what may show something before that."""
    if not is_firm(d):
        return set()
    return elsewhere.leading(d.guide, d.given.options, d.counted)


def may_follow(say: Phrases, d: Decision) -> str:
    """Say, after a space, that more answers may show something that comes first; or nothing."""
    more = elsewhere.may_follow(d.guide, d.given.options, d.counted)
    return f" {say('left.elsewhere')}" if more else ""
