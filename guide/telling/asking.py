"""When to stop asking, in a sentence. `static/one.js` says the same."""

from guide.engine.decision import Decision
from guide.engine.elsewhere import may_follow
from guide.telling.phrases import Phrases
from guide.telling.verdict import is_firm


def stop(say: Phrases, d: Decision, question: str | None) -> str:
    """Say that the answer is firm, or that no question is left; empty while it is worth going on.

    `question` is the one that would come next, None where every one was asked.
    """
    values = {"n": len(d.answers), "all": len(d.answers) + len(d.skipped)}
    more = f" {say('left.elsewhere')}" if may_follow(d.guide, d.elsewhere) else ""
    if d.answers and d.skipped and d.decided:
        return say("one.decided", **values) + more
    if d.answers and d.skipped and d.winner and is_firm(d):
        return say("one.firm", winner=d.guide.alternative(d.winner).name, **values) + more
    return "" if question else say("one.done")
