"""Pydantic's findings in the words of the file, each with its place."""

import math
import re
import types
import typing
from collections.abc import Iterator
from typing import Any, cast

import pydantic

from guide.engine.values import OTHERS
from guide.loading.mistakes import Mistake, Where
from guide.loading.names import unknown
from guide.loading.yamlfile import Document

MAPPED = {  # what the mappings under these keys hold
    "fit": "each alternative to a number from 0 to 10",
    "because": "alternatives to sentences",
    "rules_out": "alternatives to reasons",
    "when": "earlier criteria to lists of answers",
    "verdict": "close and clear to points",
    "says": "verdicts to sentences",
    "answers": "criteria to answers",
    "importance": "criteria to numbers from 0 to 5",
}
PATTERNS = {  # what a text should be, by what its pattern has in it: the first one counts
    "^[a-z]": "an id of lower-case letters, digits and hyphens that begins with a letter",
    "^(/": "a path of this site such as /page/, or https://…",
    "^[A-Za-z]": "the tag of a language such as en or pt-BR",
    "^#": 'a colour such as "#0a6a86"',
    "{1,2}": "one or two characters, none of them a space",
    "http": "an address that starts with https:// or http://",
}


def explain(
    error: pydantic.ValidationError, document: Document, model: type[pydantic.BaseModel]
) -> Iterator[Mistake]:
    """Put pydantic's findings into the words of the file, with their places."""
    seen: set[tuple[Where, str]] = set()
    for found in error.errors(include_url=False):
        where = _as_written(document, found["loc"])
        kind, context = found["type"], found.get("ctx", {})
        if (where, kind) in seen:  # `others` is wrong for each that it stands for
            continue
        seen.add((where, kind))
        if kind == "missing":
            yield document.mistake(where[:-1], f"missing key '{where[-1]}'")
        elif kind == "too_short" and len(found["input"]) >= context["min_length"]:
            continue  # it counts the valid items only; what is wrong with the others is said
        elif kind == "extra_forbidden":
            name = str(where[-1])
            message = unknown("key", name, _model(model, where[:-1]).model_fields)
            yield document.mistake(where[:-1], message, key=name)
        elif where[-1:] == ("[key]",):
            name = str(where[-2])
            message = unknown("key", name, re.findall(r"'(.+?)'", context["expected"]))
            yield document.mistake(where[:-2], message, key=name)
        elif kind.startswith("model_") and where and where[-1] not in MAPPED:
            fields = _model(model, where).model_fields
            needed = ", ".join(name for name, field in fields.items() if field.is_required())
            message = f"got {_shown(found['input'])} (expected: a mapping with {needed})"
            yield document.mistake(where, message)
        else:
            key = str(next((part for part in reversed(where) if isinstance(part, str)), ""))
            yield document.mistake(where, _message(kind, context, found["input"], key))


def _as_written(document: Document, where: Where) -> Where:
    """Return the place in the file of a place in the model: without what was written out."""
    at: Where = ()
    for part in where:
        if part == 0 and at[-1:] == ("when",) and isinstance(_at(document.data, at), dict):
            continue  # one mapping is a list of one
        mapping = _at(document.data, at)
        others = at[-1:] in (("fit",), ("because",), ("rules_out",)) and isinstance(mapping, dict)
        at = (*at, OTHERS if others and part not in mapping and OTHERS in mapping else part)
    return at


def _at(data: Any, where: Where) -> Any:
    for part in where:
        try:
            data = data[part]
        except (LookupError, TypeError):
            return None
    return data


def _model(model: type[pydantic.BaseModel], where: Where) -> type[pydantic.BaseModel]:
    """Return the model of what stands at `where`, by following the annotations there."""
    at: Any = model
    for part in where:
        if isinstance(at, type) and issubclass(at, pydantic.BaseModel):
            at = at.model_fields[str(part)].annotation
        else:
            at = next(a for a in typing.get_args(at) if a not in (str, type(None), ...))
        while typing.get_origin(at) in (typing.Annotated, typing.Union, types.UnionType):
            at = next(a for a in typing.get_args(at) if a is not type(None))
    return cast(type[pydantic.BaseModel], at)


def _message(kind: str, context: dict[str, Any], value: Any, key: str) -> str:
    got = f"got {_shown(value)}"
    match kind:
        case "string_type":
            return no_text(value)
        case "string_pattern_mismatch":
            return f"{got} (expected: {_matching(context['pattern'], value)})"
        case "bool_type" | "bool_parsing":
            return f"{got} (expected: true or false)"
        case "int_type" | "int_from_float" | "int_parsing":
            return f"{got} (expected: a whole number{_plain(value, 4)})"
        case "float_type" | "float_parsing" | "finite_number":
            return f"{got} (expected: a number{_plain(value, 6.5)})"
        case "greater_than_equal" | "less_than_equal" if not math.isfinite(value):
            return f"{got} (expected: a number)"
        case "greater_than_equal":
            return f"{got} (expected: {context['ge']:g} or more)"
        case "greater_than":
            return f"{got} (expected: more than {context['gt']:g})"
        case "less_than_equal":
            return f"{got} (expected: {context['le']:g} or less)"
        case "literal_error":
            return f"{got} (expected: {context['expected']})"
        case "too_short":
            have, least = context["actual_length"], context["min_length"]
            return f"has {have} (expected: {least} or more)"
        case "too_long":
            most, have = context["max_length"], context.get("actual_length") or len(value)
            return f"has {have:,} (expected: {most:,} or fewer)"
        case "string_too_long":
            return f"{got}, {len(value):,} characters (expected: at most {context['max_length']:,})"
        case "tuple_type" | "list_type":
            such = f" such as [{value}]" if isinstance(value, str) and value.isidentifier() else ""
            dashes = ", each item after a dash" if isinstance(value, dict) else ""
            return f"{got} (expected: a list{such}{dashes})"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{got} (expected: a mapping of {MAPPED.get(key, 'keys to values')})"
        case _ if kind.startswith("date"):
            return f"{got} (expected: a date such as 2026-11-22)"
    return f"{got} (expected: {context.get('error', kind)})"


def _plain(value: Any, such: float) -> str:
    """Return how a number is written, for a text of digits such as 012 or 1_000 that is none."""
    digits = isinstance(value, str) and re.match(r"[-+]?[0-9]+[^0-9.]|[-+]?0[0-9]", value)
    return f" in plain digits, such as {such:g}" if digits else ""


def _matching(pattern: str, value: Any) -> str:
    fault = "without control characters" if str(value).strip() else "that is not blank"
    return next((said for part, said in PATTERNS.items() if part in pattern), f"text {fault}")


def no_text(value: Any) -> str:
    """Return what is wrong with a value that should be text and is none."""
    quotes = "; put it in quotes" if isinstance(value, bool | int | float) else ""
    words = ": YAML takes yes, no, on and off for true and false" if isinstance(value, bool) else ""
    return f"got {_shown(value)} (expected: text{quotes}{words})"


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
