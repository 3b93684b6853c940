"""What is wrong with a guide, in words: the rules that join its parts, and pydantic's findings.

The rules look at plain data, which may be wrong in any other way too: all mistakes of a file are
reported at once.
"""

import types
import typing
from collections.abc import Iterator
from typing import Any

import pydantic

from guide.engine.model import MOST_FITS
from guide.engine.values import OTHERS
from guide.loading import conditions
from guide.loading.names import duplicates, ids, listed, mappings, unknown
from guide.loading.yamlfile import Document, Mistake, Where


def check(document: Document) -> Iterator[Mistake]:
    """Yield the mistakes between the parts of a guide: ids, fits, conditions, vetoes, margins."""
    data = document.data
    names = list(ids(data.get("alternatives")))
    for index, name in enumerate(names):
        if name == OTHERS:
            message = f"'{OTHERS}' stands for all that are not named (expected: another id)"
            yield document.mistake(("alternatives", index, "id"), message)
    yield from duplicates(document, ("alternatives",), data.get("alternatives"), "alternative")
    yield from duplicates(document, ("criteria",), data.get("criteria"), "criterion")
    yield from _marks(document)
    yield from _size(document, len(names))
    yield from _claims(document)
    yield from _margins(document)
    earlier: dict[str, list[str]] = {}
    every = set(ids(data.get("criteria")))
    for index, criterion in mappings(data.get("criteria")):
        where = "criteria", index
        options = criterion.get("options")
        yield from duplicates(document, (*where, "options"), options, "option")
        for number, option in mappings(options):
            yield from _option(document, (*where, "options", number), option, names)
        yield from conditions.when(document, where, criterion, earlier, every)
        if isinstance(criterion.get("id"), str):
            earlier.setdefault(criterion["id"], list(ids(options)))
    yield from conditions.elsewhere(document, earlier)


def _size(document: Document, alternatives: int) -> Iterator[Mistake]:
    """Yield what is too much for pages, export and audit, though no list is too long."""
    options = sum(
        len(criterion["options"])
        for _, criterion in mappings(document.data.get("criteria"))
        if isinstance(criterion.get("options"), list)
    )
    if alternatives * options > MOST_FITS:
        message = (
            f"has {alternatives * options:,} fits: {alternatives:,} alternatives in each of "
            f"{options:,} options (expected: {MOST_FITS:,} or fewer)"
        )
        yield document.mistake(("criteria",), message)


def _marks(document: Document) -> Iterator[Mistake]:
    """Yield the marks that stand for two alternatives."""
    first: dict[str, Any] = {}
    for index, alternative in mappings(document.data.get("alternatives")):
        mark = alternative.get("mark")
        if isinstance(mark, str) and mark in first:
            message = f"'{mark:.10}' is the mark of {first[mark]!r:.60} (expected: one of its own)"
            yield document.mistake(("alternatives", index, "mark"), message)
        elif isinstance(mark, str):
            first[mark] = alternative.get("id")


def _claims(document: Document) -> Iterator[Mistake]:
    seen: set[str] = set()
    lists: list[tuple[Where, Any]] = [(("claims",), document.data.get("claims"))]
    for index, criterion in mappings(document.data.get("criteria")):
        lists.append((("criteria", index, "claims"), criterion.get("claims")))
    for where, items in lists:
        for index, claim in mappings(items):
            name = claim.get("id")
            if isinstance(name, str) and name in seen:
                message = f"duplicate claim '{name}' (expected: an id of its own)"
                yield document.mistake((*where, index, "id"), message)
            elif isinstance(name, str):
                seen.add(name)


def _margins(document: Document) -> Iterator[Mistake]:
    margins = document.data.get("verdict")
    if not isinstance(margins, dict):
        return
    close, clear = margins.get("close", 5), margins.get("clear", 20)
    if _whole(close) and _whole(clear) and close > clear:
        message = f"close is {close}, clear is {clear} (expected: close not above clear)"
        yield document.mistake(("verdict",), message)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _option(
    document: Document, where: Where, option: dict[str, Any], names: list[str]
) -> Iterator[Mistake]:
    for key in ("fit", "because", "rules_out"):
        mapping = option.get(key)
        if not isinstance(mapping, dict):
            continue
        for name in mapping if names else ():  # without any, it is the list that is wrong
            if name not in (*names, OTHERS):
                message = unknown("alternative", name, names)
                yield document.mistake((*where, key), message, key=name)
        for name in names if key == "fit" and OTHERS not in mapping else ():
            if name not in mapping:
                message = f"no fit for '{name}' (expected: one for {listed(names)})"
                yield document.mistake((*where, key), message)


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
            message = unknown("key", name, _keys(model, where[:-1]))
            yield document.mistake(where[:-1], message, key=name)
        else:
            yield document.mistake(where, _message(kind, context, found["input"]))


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


def _keys(model: type[pydantic.BaseModel], where: Where) -> list[str]:
    """Return the keys that the model knows at `where`, by following the annotations there."""
    at: Any = model
    for part in where:
        if isinstance(at, type) and issubclass(at, pydantic.BaseModel):
            at = at.model_fields[str(part)].annotation
        else:
            at = next(a for a in typing.get_args(at) if a not in (str, type(None), ...))
        while typing.get_origin(at) in (typing.Annotated, typing.Union, types.UnionType):
            at = next(a for a in typing.get_args(at) if a is not type(None))
    return list(at.model_fields)


def _message(kind: str, context: dict[str, Any], value: Any) -> str:
    got = f"got {_shown(value)}"
    match kind:
        case "string_type":
            quotes = "; put it in quotes" if isinstance(value, bool | int | float) else ""
            return f"{got} (expected: text{quotes})"
        case "string_pattern_mismatch" if context["pattern"].startswith("^[a-z]"):
            return (
                f"{got} (expected: an id of lower-case letters, digits and hyphens that begins "
                "with a letter)"
            )
        case "string_pattern_mismatch" if context["pattern"].startswith("^(/"):
            return f"{got} (expected: a path of this site such as /page/, or https://…)"
        case "string_pattern_mismatch" if context["pattern"].startswith("^[A-Za-z]"):
            return f"{got} (expected: the tag of a language such as en or pt-BR)"
        case "string_pattern_mismatch" if context["pattern"].startswith("^#"):
            return f'{got} (expected: a colour such as "#0a6a86")'
        case "string_pattern_mismatch" if "{1,2}" in context["pattern"]:
            return f"{got} (expected: one or two characters, none of them a space)"
        case "bool_type" | "bool_parsing":
            return f"{got} (expected: true or false)"
        case "string_pattern_mismatch" if "http" in context["pattern"]:
            return f"{got} (expected: an address that starts with https:// or http://)"
        case "string_pattern_mismatch":
            fault = "without control characters" if str(value).strip() else "that is not blank"
            return f"{got} (expected: text {fault})"
        case "int_type" | "int_from_float" | "int_parsing":
            return f"{got} (expected: a whole number)"
        case "float_type" | "float_parsing" | "finite_number":
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
            return f"{got} (expected: a list)"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{got} (expected: a mapping of keys to values)"
        case _ if kind.startswith("date"):
            return f"{got} (expected: a date such as 2026-11-22)"
    return f"{got} (expected: {context.get('error', kind)})"


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
