"""The logic of a guide: which answers open questions, and which rule alternatives out.

`steps()` says it as data for a text, `svg()` draws the same: questions from top to bottom; on the
left, lines from a question to those that its answers open; on the right, lines from answers to the
alternatives that they rule out. Made of plain elements with classes, it takes its colours from the
page, and is narrow enough for a telephone.
"""

import textwrap
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from guide.engine.directions import APART, ENDS, has_leftwards
from guide.engine.model import Alternative, Criterion, Guide
from guide.telling.phrases import Phrases

LANE = 10  # between two lines side by side
LINE = 17  # between two lines of text
PAD = 8
BOX = 250  # the width of a question
LETTERS = 31  # that fit into it in a wide font


class Condition(NamedTuple):
    """A question is asked only if an earlier one was answered in some way.

    `says` is that in words: `if Project size: “Medium” or “Large”`. Further ones begin with `and`,
    or with `or if` where another way begins.
    """

    criterion: Criterion
    says: str

    def __str__(self) -> str:
        return self.says


class Exclusion(NamedTuple):
    """An answer that rules an alternative out, in words and with the reason.

    `says` is `“Several teams”: not Flask`.
    """

    alternative: str
    says: str
    reason: str

    def __str__(self) -> str:
        return self.says


class Step(NamedTuple):
    """A question: what must be answered before it is asked, and what its answers exclude."""

    criterion: Criterion
    conditions: tuple[Condition, ...]
    exclusions: tuple[Exclusion, ...]


def steps(say: Phrases, guide: Guide) -> tuple[Step, ...]:
    """Return the questions in order with their conditions and exclusions."""
    return tuple(
        Step(c, tuple(_conditions(say, guide, c)), tuple(_exclusions(say, guide, c)))
        for c in guide.criteria
    )


def _conditions(say: Phrases, guide: Guide, criterion: Criterion) -> Iterator[Condition]:
    for number, conditions in enumerate(criterion.when):
        for place, (name, options) in enumerate(conditions.items()):
            phrase = "logic.and" if place else "logic.or" if number else "logic.if"
            earlier = guide.criterion(name)
            quoted = (say("number.quoted", text=earlier.option(o).label) for o in options)
            said = say(phrase, title=earlier.title, labels=say.either(quoted))
            yield Condition(earlier, said)


def _exclusions(say: Phrases, guide: Guide, criterion: Criterion) -> Iterator[Exclusion]:
    for option in criterion.options:
        label = say("number.quoted", text=option.label)
        for name, reason in option.rules_out.items():
            says = say("logic.veto", label=label, name=guide.alternative(name).name)
            yield Exclusion(name, says, reason)


def told(say: Phrases, step: Step) -> str:
    """Return a question with its conditions and exclusions in one line."""
    conditions = say("logic.asked", conditions=" ".join(map(str, step.conditions)))
    asked = [step.criterion.title, *([conditions] if step.conditions else [])]
    parts = [say("number.comma").join(asked), *map(str, step.exclusions)]
    return say("logic.next").join(parts)


def text(say: Phrases, found: tuple[Step, ...]) -> str:
    """Return the logic as plain text, a line for each question, condition and exclusion."""
    lines = []
    for number, step in enumerate(found, 1):
        lines.append(f"{number}. {step.criterion.title}")
        said = list(map(str, step.conditions))
        lines += [f"   {say('logic.asked', conditions=one)}" for one in said[:1]]
        lines += [f"   {one}" for one in said[1:]]
        lines += [f"   {exclusion} ({exclusion.reason})" for exclusion in step.exclusions]
    return "\n".join(lines) + "\n"


class _Lanes(NamedTuple):
    """Where things are from left to right: the boxes, and the lane of each line beside them.

    `opens` has the lane of a question by its id, `excludes` that of an alternative.
    """

    left: int
    right: int
    width: int
    opens: dict[str, int]
    excludes: dict[str, int]


def svg(say: Phrases, guide: Guide) -> str:
    """Return the picture as an SVG element, to be put into a page."""
    found = steps(say, guide)
    lanes = _lanes(guide, found)
    starts: dict[str, int] = {}
    parts: list[str] = []
    y = PAD
    for number, step in enumerate(found, 1):
        drawn, y = _question(lanes, starts, number, step, y)
        parts += drawn
    for alternative in guide.alternatives:
        parts += _alternative(lanes, starts, alternative, y)
        y += LINE + 2 * PAD
    return (
        f'<svg class="logic" viewBox="0 0 {lanes.width} {y}" width="{lanes.width}" height="{y}" '
        'role="img" aria-labelledby="logic-title logic-desc" font-size="13" fill="currentColor">'
        f'<title id="logic-title">{escape(say("logic.title", title=guide.title))}</title>'
        f'<desc id="logic-desc">{escape(text(say, found))}</desc>{"".join(parts)}</svg>'
    )


def _lanes(guide: Guide, found: tuple[Step, ...]) -> _Lanes:
    out = {exclusion.alternative for step in found for exclusion in step.exclusions}
    excluded = [alternative.id for alternative in guide.alternatives if alternative.id in out]
    opening = dict.fromkeys(c.criterion.id for step in found for c in step.conditions)
    left = PAD + LANE * len(opening)
    right = left + BOX
    return _Lanes(
        left,
        right,
        width=right + LANE * (len(excluded) + 1),
        opens={name: PAD + LANE * place for place, name in enumerate(opening)},
        excludes={name: right + LANE * place for place, name in enumerate(excluded, 1)},
    )


def _question(
    lanes: _Lanes, starts: dict[str, int], number: int, step: Step, y: int
) -> tuple[list[str], int]:
    """Return a question at the height y, with what it depends on and excludes, and where it ends.

    `starts` gets the heights at which lines from it begin.
    """
    left, right, parts = lanes.left, lanes.right, list[str]()
    for condition in step.conditions:
        lines = textwrap.wrap(str(condition), LETTERS)
        parts += _text(left + LANE, y, lines, "logic-condition")
        y += LINE * len(lines) + PAD // 2
    lines = textwrap.wrap(f"{number}. {step.criterion.title}", LETTERS)
    height = LINE * len(lines) + PAD
    starts[step.criterion.id] = y + height // 2
    parts.append(_box(left, y, BOX, height, "logic-question"))
    parts += _text(left + PAD, y + PAD // 2, lines, "logic-title")
    for place, condition in enumerate(step.conditions, 1):
        opener, at = condition.criterion.id, y + height * place // (len(step.conditions) + 1)
        path = f"M{left} {starts[opener]}H{lanes.opens[opener]}V{at}H{left}"
        parts.append(_edge(path, left, at, 1))
    y += height + PAD // 2
    for exclusion in step.exclusions:
        lines, at = textwrap.wrap(str(exclusion), LETTERS), y + LINE // 2
        parts += _text(left + LANE, y, lines, "logic-exclusion")
        path = f"M{right - PAD} {at}H{lanes.excludes[exclusion.alternative]}"
        parts.append(_line(path, "logic-veto"))
        starts.setdefault(f"veto {exclusion.alternative}", at)
        y += LINE * len(lines)
    return parts, y + PAD


def _alternative(
    lanes: _Lanes, starts: dict[str, int], alternative: Alternative, y: int
) -> Iterator[str]:
    """Yield an alternative at the height y, and the line from the answers that rule it out."""
    yield _box(lanes.left, y, BOX, LINE + PAD, "logic-alternative")
    yield from _text(lanes.left + PAD, y + PAD // 2, [alternative.name], "logic-title")
    if alternative.id in lanes.excludes:
        top, at = starts[f"veto {alternative.id}"], y + (LINE + PAD) // 2
        path = f"M{lanes.excludes[alternative.id]} {top}V{at}H{lanes.right}"
        yield _edge(path, lanes.right, at, -1, "veto")


def _text(x: int, y: int, lines: list[str], name: str) -> Iterator[str]:
    for number, line in enumerate(lines):
        baseline = y + LINE * number + 13
        # drawn from left to right, a line still has the order of its own letters
        own = f"{APART}{line}{ENDS}" if has_leftwards(line) else line
        yield f'<text class="{name}" x="{x}" y="{baseline}">{escape(own)}</text>'


def _box(x: int, y: int, width: int, height: int, name: str) -> str:
    return (
        f'<rect class="{name}" x="{x}" y="{y}" width="{width}" height="{height}" rx="4" '
        'fill="none" stroke="currentColor"/>'
    )


def _line(path: str, name: str) -> str:
    dashes = ' stroke-dasharray="3 3"' if name == "logic-veto" else ""
    return f'<path class="{name}" d="{path}" fill="none" stroke="currentColor"{dashes}/>'


def _edge(path: str, x: int, y: int, side: int, kind: str = "opens") -> str:
    """Return a line that ends in an arrow at x, y: pointing right for side 1, left for −1."""
    head = f'<path class="logic-{kind}" d="M{x} {y}l{-6 * side} -4v8z"/>'
    return _line(path, f"logic-{kind}") + head
