"""The guide: what `criteria.yaml` may say, as frozen types."""

import datetime
import functools
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Concatenate, Literal, ParamSpec, TypeVar

import pydantic
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
CONTROL = r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # all control characters but tab and line feed
_PLAIN = CONTROL.replace("[", "[^")
_SHOWN = CONTROL.replace("[", r"[^\s")
Text = Annotated[str, Field(pattern=rf"^{_PLAIN}*{_SHOWN}{_PLAIN}*$", max_length=4000)]
OTHERS = "others"  # in a file: every alternative that is not named
MOST_ALTERNATIVES = 50
MOST_WHEN = 50  # mappings in one `when`
MOST_ELSEWHERE = 50
MOST_RULES = 100
MOST_KEPT = 4096  # of what is computed once for each option and importance


def _in_tenths(fit: float) -> int | float:
    """Return a fit as it is written: 6 for 6.0, and 6.5."""
    tenths = round(fit * 10)
    if tenths / 10 != fit:
        raise ValueError("a number from 0 to 10, in steps of 0.1")
    return tenths // 10 if tenths % 10 == 0 else fit


Fit = Annotated[float, Field(ge=0, le=10), AfterValidator(_in_tenths)]
Importance = Annotated[int, Field(ge=0, le=5)]
Points = Annotated[int, Field(ge=0, le=100)]
Url = Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=500)]
Link = Annotated[
    str, Field(pattern=r"^(/|/[^/\s<>\"][^\s<>\"]*|https://[^\s<>\"]+)$", max_length=500)
]
Language = Annotated[str, Field(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", max_length=35)]
Origin = Literal["article", "ours"]
# not strict, which would refuse lists for tuples after a validator of ours
Conditions = dict[str, Annotated[tuple[str, ...], Field(min_length=1, strict=False)]]
Some = Annotated[Conditions, Field(min_length=1)]


def _listed(when: Any) -> Any:
    """Read one mapping as a list of one; an empty one is no condition."""
    if isinstance(when, dict):
        return (when,) if when else ()
    if isinstance(when, list | tuple):
        return when
    raise ValueError("a mapping of earlier criteria to answers, or a list of such mappings")


def _written(when: tuple[Conditions, ...]) -> Conditions | tuple[Conditions, ...]:
    return when if len(when) > 1 else when[0] if when else {}


When = Annotated[
    tuple[Some, ...],
    Field(max_length=MOST_WHEN, strict=False),
    BeforeValidator(
        _listed,
        json_schema_input_type=Conditions
        | Annotated[list[Some], Field(min_length=1, max_length=MOST_WHEN)],
    ),
    PlainSerializer(_written),
]

# in a file, nothing beside `others` excepts one: `rules_out: {flask: , others: Too large.}`
RulesOut = Annotated[
    dict[str, Text],
    BeforeValidator(lambda value: value, json_schema_input_type=dict[str, Text | None]),
]


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

    `fit` is 0 to 10 for every alternative in steps of 0.1, on one scale for the whole guide;
    `because` may have a sentence for each; `rules_out` names those that the option excludes, with
    reasons. In a file `others` stands for every alternative that is not named; in a loaded guide
    each has its own.
    """

    id: Id
    label: Annotated[Text, Field(max_length=200)]
    fit: dict[str, Fit]
    because: dict[str, Text] = {}
    rules_out: RulesOut = {}


class Criterion(Part):
    """A question.

    `when` holds mappings of earlier criteria to the answers that make it worth asking: it is asked
    if all of one of them hold, or if there is none. `section` is a heading over it and the next.
    """

    id: Id
    title: Annotated[Text, Field(max_length=80)]
    ask: Text
    why: Text
    origin: Origin | None = None
    importance: Importance = 3
    section: Annotated[Text, Field(max_length=80)] | None = None
    when: When = ()
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


class Rule(Part):
    """A rule holds if each of `when` is answered so, and counts, and none of `unless` is."""

    when: Some
    unless: Conditions = {}


class Destination(Part):
    """What to look at before the alternatives, or beside them, if one of its rules holds."""

    id: Id
    name: Annotated[Text, Field(max_length=60)]
    place: Literal["first", "beside"]
    because: Text
    link: Link
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, max_length=MOST_RULES)]


class Guide(Part):
    """A whole guide: what `criteria.yaml` holds."""

    title: Annotated[Text, Field(max_length=200)]
    updated: datetime.date
    lang: Language = "en"
    demos: bool = False
    source: Source | None = None
    alternatives: Annotated[
        tuple[Alternative, ...], Field(min_length=2, max_length=MOST_ALTERNATIVES)
    ]
    verdict: VerdictMargins = VerdictMargins()
    claims: tuple[Claim, ...] = ()
    elsewhere: Annotated[tuple[Destination, ...], Field(max_length=MOST_ELSEWHERE)] = ()
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
    def _once(self) -> dict[Any, Any]:
        return {}

    @functools.cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change with anything in the guide."""
        text = json.dumps(self.as_data(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def as_data(self) -> dict[str, Any]:
        """Return the guide as plain data under the names of `criteria.yaml`."""
        return self.model_dump(mode="json", exclude_defaults=False, exclude_none=True)


Found = TypeVar("Found")
Given = ParamSpec("Given")


def once(compute: Callable[[Guide], Found]) -> Callable[[Guide], Found]:
    """Make a function of a guide compute once for each guide, which keeps what was found."""

    @functools.wraps(compute)
    def kept(guide: Guide) -> Found:
        if compute not in guide._once:
            guide._once[compute] = compute(guide)
        found: Found = guide._once[compute]
        return found

    return kept


def once_each(
    compute: Callable[Concatenate[Guide, Given], Found],
) -> Callable[Concatenate[Guide, Given], Found]:
    """Make a function of a guide and a few small values compute once for each of them.

    A guide keeps the last `MOST_KEPT` that were found, so that no answers of strangers fill it up.
    """

    @functools.wraps(compute)
    def kept(guide: Guide, /, *given: Given.args, **named: Given.kwargs) -> Found:
        if compute not in guide._once:
            each = functools.partial(compute, guide)
            guide._once[compute] = functools.lru_cache(MOST_KEPT)(each)
        found: Found = guide._once[compute](*given, **named)
        return found

    return kept
