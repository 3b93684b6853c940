"""The guide: what `criteria.yaml` may say, as frozen types."""

import datetime
import functools
import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from guide.engine.claims import Claim, Point, Source, Trials
from guide.engine.colors import Color
from guide.engine.part import Part
from guide.engine.values import (
    LONGEST_SHORT,
    Conditions,
    Fit,
    Id,
    Importance,
    Language,
    Link,
    Mark,
    Name,
    Origin,
    Points,
    Reasons,
    Some,
    Text,
    Url,
    When,
)

MOST_ALTERNATIVES = 200
MOST_CRITERIA = 500
MOST_OPTIONS = 50  # of one criterion
MOST_FITS = 50_000  # of all options together: what pages, export and audit have to carry
MOST_ELSEWHERE = 50
MOST_RULES = 100  # of one destination
LONGEST_TITLE = 200  # characters of the guide's, as of an option's label
LONGEST_HEADING = 80  # characters of a criterion's title, and of a section


class Alternative(Part):
    """One of the things to choose from."""

    id: Id
    """Its name in this file and in links: lower-case letters, digits and hyphens."""
    name: Name
    """Its name, as readers know it."""
    short: Annotated[Text, Field(max_length=LONGEST_SHORT)] | None = None
    """A shorter name for bars, tables and the line that follows the answers."""
    color: Color | None = None
    """Its colour in bars and marks: "#0a6a86", or one for light and one for dark pages."""
    mark: Mark | None = None
    """One or two characters that stand before its name, in place of a shape."""
    summary: Text
    """What it is, in a sentence; with the winner it stands first."""
    url: Url | None = None
    """Where it is documented."""
    advantages: tuple[Point, ...] = ()
    """What speaks for it."""
    drawbacks: tuple[Point, ...] = ()
    """What speaks against it."""

    @property
    def brief(self) -> str:
        """The name for where there is little room."""
        return self.short or self.name


class Option(Part):
    """One way to answer a criterion's question.

    `fit` is 0 to 10 for every alternative in steps of 0.1, on one scale for the whole guide;
    `because` may have a sentence for each; `rules_out` names those that the option excludes, with
    reasons. In a file `others` stands for every alternative that is not named; in a loaded guide
    each has its own.
    """

    id: Id
    """Its name in this file and in links."""
    label: Annotated[Text, Field(max_length=LONGEST_TITLE)]
    """The answer, as a reader chooses it."""
    fit: dict[str, Fit]
    """How well each alternative fits this answer, 0 to 10; others: all that are not named."""
    because: Reasons = Field(default_factory=dict)
    """Why, in a sentence for each alternative that has a reason."""
    rules_out: Reasons = Field(default_factory=dict)
    """Which alternatives are out with this answer, each with the reason."""


class Criterion(Part):
    """A question.

    `when` holds mappings of earlier criteria to the answers that make it worth asking: it is asked
    if all of one of them hold, or if there is none. `section` is a heading over it and the next.
    """

    id: Id
    """Its name in this file and in links, and of its page: content/criteria/<id>.md."""
    title: Annotated[Text, Field(max_length=LONGEST_HEADING)]
    """A few words, for tables."""
    ask: Text
    """The question."""
    why: Text
    """Why it is asked, in a sentence."""
    origin: Origin | None = None
    """Who asks: the article, or we ourselves."""
    importance: Importance = 3
    """How much it weighs, 0 to 5, where a reader does not say otherwise."""
    section: Annotated[Text, Field(max_length=LONGEST_HEADING)] | None = None
    """A heading over this and the following questions."""
    when: When = ()
    """Asked only if these earlier answers are given; of a list, one mapping must hold."""
    options: Annotated[tuple[Option, ...], Field(min_length=1, max_length=MOST_OPTIONS)]
    """The answers to choose from."""
    claims: tuple[Claim, ...] = ()
    """What is claimed about it, and what was found."""

    def option(self, option_id: str) -> Option:
        """Return the option `option_id`; raise `KeyError` if there is none."""
        return self._options[option_id]

    @property
    def depends_on(self) -> list[str]:
        """The earlier criteria that `when` names, each once."""
        return list(dict.fromkeys(name for conditions in self.when for name in conditions))

    @functools.cached_property
    def _options(self) -> Mapping[str, Option]:
        return {option.id: option for option in self.options}


class VerdictMargins(Part):
    """Margins in points of fit: below `close` is too close to call, from `clear` on it is clear."""

    close: Points = 5
    """A lead of fewer points is too close to call."""
    clear: Points = 20
    """A lead of so many points or more is clear."""


class Rule(Part):
    """A rule holds if each of `when` is answered so, and counts, and none of `unless` is."""

    when: Some
    """Criteria, each with the answers of which one must be given."""
    unless: Conditions = Field(default_factory=dict)
    """Criteria, each with answers that speak against it."""

    @property
    def depends_on(self) -> list[str]:
        """The criteria that it names."""
        return [*self.when, *self.unless]


class Destination(Part):
    """What to look at before the alternatives, or beside them, if one of its rules holds."""

    id: Id
    """Its name in this file."""
    name: Name
    """Its name, as it reads in “Look at … first”."""
    place: Literal["first", "beside"]
    """first: before any alternative; beside: it does a part, and the verdict is about the rest."""
    because: Text
    """Why, in a sentence."""
    link: Link
    """A page of the site such as /neither/#a-server, or https://…"""
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, max_length=MOST_RULES)]
    """It is shown if one of them holds."""


class Guide(Part):
    """A whole guide: what `criteria.yaml` holds."""

    title: Annotated[Text, Field(max_length=LONGEST_TITLE)]
    """The guide's name, best as a question."""
    updated: datetime.date
    """The day of the last change, such as 2026-11-22."""
    lang: Language = "en"
    """The language of its texts, such as ar or pt-BR, and with it the direction."""
    demos: bool = False
    """Whether this site has the live twins and the benchmark."""
    source: Source | None = None
    """What the guide is built from."""
    alternatives: Annotated[
        tuple[Alternative, ...], Field(min_length=2, max_length=MOST_ALTERNATIVES)
    ]
    """What there is to choose from, two or more."""
    verdict: VerdictMargins = VerdictMargins()
    """From which lead on the verdict is said how."""
    trials: Trials | None = None
    """What came of such verdicts in cases of which one knows how they ended."""
    claims: tuple[Claim, ...] = ()
    """What is claimed about the whole, and what was found."""
    elsewhere: Annotated[tuple[Destination, ...], Field(max_length=MOST_ELSEWHERE)] = ()
    """What to look at before the alternatives, or beside them."""
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=MOST_CRITERIA)]
    """The questions, in order."""

    def criterion(self, criterion_id: str) -> Criterion:
        """Return the criterion `criterion_id`; raise `KeyError` if there is none."""
        return self._criteria[criterion_id]

    def alternative(self, alternative_id: str) -> Alternative:
        """Return the alternative `alternative_id`; raise `KeyError` if there is none."""
        return self._alternatives[alternative_id]

    @functools.cached_property
    def place_of(self) -> Mapping[str, int]:
        """The place of each alternative, from 0: it has its hue and its shape by that."""
        return {alternative.id: place for place, alternative in enumerate(self.alternatives)}

    @functools.cached_property
    def _criteria(self) -> Mapping[str, Criterion]:
        return {criterion.id: criterion for criterion in self.criteria}

    @functools.cached_property
    def _alternatives(self) -> Mapping[str, Alternative]:
        return {alternative.id: alternative for alternative in self.alternatives}

    @functools.cached_property
    def _once(self) -> dict[Any, Any]:
        return {}

    @functools.cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change with anything in the guide."""
        text = json.dumps(self.as_data(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def as_data(self) -> dict[str, Any]:
        """Return the guide as plain data under the names of `criteria.yaml`."""
        return self.model_dump(mode="json", exclude_none=True)
