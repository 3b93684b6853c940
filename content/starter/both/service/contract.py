"""What clients may send and what they get, for both people and programs: one place says it."""

import math
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
    names = [each["name"] for each in inputs]
    errors = [
        {
            "pointer": pointer(name),
            "detail": f"is unknown (expected: {', '.join(names)})",
        }
        for name in body
        if name not in names
    ]
    row: Row = {}
    for each in inputs:
        name, expected = each["name"], kind(each["example"])
        if name not in body:
            errors.append(
                {"pointer": pointer(name), "detail": f"is missing (a {expected})"}
            )
        elif not fits(body[name], each["example"], each.get("any_length", False)):
            errors.append({"pointer": pointer(name), "detail": wanted(each["example"])})
        else:
            row[name] = body[name]
    if errors:
        raise Invalid(errors)
    return row


def pointer(name: str) -> str:
    """Return the JSON pointer (RFC 6901) of a member of the body."""
    escaped = name[:100].replace("~", "~0").replace("/", "~1")
    return "/" + escaped.encode(errors="replace").decode()


def fits(value: Any, example: Any, any_length: bool = False) -> bool:
    """Tell whether a value is of its example's type, and of its shape if that is fixed."""
    match kind(example):
        case "boolean":
            return isinstance(value, bool)
        case "number":
            return is_number(value)
        case "string":
            # neither lone surrogates nor null characters: no database keeps them
            return (
                isinstance(value, str)
                and len(value) <= MAX_TEXT
                and "\0" not in value
                and not any("\ud800" <= letter <= "\udfff" for letter in value)
            )
    if not isinstance(value, list) or not value:
        return False
    if any_length:
        return all(fits(each, example[0], True) for each in value)
    return len(value) == len(example) and all(map(fits, value, example))


def is_number(value: Any) -> bool:
    """Tell whether a value is a finite number; JSON's true is an int to Python."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def wanted(example: Any) -> str:
    """Return what a value like the example has to be."""
    match kind(example):
        case "boolean":
            return "must be true or false"
        case "number":
            return "must be a finite number"
        case "string":
            return f"must be text of at most {MAX_TEXT:,} characters"
    return "must be an array like the example of /model"


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
    names = [each["name"] for each in model.inputs]
    body = {
        "type": "object",
        "additionalProperties": False,
        "required": names,
        "properties": {
            each["name"]: {"type": kind(each["example"])} for each in model.inputs
        },
    }
    answer = {"type": "object", "properties": {"prediction": {}}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": model.card["name"],
            "version": model.card["sha256"][:12] or "1",
        },
        "paths": {
            "/predict": {
                "post": {
                    "summary": "Predict from one row.",
                    "requestBody": {
                        "required": True,
                        "content": json_content(body, model.example),
                    },
                    "responses": {
                        "200": {
                            "description": "The prediction.",
                            "content": json_content(answer, model.card["answer"]),
                        },
                        "default": {
                            "description": "A problem document (RFC 9457).",
                            "content": {"application/problem+json": {}},
                        },
                    },
                    #: if key
                    "security": [{"key": []}],
                    #: end
                }
            },
            #: if stream
            "/predict/stream": {"post": summary("The same, one JSON line a piece.")},
            #: end
            #: if jobs
            "/jobs": {"post": summary("Take a job: the same body, the answer later.")},
            "/jobs/{id}": {"get": summary("How far a job is, and its answer.")},
            #: end
            #: if many
            "/models": {"get": summary("All models.")},
            "/models/{name}": {"get": summary("What one of them takes.")},
            "/models/{name}/predict": {"post": summary("The same of one of them.")},
            #: end
            "/model": {"get": summary("What the model takes.")},
            "/healthz": {"get": summary("Whether the process answers.")},
            "/readyz": {"get": summary("Whether the model answers as it should.")},
        },
        #: if key
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}
        },
        #: end
    }


def json_content(schema: dict[str, Any], example: Any) -> dict[str, Any]:
    """Return an OpenAPI content object for JSON."""
    return {"application/json": {"schema": schema, "example": example}}


def summary(text: str) -> dict[str, Any]:
    """Return an OpenAPI operation without a body."""
    return {"summary": text, "responses": {"200": {"description": "Yes."}}}
