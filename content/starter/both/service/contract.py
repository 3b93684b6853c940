"""What clients may send and what they get, for both people and programs: one place says it."""

import sys
from http import HTTPStatus
from typing import Any

from .errors import Invalid

MAX_TEXT = 10_000  # characters of one input

Row = dict[str, Any]

KINDS = {bool: "boolean", int: "number", float: "number", str: "string"}
WANTED = {
    "boolean": "true or false",
    "number": "a finite number",
    "string": f"text of at most {MAX_TEXT:,} characters",
}
#: if sklearn
MAX_BODY = 64 * 1024  # bytes
#: else
MAX_BODY = 4 * 1024 * 1024  # bytes; an array, such as an image, is large
KINDS[list] = "array"
WANTED["array"] = "an array with values like those of the example"
#: end
# where HTTP's own words say too little
DETAILS = {
    400: "The body is no JSON, or the host is none of HOSTS.",
    #: if key
    401: "Send a key with the request: Authorization: Bearer KEY.",
    #: end
    #: if login and not key
    401: "Log in first.",
    #: end
    413: f"The body is larger than {MAX_BODY // 1024} KB.",
    415: "The body must be JSON, and say so: Content-Type: application/json.",
    422: "The body breaks the rules.",
}
#: if pages
OLD_FORM = "The form is too old, or not from here. Load its page again."
#: end


def problem(status: int, detail: str = "", errors: Any = None) -> dict[str, Any]:
    """Return a problem document (RFC 9457)."""
    known = HTTPStatus(status)
    detail = detail or DETAILS.get(status, known.description)
    document = {"title": known.phrase, "status": status, "detail": detail}
    return document | ({"errors": errors} if errors else {})


def kind(value: Any) -> str:
    """Return the JSON type of a value; nothing if no input may have it."""
    return KINDS.get(type(value), "")


def check(body: Any, inputs: list[dict[str, Any]]) -> Row:
    """Return a row for the model; raise `Invalid` with every mistake in the body."""
    if not isinstance(body, dict):
        raise Invalid([{"pointer": "", "detail": "must be an object"}])
    known = {each["name"]: each["example"] for each in inputs}
    errors = [mistake(name, "is unknown") for name in body if name not in known]
    for name, example in known.items():
        if name not in body:
            errors.append(mistake(name, "is missing"))
        elif not fits(body[name], example):
            wanted = WANTED.get(kind(example), f"one of {', '.join(WANTED)}")
            errors.append(mistake(name, f"must be {wanted}"))
    if errors:
        raise Invalid(errors)
    return {name: body[name] for name in known}


def mistake(name: str, detail: str) -> dict[str, str]:
    """Return what is wrong with a member of the body, by its JSON pointer (RFC 6901)."""
    pointer = "/" + name.replace("~", "~0").replace("/", "~1")
    return {"pointer": pointer, "detail": detail}


def fits(value: Any, example: Any) -> bool:
    """Tell whether a value is of the type of its example."""
    if kind(value) != kind(example):
        return False
    match value:
        case str():
            #: if db or stream
            # neither null characters nor lone surrogates: not every text can hold them
            if any(c == "\0" or "\ud800" <= c <= "\udfff" for c in value):
                return False
            #: end
            return len(value) <= MAX_TEXT
        case int() | float():  # neither NaN nor infinity
            return abs(value) <= sys.float_info.max
        #: if not sklearn
        case [_, *_]:  # of any length; the model says if it takes no other one
            return all(fits(each, example[0]) for each in value)
        #: end
    return False
