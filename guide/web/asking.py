"""The questions one at a time, the one that tells most first: a plain form for each.

The address holds the answers in the order in which they were given, and with an empty value what
was passed over.
"""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from flask import current_app
from markupsafe import Markup

from guide.engine.answers import PREFIX, Answers
from guide.engine.asking import next_question
from guide.engine.decision import Decision, decide
from guide.engine.model import Criterion
from guide.telling.asking import stop, wanted
from guide.telling.problems import told_problems
from guide.telling.verdict import bars, verdict
from guide.web.fields import hidden_fields
from guide.web.given import given
from guide.web.places import Pages
from guide.web.ready import ready
from guide.web.render import render
from guide.web.results import kept_pairs
from guide.web.state import state

blueprint = Pages("asking", __name__)

KEYS = 9  # answers that a digit gives


class Pick(NamedTuple):
    """An answer to choose: `key` is the digit that gives it, "" without one."""

    key: str
    value: str
    label: str


class Question(NamedTuple):
    """The question to answer now."""

    name: str
    ask: str
    why: str
    more: str
    picks: Sequence[Pick]


class One(NamedTuple):
    """One question. `stop` says that no more are needed; `back` and `query` are for links.

    With `again` the step before said so too: it stands below the answers then, not above them.
    `criteria_page` is where a criterion has its page, with a star for the criterion.
    """

    title: str
    description: str
    here: str
    questions_page: str
    result_page: str
    criteria_page: str
    noscript: Markup
    problems: Sequence[str]
    hidden: Markup
    stop: str
    again: bool
    question: Question | None
    back: str | None
    query: str
    done: int
    all: int
    headline: str
    bars: Markup
    uncounted: str
    data: Markup


@blueprint.page("/questions/one/", kept=True, query=())
def one() -> str:
    """The question that tells most about who wins, of those that are open."""
    guide, say, have = state().site.guide, state().say, ready()
    asked = given()
    answers, others = asked.answers, asked.others
    trail = _trail(asked.pairs, answers)
    passed = [name for name, value in trail if not value]
    d = decide(guide, answers)
    told = verdict(say, d)
    name = next_question(guide, answers, passed, wanted(d))
    stopped = stop(say, d, name)
    along = [*_weights(answers), *kept_pairs(others)]
    return render(
        "asking.html",
        One(
            title=say("one.title"),
            description=say("one.summary"),
            here=have.link("/questions/one/"),
            questions_page=have.link("/questions/"),
            result_page=have.link("/result/"),
            criteria_page=have.link("/criteria/*/"),
            noscript=have.noscript,
            problems=told_problems(say, asked.problems),
            hidden=hidden_fields([*along, *trail]),
            stop=stopped if not current_app.config["FROZEN"] else "",
            again=bool(stopped and name and trail and stop(say, _before(d, trail), name)),
            question=_question(guide.criterion(name)) if name else None,
            back=urlencode([*along, *trail[:-1]]) if trail else None,
            query=asked.carried,
            done=len(d.answers),
            all=len(d.answers) + len(d.skipped),
            headline=told.bar,
            bars=have.node(bars(say, d)),
            uncounted=" ".join(told.uncounted),
            data=have.single,
        ),
    )


def _question(criterion: Criterion) -> Question:
    picks = [
        Pick(str(number) if number <= KEYS else "", option.id, option.label)
        for number, option in enumerate(criterion.options, 1)
    ]
    more = ready().link(f"/criteria/{criterion.id}/")
    none = Pick("0", "", state().say("answer.none"))
    return Question(criterion.id, criterion.ask, criterion.why, more, (*picks, none))


def _trail(pairs: Sequence[tuple[str, str]], answers: Answers) -> list[tuple[str, str]]:
    """Return what was answered or passed over, in the order in which it was."""
    ids = {criterion.id for criterion in state().site.guide.criteria}
    first = {name: value for name, value in reversed(pairs) if name in ids}
    names = dict.fromkeys(name for name, _ in pairs if name in ids)
    return [(n, first[n]) for n in names if first[n] == answers.options.get(n, "")]


def _before(d: Decision, trail: Sequence[tuple[str, str]]) -> Decision:
    """Return the decision that the step before the last one showed."""
    options = {n: option for n, option in d.given.options.items() if n != trail[-1][0]}
    return decide(d.guide, Answers(options, d.given.importance))


def _weights(answers: Answers) -> list[tuple[str, str]]:
    return [(PREFIX + name, str(value)) for name, value in answers.importance.items()]
