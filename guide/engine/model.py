"""The guide: what `criteria.yaml` may say, as frozen types."""

import datetime
import functools
import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import pydantic
from pydantic import Field

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
_PLAIN = r"[^\x00-\x08\x0b-\x1f\x7f]"  # no control characters but tab and line feed
Text = Annotated[str, Field(pattern=rf"^{_PLAIN}*\S{_PLAIN}*$", max_length=4000)]
Fit = Annotated[int, Field(ge=0, le=10)]
Importance = Annotated[int, Field(ge=0, le=5)]
Points = Annotated[int, Field(ge=0, le=100)]
Url = Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=500)]
Origin = Literal["article", "ours"]


class Part(pydantic.BaseModel):
    """A piece of a guide: frozen, of exact types, without unknown keys."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid", strict=True)


class Source(Part):
    """Where something is said. An address is left out only where none is known."""

    title: Text
    url: Url | None = None
    note: Text | None = None


class Point(Part):
    """An advantage or a drawback of an alternative."""

    says: Text
    origin: Origin | None = None
    sources: tuple[Source, ...] = ()


class Claim(Part):
    """What the source says, and what was found when it was checked."""

    id: Id | None = None
    says: Text
    origin: Origin | None = None
    verdict: Literal["holds", "partly", "outdated", "unverified"]
    note: Text
    checked: datetime.date
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    demo: Id | None = None


class Alternative(Part):
    """One of the things to choose from."""

    id: Id
    name: Annotated[Text, Field(max_length=60)]
    summary: Text
    url: Url | None = None
    advantages: tuple[Point, ...] = ()
    drawbacks: tuple[Point, ...] = ()


class Option(Part):
    """One way to answer a criterion's question.

    `fit` is 0 to 10 for every alternative, on one scale for the whole guide; `because` has a
    sentence for every alternative; `rules_out` names those that the option excludes, with reasons.
    """

    id: Id
    label: Annotated[Text, Field(max_length=200)]
    fit: dict[str, Fit]
    because: dict[str, Text]
    rules_out: dict[str, Text] = {}


class Criterion(Part):
    """A question. `when` maps earlier criteria to the answers that make it worth asking."""

    id: Id
    title: Annotated[Text, Field(max_length=80)]
    ask: Text
    why: Text
    origin: Origin | None = None
    importance: Importance = 3
    when: dict[str, Annotated[tuple[str, ...], Field(min_length=1)]] = {}
    options: Annotated[tuple[Option, ...], Field(min_length=1, max_length=50)]
    claims: tuple[Claim, ...] = ()

    def option(self, option_id: str) -> Option:
        """Return the option `option_id`; raise `KeyError` if there is none."""
        return self._options[option_id]

    @functools.cached_property
    def _options(self) -> Mapping[str, Option]:
        return {option.id: option for option in self.options}


class VerdictMargins(Part):
    """Margins in points of fit: below `close` is too close to call, from `clear` on it is clear."""

    close: Points = 5
    clear: Points = 20


class Guide(Part):
    """A whole guide: what `criteria.yaml` holds."""

    title: Annotated[Text, Field(max_length=200)]
    updated: datetime.date
    source: Source | None = None
    alternatives: Annotated[tuple[Alternative, ...], Field(min_length=2, max_length=50)]
    verdict: VerdictMargins = VerdictMargins()
    claims: tuple[Claim, ...] = ()
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=500)]

    def criterion(self, criterion_id: str) -> Criterion:
        """Return the criterion `criterion_id`; raise `KeyError` if there is none."""
        return self._criteria[criterion_id]

    def alternative(self, alternative_id: str) -> Alternative:
        """Return the alternative `alternative_id`; raise `KeyError` if there is none."""
        return next(a for a in self.alternatives if a.id == alternative_id)

    @functools.cached_property
    def _criteria(self) -> Mapping[str, Criterion]:
        return {criterion.id: criterion for criterion in self.criteria}

    @functools.cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change with anything in the guide."""
        text = json.dumps(self.as_data(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def as_data(self) -> dict[str, Any]:
        """Return the guide as plain data under the names of `criteria.yaml`."""
        return self.model_dump(mode="json", exclude_defaults=False, exclude_none=True)
