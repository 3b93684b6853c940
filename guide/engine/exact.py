"""Fractions that are exact inside, and what they are in JSON."""

from fractions import Fraction
from typing import Annotated

from pydantic import PlainSerializer, WithJsonSchema


def _terms(value: Fraction) -> list[int]:
    return list(value.as_integer_ratio())


_TERMS = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}

# in lowest terms, [27, 5] for 5.4
Exact = Annotated[Fraction, PlainSerializer(_terms, return_type=list[int]), WithJsonSchema(_TERMS)]
# a number from 0 to 1
Portion = Annotated[
    Fraction,
    PlainSerializer(float, return_type=float),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
