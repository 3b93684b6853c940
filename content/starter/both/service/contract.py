"""What clients may send and what they get, for both people and programs: one place says it."""

import sys
from http import HTTPStatus
from typing import Any

#: if redis
from . import reuse
#: end
from .errors import Invalid
from .model import Model

#: if onnx
MAX_BODY = 4 * 1024 * 1024  # bytes; an image as numbers is large
#: else
MAX_BODY = 64 * 1024  # bytes
#: end
MAX_TEXT = 10_000  # characters of one input

Row = dict[str, Any]

WANTED = {
    "boolean": "true or false",
    "number": "a finite number",
    "string": f"text of at most {MAX_TEXT:,} characters",
    "array": "an array like the example of /model",
}
DETAILS = {
    400: "The request could not be understood; a body must be JSON.",
    #: if key or login
    401: "Log in first, or send a key with the request.",
    403: "This needs a right that you do not have.",
    #: end
    404: "There is nothing here.",
    405: "This address takes other methods.",
    413: f"The body is larger than {MAX_BODY // 1024} KB.",
    415: "The body must be JSON, and say so: Content-Type: application/json.",
    422: "The body breaks the rules.",
    500: "Something went wrong here.",
    503: "The service cannot answer at the moment.",
}


def problem(status: int, detail: str = "", errors: Any = None) -> dict[str, Any]:
    """Return a problem document (RFC 9457)."""
    document = {
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or DETAILS.get(status, HTTPStatus(status).description),
    }
    return document | ({"errors": errors} if errors else {})


def kind(value: Any) -> str:
    """Return the JSON type of an example."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return "array" if isinstance(value, list) else "string"


def check(body: Any, inputs: list[dict[str, Any]]) -> Row:
    """Return a row for the model; raise `Invalid` with every mistake in the body."""
    if not isinstance(body, dict):
        raise Invalid([{"pointer": "", "detail": "must be an object"}])
    known = {each["name"]: each for each in inputs}
    errors = [
        mistake(name, f"is unknown (expected: {', '.join(known)})")
        for name in body
        if name not in known
    ]
    for name, each in known.items():
        expected = WANTED[kind(each["example"])]
        if name not in body:
            errors.append(mistake(name, f"is missing; it must be {expected}"))
        elif not fits(body[name], each["example"], each.get("any_length", False)):
            errors.append(mistake(name, f"must be {expected}"))
    if errors:
        raise Invalid(errors)
    return {name: body[name] for name in known}


def mistake(name: str, detail: str) -> dict[str, str]:
    """Return what is wrong with a member of the body, by its JSON pointer (RFC 6901)."""
    escaped = name[:100].replace("~", "~0").replace("/", "~1")
    pointer = "/" + escaped.encode(errors="replace").decode()
    return {"pointer": pointer, "detail": detail}


def fits(value: Any, example: Any, any_length: bool = False) -> bool:
    """Tell whether a value is of its example's type, and of its shape if that is fixed."""
    match kind(example):
        case "boolean":
            return isinstance(value, bool)
        case "number":  # neither NaN nor infinity; JSON's true is an int to Python
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            return is_number and abs(value) <= sys.float_info.max
        case "string":
            # neither lone surrogates nor null characters: no database keeps them
            return (
                isinstance(value, str)
                and len(value) <= MAX_TEXT
                and not any(c == "\0" or "\ud800" <= c <= "\udfff" for c in value)
            )
    if not isinstance(value, list) or not value:
        return False
    if any_length:
        return all(fits(each, example[0], True) for each in value)
    return len(value) == len(example) and all(map(fits, value, example))


def about(model: Model) -> dict[str, Any]:
    """Return what a client may know of the model."""
    card = model.card
    return {
        name: card[name] for name in ("name", "format", "versions", "inputs", "answer")
    }


def ready(model: Model) -> dict[str, Any]:
    """Return that the model answers as it should; raise `Broken` if it does not."""
    model.check()
    #: if redis
    return {"status": "ok", "cache": reuse.state()}
    #: else
    return {"status": "ok"}
    #: end


def openapi(model: Model) -> dict[str, Any]:
    """Return the OpenAPI document, made from the model's card."""
    examples = {each["name"]: each["example"] for each in model.inputs}
    body = {
        "type": "object",
        "additionalProperties": False,
        "required": list(examples),
        "properties": {name: {"type": kind(value)} for name, value in examples.items()},
    }
    content = {"application/json": {"schema": body, "example": examples}}
    predict = operation("Predict from one row.", model.card["answer"])
    predict["requestBody"] = {"required": True, "content": content}
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": model.card["name"],
            "version": model.card["sha256"][:12] or "1",
        },
        "paths": {
            "/predict": {"post": predict},
            #: if stream
            "/predict/stream": {"post": operation("The same, one JSON line a piece.")},
            #: end
            #: if jobs
            "/jobs": {"post": operation("The same, and the answer later.")},
            "/jobs/{id}": with_name("id", "get", "How far a job is, and its answer."),
            #: end
            #: if many
            "/models": {"get": operation("All models.")},
            "/models/{name}": with_name("name", "get", "What one of them takes."),
            "/models/{name}/predict": with_name("name", "post", "Ask one of them."),
            #: end
            "/model": {"get": operation("What the model takes.")},
            "/healthz": {"get": operation("Whether the process answers.")},
            "/readyz": {"get": operation("Whether the model answers as it should.")},
        },
    }
    #: if key
    predict["security"] = [{"key": []}]
    scheme = {"key": {"type": "http", "scheme": "bearer"}}
    document["components"] = {"securitySchemes": scheme}
    #: end
    return document


def operation(summary: str, example: Any = None) -> dict[str, Any]:
    """Return an OpenAPI operation that answers with JSON, or with a problem document."""
    shown = {"example": example} if example else {}
    return {
        "summary": summary,
        "responses": {
            "200": {"description": "JSON.", "content": {"application/json": shown}},
            "default": {
                "description": "A problem document (RFC 9457).",
                "content": {"application/problem+json": {}},
            },
        },
    }
#: if jobs or many


def with_name(name: str, method: str, summary: str) -> dict[str, Any]:
    """Return an OpenAPI path that has a name in its address."""
    place = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    return {"parameters": [place], method: operation(summary)}
#: end
