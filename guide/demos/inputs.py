"""The inputs of a demo: read from what a visitor sent, and put into its requests."""

import re
from collections.abc import Mapping

from guide.demos.catalogue import Demo, Input

PLACE = re.compile(r"\{(\w+)\}")


def read(demo: Demo, given: Mapping[str, str]) -> dict[str, str]:
    """Return a value for every input of a demo: the given one where it keeps the input's bounds."""
    return {
        each.name: given[each.name] if _allowed(each, given.get(each.name)) else each.default
        for each in demo.inputs
    }


def _allowed(each: Input, value: str | None) -> bool:
    if value is None:
        return False
    if each.kind == "choice":
        return value in each.choices
    if each.kind == "text":
        fits = not each.pattern or re.fullmatch(each.pattern, value) is not None
        return fits and len(value) <= (each.longest or 0) and value.isprintable()
    try:
        return (each.least or 0) <= float(value) <= (each.most or 0)
    except ValueError:
        return False


def numbers(demo: Demo) -> list[str]:
    """Return the names of the inputs that JSON holds as numbers."""
    return [each.name for each in demo.inputs if each.kind == "number"]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in the place of ``{name}``."""
    return PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def filled(value: object, values: Mapping[str, str], numbers: frozenset[str]) -> object:
    """Return a copy of a JSON value with the inputs in it, numbers as numbers."""
    if isinstance(value, Mapping):
        return {name: filled(each, values, numbers) for name, each in value.items()}
    if not isinstance(value, str):
        return value
    name = value.strip("{}")
    return (
        float(values[name]) if name in numbers and value == f"{{{name}}}" else fill(value, values)
    )
