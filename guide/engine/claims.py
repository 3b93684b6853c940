"""What is said about the alternatives and the questions, and where it is said."""

import datetime
from typing import Annotated, Literal

from pydantic import Field

from guide.engine.part import Part
from guide.engine.values import Id, Link, Origin, Text, Url

Early = Literal["clear.early", "slight.early", "close.early", "tie.early"]
Tried = Literal["first", "clear", "slight", "close", "tie", Early]


class Source(Part):
    """Where something is said. An address is left out only where none is known."""

    title: Text
    """What it is called."""
    url: Url | None = None
    """Its address, https://…"""
    note: Text | None = None
    """What there is to know about it."""


class Point(Part):
    """An advantage or a drawback of an alternative."""

    says: Text
    """The point, in a sentence."""
    origin: Origin | None = None
    """Who says so: the article, or we ourselves."""
    sources: tuple[Source, ...] = ()
    """Where it is said."""


class Claim(Part):
    """What the source says, and what was found when it was checked."""

    id: Id | None = None
    """What links lead to: /compare/#claim-<id>, or the criterion's page."""
    says: Text
    """What is claimed."""
    origin: Origin | None = None
    """Who claims it: the article, or we ourselves."""
    verdict: Literal["holds", "partly", "outdated", "unverified"]
    """What was found: it holds, holds in part, did once, or could not be verified."""
    note: Text
    """What was found, in a sentence or two."""
    checked: datetime.date
    """The day on which it was checked, such as 2026-11-22."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    """Where it can be looked up."""
    demo: Id | None = None
    """The live demo that shows it, where the site has them."""


class Trials(Part):
    """What came of the verdicts in cases of which one knows how they ended."""

    link: Link
    """The page that tells how they were tried, such as /method/#how-we-tried-it."""
    says: dict[Tried, Text]
    """A sentence for each verdict that has one; `.early` while much is open, else as without."""
