"""What would change a decision, in sentences, grouped by who would win and by question."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from guide.engine.decision import Decision
from guide.engine.flips import by_weight
from guide.engine.model import Guide
from guide.engine.once import once_each
from guide.telling.phrases import Phrases


class Change(NamedTuple):
    """Something that would give another winner: what it leads to, and the ways there."""

    lead: str
    ways: tuple[str, ...]


def changes(say: Phrases, d: Decision) -> Iterator[Change]:
    """Yield what would give another winner: answers, then importances that one can set."""
    if not d.answers:
        return
    for a in d.guide.alternatives:
        flips = [(f.criterion, f.option) for f in d.flips.answers if f.winner == a.id]
        if flips:
            yield Change(say("change.answer", winner=a.name), tuple(_instead(say, d, flips)))
    if not d.flips.answers:
        yield _together(say, d)
    given = {answer.criterion: answer.importance for answer in d.answers}
    weights = list(by_weight(d.walk, d.winner))
    for a in d.guide.alternatives:
        some: dict[str, list[int]] = {}
        for f in weights:
            if f.winner == a.id:
                some.setdefault(f.criterion, []).append(f.importance)
        ways = tuple(
            _importance(say, d.guide.criterion(name).title, found, given[name])
            for name, found in some.items()
        )
        if ways:
            yield Change(say("change.importance", winner=a.name), ways)
    if not weights:
        yield Change(say("change.weights"), ())


def _together(say: Phrases, d: Decision) -> Change:
    fewest = d.flips.fewest
    if fewest is None:
        return Change(say("change.never"), ())
    if fewest.count is None:
        return Change(say("change.unknown"), ())
    ways = tuple(_instead(say, d, [(c.criterion, c.option) for c in fewest.answers]))
    return Change(say("change.fewest", n=fewest.count), ways)


def _instead(say: Phrases, d: Decision, flips: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield one sentence for each question, with all its answers that do it."""
    grouped: dict[str, list[str]] = {}
    for criterion_id, option_id in flips:
        grouped.setdefault(criterion_id, []).append(option_id)
    for criterion_id, options in grouped.items():
        now = d.given.options[criterion_id]
        yield _other_answers(d.guide, say, criterion_id, tuple(options), now)


@once_each
def _other_answers(
    guide: Guide, say: Phrases, criterion_id: str, options: tuple[str, ...], now: str
) -> str:
    criterion = guide.criterion(criterion_id)
    labels = (say("number.quoted", text=criterion.option(o).label) for o in options)
    return say(
        "change.instead",
        title=criterion.title,
        labels=say("number.or").join(labels),
        given=criterion.option(now).label,
    )


def _importance(say: Phrases, title: str, found: list[int], now: int) -> str:
    """Say which importances do it, the lowest first; there is no gap between them."""
    kind = "weight" if len(found) == 1 else "range"
    return say(f"change.{kind}", title=title, least=found[0], most=found[-1], now=now)
