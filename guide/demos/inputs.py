"""The inputs of a demo: read from what a visitor sent, and put into its requests."""

import re
from collections.abc import Mapping

from guide.demos.catalogue import Demo, Input

PLACE = re.compile(r"\{(\w+)\}")
NUMBER = r"^-?\d+(?:\.\d+)?$"  # what JSON holds as a number; all else is sent as text
LONGEST = 500  # characters; more than any twin takes


def read(demo: Demo, given: Mapping[str, str]) -> dict[str, str]:
    """Return a value for every input of a demo: the given one, also a wrong one."""
    return {
        each.name: given[each.name] if _allowed(each, given.get(each.name)) else each.default
        for each in demo.inputs
    }


def _allowed(each: Input, value: str | None) -> bool:
    if value is None:
        return False
    if each.kind == "choice":
        return value in each.choices
    return len(value) <= LONGEST and value.isprintable()


def numbers(demo: Demo) -> list[str]:
    """Return the names of the inputs that are numbers where they are right."""
    return [each.name for each in demo.inputs if each.kind == "number"]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in the place of ``{name}``."""
    return PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def filled(value: object, values: Mapping[str, str], numbers: frozenset[str]) -> object:
    """Return a copy of a JSON value with the inputs in it, what is a number as one."""
    if isinstance(value, Mapping):
        return {name: filled(each, values, numbers) for name, each in value.items()}
    if not isinstance(value, str):
        return value
    name, found = value.strip("{}"), fill(value, values)
    number = name in numbers and value == f"{{{name}}}" and re.search(NUMBER, found)
    return float(found) if number else found
