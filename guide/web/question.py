"""A question of the questionnaire, as its template shows it."""

import functools
from collections.abc import Callable, Iterable
from typing import NamedTuple

from guide.engine.model import Criterion, Guide, Option, VerdictMargins
from guide.telling.phrases import Phrases
from guide.telling.verdict import conditions
from guide.web.fields import weights

Asking = Callable[[str, str, int], "Question"]


class Choice(NamedTuple):
    """What can be chosen; `sheet` is what it gives where points are added up by hand, else ""."""

    value: str
    label: str
    sheet: str = ""
    chosen: bool = False


class Question(NamedTuple):
    """A question with its answers. `when` says what it depends on, `more` leads to its page."""

    name: str
    ask: str
    when: str
    why: str
    more: str
    choices: tuple[Choice, ...]
    weights: tuple[Choice, ...]


def asking(guide: Guide, say: Phrases, link: Callable[[str], str], by_hand: bool) -> Asking:
    """Return what makes a question of a criterion, the option chosen ("" for none) and a weight."""
    importance = tuple(Choice(value, label) for value, label in weights(say).items())

    @functools.cache
    def unanswered(name: str) -> Question:
        criterion = guide.criterion(name)
        return Question(
            name=name,
            ask=criterion.ask,
            when=_when(say, guide, criterion) if criterion.when else "",
            why=criterion.why,
            more=link(f"/criteria/{name}/"),
            choices=(
                *(
                    Choice(o.id, o.label, _sheet(say, guide, criterion, o) if by_hand else "")
                    for o in criterion.options
                ),
                Choice("", say("answer.none")),
            ),
            weights=importance,
        )

    def question(name: str, chosen: str, weight: int) -> Question:
        made = unanswered(name)
        return made._replace(
            choices=_chosen(made.choices, chosen), weights=_chosen(made.weights, str(weight))
        )

    return question


def told_margins(say: Phrases, margins: VerdictMargins) -> str:
    """Say to whom adds up by hand which lead is too close to call, if any is, and which clear."""
    close, clear = say.points(margins.close), say.points(margins.clear)
    if not margins.close:
        return say("questions.sheet.clear", clear=clear)
    return say("questions.sheet.close", close=close, clear=clear)


def _chosen(choices: Iterable[Choice], value: str) -> tuple[Choice, ...]:
    return tuple(each._replace(chosen=each.value == value) for each in choices)


def _when(say: Phrases, guide: Guide, criterion: Criterion) -> str:
    """Say when a question is asked; with several ways to it, on what: its own page has them all."""
    if len(criterion.when) == 1:
        return say("questions.when", conditions=conditions(say, guide, criterion.when))
    titles = (guide.criterion(name).title for name in criterion.depends_on)
    return say("questions.depends", titles=say.listed(titles))


def _sheet(say: Phrases, guide: Guide, criterion: Criterion, option: Option) -> str:
    """Say what an option gives each alternative, as the guide weighs it, and whom it rules out."""

    def points(fit: float) -> str:
        return say.tenths(round(10 * criterion.importance * fit))

    told = [
        say("questions.sheet.points", name=a.name, n=points(option.fit[a.id]))
        for a in guide.alternatives
        if a.id not in option.rules_out
    ]
    # sentences, and so the last
    out = " ".join(
        say("questions.sheet.out", name=a.name, reason=option.rules_out[a.id])
        for a in guide.alternatives
        if a.id in option.rules_out
    )
    return say("number.comma").join(filter(None, [*told, out]))
