"""What a single value of a guide may be: ids, texts, fits, addresses, conditions, colours."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

MOST_WHEN = 50  # mappings in one `when`
LONGEST_ID = 60  # characters, as all that follow
LONGEST_TEXT = 4000
LONGEST_ADDRESS = 500
LONGEST_NAME = 60  # of an alternative, of what is elsewhere
LONGEST_SHORT = 20
LONGEST_MARK = 2

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=LONGEST_ID)]
CONTROL = r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # all control characters but tab and line feed
_PLAIN = CONTROL.replace("[", "[^")
_SHOWN = CONTROL.replace("[", r"[^\s")
Text = Annotated[str, Field(pattern=rf"^{_PLAIN}*{_SHOWN}{_PLAIN}*$", max_length=LONGEST_TEXT)]
Name = Annotated[Text, Field(max_length=LONGEST_NAME)]
Mark = Annotated[str, Field(pattern=rf"^{_SHOWN}{{1,{LONGEST_MARK}}}$")]
OTHERS = "others"  # in a file: every alternative that is not named


def _in_tenths(fit: float) -> int | float:
    """Return a fit as it is written: 6 for 6.0, and 6.5."""
    tenths = round(fit * 10)
    if tenths / 10 != fit:
        raise ValueError("a number from 0 to 10, in steps of 0.1")
    return tenths // 10 if tenths % 10 == 0 else fit


Fit = Annotated[float, Field(ge=0, le=10), AfterValidator(_in_tenths)]
IMPORTANCES = range(6)  # what an author and a visitor can set
Importance = Annotated[int, Field(ge=IMPORTANCES[0], le=IMPORTANCES[-1])]
Points = Annotated[int, Field(ge=0, le=100)]
Url = Annotated[str, Field(pattern=r'^https?://[^\s<>"]+$', max_length=LONGEST_ADDRESS)]
Link = Annotated[
    str,
    Field(pattern=r'^(/|/[^/\s<>"][^\s<>"]*|https://[^\s<>"]+)$', max_length=LONGEST_ADDRESS),
]
Language = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", max_length=35)]
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
_Excepting = Annotated[dict[str, Text | None], Field(json_schema_extra={"required": [OTHERS]})]
Reasons = Annotated[
    dict[str, Text],
    BeforeValidator(lambda value: value, json_schema_input_type=dict[str, Text] | _Excepting),
]
