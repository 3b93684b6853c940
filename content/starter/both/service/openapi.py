"""The interface as an OpenAPI document, made from the model's card."""

from typing import Any

from .contract import kind

Described = dict[str, Any]
#: if key

SCHEMES = {"key": {"type": "http", "scheme": "bearer"}}
KEY = {"security": [{"key": []}]}
#: end


def document(card: Described) -> Described:
    """Return the document."""
    examples = {each["name"]: each["example"] for each in card["inputs"]}
    row = {
        "type": "object",
        "additionalProperties": False,
        "required": list(examples),
        "properties": {name: {"type": kind(value)} for name, value in examples.items()},
    }
    asked = asking({"schema": row, "example": examples})
    answer = operation("Predict from one row.", example=card["answer"])
    paths: Described = {
        "/predict": {"post": answer | asked},
        "/model": {"get": operation("What the model takes.")},
        "/healthz": {"get": operation("Whether the process answers.")},
        "/readyz": {"get": operation("Whether the model answers as it should.")},
    }
    #: if stream
    pieces = operation("The same, one JSON line a piece.", media="application/x-ndjson")
    paths["/predict/stream"] = {"post": pieces | asked}
    #: end
    #: if jobs
    paths["/jobs"] = {"post": operation("The same, and the answer later.", 202) | asked}
    paths["/jobs/{id}"] = named("id", "get", "How far a job is, and its answer.")
    #: end
    #: if jobs and key
    paths["/jobs/{id}"]["get"] |= KEY
    #: end
    #: if many
    paths["/models"] = {"get": operation("All models.")}
    paths["/models/{name}"] = named("name", "get", "What one of them takes.")
    one = named("name", "post", "Ask one of them.")
    one["post"] |= asking({"schema": {"type": "object"}})
    paths["/models/{name}/predict"] = one
    #: end
    return {
        "openapi": "3.1.0",
        "info": {"title": card["name"], "version": card["sha256"][:12] or "1"},
        "paths": paths,
        #: if key
        "components": {"securitySchemes": SCHEMES},
        #: end
    }


def asking(content: Described) -> Described:
    """Return what an operation has that takes JSON for the model."""
    body = {"required": True, "content": {"application/json": content}}
    #: if key
    return {"requestBody": body} | KEY
    #: else
    return {"requestBody": body}
    #: end


def operation(
    summary: str,
    status: int = 200,
    example: Any = None,
    media: str = "application/json",
) -> Described:
    """Return an operation that answers so, or with a problem document."""
    answer = {media: {"example": example} if example else {}}
    wrong: Described = {"application/problem+json": {}}
    return {
        "summary": summary,
        "responses": {
            str(status): {"description": "OK", "content": answer},
            "default": {"description": "What is wrong (RFC 9457)", "content": wrong},
        },
    }
#: if jobs or many


def named(name: str, method: str, summary: str) -> Described:
    """Return a path that has a name in its address."""
    place = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    return {"parameters": [place], method: operation(summary)}
#: end
