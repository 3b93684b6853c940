"""Regression cases of a guide: `cases.yaml` beside `criteria.yaml`, optional, run by `guide check`.

    cases:
      - name: A beginner's first model            # who answers like this
        answers: {experience: beginner, auth: none}
        importance: {auth: 5}                     # optional, as a visitor would set it
        winner: flask                             # an alternative, or null for no winner
        margin: 10                                # optional: the least lead, in points of fit
        elsewhere: [model-server]                 # optional: exactly these are shown, [] for none
        source: https://example.org/story         # optional: where such a case is told

`winner` may be left out where `elsewhere` is given.
A case that does not come true is a mistake at its place, as a broken rule of the guide is.
"""

import contextlib
import json
import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pydantic
from pydantic import Field

from guide.engine.answers import Answers, asked
from guide.engine.model import Guide
from guide.engine.part import Part
from guide.engine.scoring import recommend
from guide.engine.values import Id, Importance, Points, Text, Url
from guide.loading import explaining, yamlfile
from guide.loading.mistakes import Invalid, Mistake, Where
from guide.loading.names import unknown
from guide.loading.yamlfile import Document

FILE = "cases.yaml"


class Case(Part):
    """Answers of a kind of reader, and who should win for them."""

    name: Annotated[Text, Field(max_length=200)]
    answers: dict[str, str]
    importance: dict[str, Importance] = Field(default_factory=dict)
    winner: Id | None = None
    margin: Points = 0
    elsewhere: tuple[Id, ...] | None = None
    source: Url | None = None

    @property
    def names_winner(self) -> bool:
        """Tell whether a winner, or none, is expected."""
        return "winner" in self.model_fields_set


class Cases(Part):
    """What `cases.yaml` holds."""

    cases: tuple[Case, ...]


def check(guide: Guide, site: Path | str = ".") -> list[Mistake]:
    """Run the cases in the folder `site`, if there are any; return all that is wrong with them."""
    document, cases, mistakes = _read(site)
    for index, case in cases.items():
        found = list(_unknown(guide, case, document, ("cases", index)))
        mistakes += found or _untrue(guide, case, document, ("cases", index))
    return sorted(mistakes)


def unreadable(site: Path | str) -> list[Mistake]:
    """Return what is wrong with the file itself, for want of a guide to run its cases with."""
    return _read(site)[2]


def _read(site: Path | str) -> tuple[Document, dict[int, Case], list[Mistake]]:
    """Return the file with its places, its cases by number, and what is wrong with them alone."""
    path = Path(site) / FILE
    if not os.path.lexists(path):  # a link that leads nowhere is told
        return Document(FILE), {}, []
    try:
        document = yamlfile.read(path, FILE)
    except Invalid as invalid:
        return Document(FILE), {}, list(invalid.mistakes)
    mistakes = list(document.mistakes)
    try:
        cases = Cases.model_validate_json(json.dumps(document.data)).cases
    except pydantic.ValidationError as error:
        mistakes += explaining.explain(error, document, Cases)
        return document, dict(_whole(document.data)), mistakes
    return document, dict(enumerate(cases)), mistakes


def count(site: Path | str = ".") -> int:
    """Return how many cases the folder `site` has, where nothing is wrong with them."""
    return len(_read(site)[1])


def _whole(data: Any) -> Iterator[tuple[int, Case]]:
    """Yield the cases that are right by themselves, of data that is not right as a whole."""
    listed = data.get("cases") if isinstance(data, dict) else None
    for index, case in enumerate(listed if isinstance(listed, list) else ()):
        with contextlib.suppress(pydantic.ValidationError):
            yield index, Case.model_validate_json(json.dumps(case))


def _unknown(guide: Guide, case: Case, document: Document, at: Where) -> Iterator[Mistake]:
    options = {c.id: [o.id for o in c.options] for c in guide.criteria}
    open_now = {criterion.id for criterion in asked(guide, case.answers)}
    for name, option in case.answers.items():
        if name not in options:
            message = unknown("criterion", name, options)
            yield document.mistake((*at, "answers"), message, key=name)
        elif option not in options[name]:
            message = unknown("option", option, options[name])
            yield document.mistake((*at, "answers", name), message)
        elif name not in open_now:
            message = f"'{name}' is not asked after these answers (expected: no answer to it)"
            yield document.mistake((*at, "answers"), message, key=name)
    for name in case.importance.keys() - options.keys():
        message = unknown("criterion", name, options)
        yield document.mistake((*at, "importance"), message, key=name)
    names = [alternative.id for alternative in guide.alternatives]
    if case.winner is not None and case.winner not in names:
        message = f"{unknown('alternative', case.winner, names)}; for no winner: null"
        yield document.mistake((*at, "winner"), message)
    if not case.names_winner and case.elsewhere is None:
        yield document.mistake(at, "missing key 'winner'")
    destinations = [destination.id for destination in guide.elsewhere]
    for index, name in enumerate(case.elsewhere or ()):
        if name not in destinations:
            message = unknown("destination", name, destinations)
            yield document.mistake((*at, "elsewhere", index), message)


def _untrue(guide: Guide, case: Case, document: Document, at: Where) -> Iterator[Mistake]:
    result = recommend(guide, Answers(case.answers, case.importance))
    if case.names_winner and result.winner != case.winner:
        got, expected = result.winner or "no winner", case.winner or "no winner"
        message = f"{case.name}: got {got}, {result.verdict} (expected: {expected})"
        yield document.mistake((*at, "winner"), message)
    elif result.margin is not None and result.margin < case.margin:
        points = f"{math.floor(10 * result.margin) / 10:.1f}"  # never as much as was expected
        message = f"{case.name}: got a margin of {points} (expected: {case.margin} or more)"
        yield document.mistake((*at, "margin"), message)
    shown = {found.id for found in result.elsewhere}
    if case.elsewhere is not None and shown != set(case.elsewhere):
        got, expected = (", ".join(sorted(some)) or "nothing" for some in (shown, case.elsewhere))
        message = f"{case.name}: got {got} elsewhere (expected: {expected})"
        yield document.mistake((*at, "elsewhere"), message)
