"""A recommendation as an architecture decision record in Markdown, to keep beside the code.

`static/adr.js` writes the same text in the page.
"""

import datetime
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from guide.engine.model import Guide
from guide.telling.phrases import decimal

CHOICES = {
    "clear": "We choose {winner}."
    " It leads by {margin} points of fit out of 100, which is a clear lead.",
    "slight": "We choose {winner}."
    " It leads by {margin} points of fit out of 100, which is a slight lead.",
    "close": "We lean towards {winner}."
    " It leads by only {margin} points of fit out of 100, which is too close to call.",
    "only": "We choose {winner}. Our answers rule out everything else.",
    "tie": "Still open: the best fit equally well.",
    "none": "Still open: our answers rule out every option.",
    "unanswered": "Still open: nothing that counts has been answered yet.",
}

OPEN = " The questions that we left open can still change this."
BEYOND = ", beyond the scale of 0 to 5"
NOTHING = "- No other answers to the same questions, and no other importance of one of them."
ANYTHING = "- Any answer: nothing has been answered yet."


def markdown(guide: Guide, data: Mapping[str, Any], link: str, date: datetime.date) -> str:
    """Return the record of a result; `data` is that of `analysis.as_data`, `link` leads to it."""
    return "\n".join(_lines(guide, data, link, date)) + "\n"


def _lines(guide: Guide, data: Mapping[str, Any], link: str, date: datetime.date) -> Iterator[str]:
    names = {a.id: a.name for a in guide.alternatives}
    winner = names.get(data["winner"], "")
    yield f"# Decision: {winner or 'still open'}"
    yield ""
    yield "- Status: proposed"
    yield f"- Date: {date}"
    yield f"- Guide: of {guide.updated}, version {data['guide']['digest']}"
    yield ""
    yield "## Context"
    yield ""
    yield f"The question: {guide.title}"
    yield ""
    if data["answers"]:
        yield "| Question | Answer | Importance, 0 to 5 |"
        yield "|---|---|---|"
    for answer in data["answers"]:
        criterion = guide.criterion(answer["criterion"])
        label = criterion.option(answer["option"]).label
        yield f"| {_cell(criterion.ask)} | {_cell(label)} | {answer['importance']} |"
    if data["skipped"]:
        yield from ["", "Not answered:", ""] if data["answers"] else ["Not answered:", ""]
    for name in data["skipped"]:
        yield f"- {guide.criterion(name).ask}"
    yield from ["", "## Options considered", ""]
    for row in data["alternatives"]:
        alternative = guide.alternative(row["id"])
        fit = "" if row["fit"] is None else f" Fit: {row['fit']} of 100."
        vetoes = "".join(
            f" Ruled out by “{guide.criterion(veto['criterion']).title}”: {veto['reason']}"
            for veto in row["ruled_out"]
        )
        yield f"- **{alternative.name}**: {alternative.summary}{fit}{vetoes}"
    yield from ["", "## Decision", ""]
    rest = "" if data["decided"] or not data["answers"] else OPEN
    yield CHOICES[data["verdict"]].format(winner=winner, margin=_tenths(data["margin"])) + rest
    if data["contributions"]:
        yield from ["", "## Reasons", ""]
    for row in data["contributions"]:
        criterion = guide.criterion(row["criterion"])
        yield f"- {criterion.title}: {criterion.option(row['option']).label}"
        for gain in row["points"]:
            yield f"  - {names[gain['alternative']]}, {gain['points']} points: {gain['because']}"
    yield from ["", "## What would change it", ""]
    yield from list(_changes(guide, data, names)) or [NOTHING if data["answers"] else ANYTHING]
    yield from ["", "## Where this comes from", "", f"<{link}>"]


def _changes(guide: Guide, data: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    flips = data["flips"]
    given = {answer["criterion"]: answer["importance"] for answer in data["answers"]}
    for flip in flips["answers"]:
        criterion = guide.criterion(flip["criterion"])
        label = criterion.option(flip["option"]).label
        yield f"- {names[flip['winner']]}, if the answer to “{criterion.ask}” were “{label}”."
    for flip in flips["importance"]:
        (above, below), now = flip["at"], given[flip["criterion"]]
        side = "above" if above >= now * below else "below"
        title, at = guide.criterion(flip["criterion"]).title, _tenths(flip["at"])
        winner = names[flip["winner"]]
        scale = BEYOND if above >= 5 * below else ""
        yield f"- {winner}, if the importance of “{title}” were {side} {at}{scale}; it is {now}."
    fewest = flips["fewest"]
    if fewest and fewest["count"] > 1:
        both = [
            f"“{guide.criterion(change['criterion']).option(change['option']).label}” "
            f"for “{guide.criterion(change['criterion']).title}”"
            for change in fewest["answers"]
        ]
        yield f"- Another winner, with these {fewest['count']} answers instead: {', '.join(both)}."


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _tenths(fraction: list[int] | None) -> str:
    return decimal(Fraction(*fraction)) if fraction else ""
