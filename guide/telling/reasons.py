"""The part of a decision that says why: what weighs most, and each answer with its reasons."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeVar

from guide.engine.decision import Decision
from guide.engine.model import Guide
from guide.engine.once import once_each
from guide.engine.scoring import Contribution, given
from guide.engine.tenths import points, table
from guide.telling.nodes import (
    FEW,
    MANY,
    Bar,
    Heading,
    Items,
    Line,
    Link,
    Node,
    Reason,
    Reasons,
    Span,
    Text,
    filled,
)
from guide.telling.phrases import Phrases
from guide.telling.verdict import briefs, names

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

MOST = 3  # reasons that are named at the top
Runs = Mapping[str, tuple[Link, ...]]  # by criterion: the demos that show it


def alike(told: Iterable[tuple[T, K]]) -> dict[K, list[T]]:
    """Return each sentence once with all that it is told of, in the order they come in."""
    found: dict[K, list[T]] = {}
    for whom, what in told:
        found.setdefault(what, []).append(whom)
    return found


def weighs(say: Phrases, d: Decision) -> Iterator[Node]:
    """Yield the answers that weigh most, by how many points, and the way past all that follows."""
    lines: list[Line] = []
    for row in d.contributions[:MOST]:
        if tenths := spread(row):
            woven = _weight(d.guide, say, row.criterion, row.option, row.importance)
            lines.append(filled(woven, (say.points(of_hundred(tenths, d.whole)),)))
    if lines:
        yield Heading(2, say("weighs.title"))
        yield Items(tuple(lines))
        yield Text("screen", (Link(say("result.take"), "#take"),))


@once_each
def _weight(
    guide: Guide, say: Phrases, criterion_id: str, option_id: str, importance: int
) -> tuple[Span | None, ...]:
    """Return the sentence, with None in the place of the points: these depend on other answers."""
    criterion = guide.criterion(criterion_id)
    row = given(guide, criterion_id, option_id, importance).gives
    called = names(guide)
    most = max(gain.points for gain in row.points)
    return say.woven(
        "weighs.by" if len(row.points) == 2 else "weighs.upto",
        question=Link(criterion.title, f"#q-{criterion.id}"),
        label=criterion.option(option_id).label,
        points=None,
        names=say.few(called[gain.alternative] for gain in row.points if gain.points == most),
    )


def of_hundred(tenths: int, whole: int) -> Fraction:
    """Return what fit times importance, in tenths, is in points of 100: 10·t/W, as t has tenths."""
    return Fraction(tenths, whole)


def spread(row: Contribution) -> int:
    """Return the largest difference between two alternatives that an answer makes, in tenths."""
    tenths = [gain.tenths for gain in row.points]
    return max(tenths) - min(tenths)


def why(say: Phrases, d: Decision, runs: Runs) -> Iterator[Node]:
    """Yield every answer that counts, with what it gives each alternative and why."""
    if not d.contributions:
        return
    yield Heading(2, say("why.title"))
    yield Text("small", (say("why.order"),))
    yield Text("screen", (say("why.change"),))
    ranked = tuple(s.id for s in d.alternatives)
    order = ranked[:MANY] if len(ranked) > FEW else ()
    if len(ranked) > MANY:
        compare = Link(say("why.compare"), "/compare/")
        line: Line = say.woven("why.best", n=str(MANY), compare=compare)
        yield Text("small", line)
    rows = []
    for row in d.contributions:
        answer = row.criterion, row.option, row.importance
        rows.append(_reason(d.guide, say, *answer, runs.get(row.criterion, ()), order))
    yield Reasons(tuple(rows))


@once_each
def _reason(
    guide: Guide,
    say: Phrases,
    criterion_id: str,
    option_id: str,
    importance: int,
    runs: tuple[Link, ...],
    order: tuple[str, ...],
) -> Reason:
    criterion = guide.criterion(criterion_id)
    because, fits = criterion.option(option_id).because, table(guide)[criterion_id][option_id].fits
    called, short, places = names(guide), briefs(guide), guide.place_of
    shown = order or tuple(called)
    texts = alike((called[name], because.get(name)) for name in shown)
    return Reason(
        criterion_id,
        criterion.title,
        criterion_page(criterion_id),
        option_id,
        importance,
        tuple(
            Bar(short[name], places[name], points(fit), 0, say("why.fit", fit=say.tenths(fit)))
            for name in shown
            for fit in [fits[places[name]]]
        ),
        tuple(
            # what holds for all of them names nobody
            ("" if len(told) == len(shown) else say.few(told), text)
            for text, told in texts.items()
            if text
        ),
        runs,
    )


def criterion_page(criterion_id: str) -> str:
    """Return the path of a criterion’s page in the site."""
    return f"/criteria/{criterion_id}/"
