"""The question on the home page, and what each answer to it comes to."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from guide.engine.answers import Answers
from guide.engine.asking import next_question
from guide.engine.decision import Decision, decide
from guide.engine.model import Guide, Option
from guide.telling.nodes import FEW, Bars
from guide.telling.phrases import Phrases
from guide.telling.verdict import share_bars, verdict
from guide.web.links import link
from guide.web.ready import ready
from guide.web.state import state

STEEPEST = 9  # degrees, for a winner in all the ways to answer the rest


class Opening(NamedTuple):
    """The most decisive question. `outcomes` has what to show by option, "" for none."""

    name: str
    ask: str
    why: str
    more: str
    options: Sequence[Option]
    headline: str
    bars: Markup
    outcomes: Mapping[str, Any]


def opening() -> Opening:
    """Return the question to begin with, and who wins after each of its answers."""
    kept = state()
    return kept.once(("opening", link("pages.home")), lambda: _made(kept.site.guide, kept.say))


def _made(guide: Guide, say: Phrases) -> Opening:
    name = next_question(guide, Answers()) or guide.criteria[0].id
    criterion = guide.criterion(name)
    begin = decide(guide, Answers())
    order = order_of(begin)
    answered = {o.id: decide(guide, Answers({name: o.id})) for o in criterion.options}
    return Opening(
        name=name,
        ask=criterion.ask,
        why=criterion.why,
        more=ready().link(f"/criteria/{name}/"),
        options=criterion.options,
        headline=verdict(say, begin).bar,
        bars=ready().node(_bars(say, begin, order)),
        outcomes={"": _outcome(say, begin, order)}
        | {option: _outcome(say, d, order) for option, d in answered.items()},
    )


def _bars(say: Phrases, d: Decision, order: Sequence[int]) -> Bars:
    """Return who wins in how many of the ways to answer the rest, in the order given."""
    rows = d.shares.completions  # in the guide's order; then a tie's
    return Bars(1000, share_bars(say, d.guide, (rows[hue] for hue in order)))


def order_of(d: Decision) -> Sequence[int]:
    """Return the guide's order; where only a few are shown, that of how often each wins."""
    order = range(len(d.guide.alternatives))
    if len(order) <= FEW:
        return order
    return sorted(order, key=lambda hue: -d.shares.completions[hue].share)


def _outcome(say: Phrases, d: Decision, order: Sequence[int]) -> dict[str, Any]:
    bars = _bars(say, d, order).bars
    first, second = (bar.solid or 0 for bar in bars[:2])
    return {
        "headline": verdict(say, d).bar,
        "bars": [[bar.solid, bar.said] for bar in bars],
        "tilt": round(STEEPEST * (second - first) / 1000, 2),
    }
