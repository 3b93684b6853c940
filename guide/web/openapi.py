"""The OpenAPI description of the JSON interface: the guide's parameters, the engine's types."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from guide.engine import data
from guide.engine.answers import DIGEST, PREFIX
from guide.engine.model import Criterion, Guide
from guide.web.errors import PROBLEM


@dataclass(frozen=True)
class NotUnderstood:
    """A part of a query that was not understood, with what was expected."""

    name: str
    value: str
    problem: str
    expected: str


@dataclass(frozen=True)
class ProblemDocument:
    """What every error is told in (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: tuple[NotUnderstood, ...] = ()


_DIGEST = {
    "name": DIGEST,
    "in": "query",
    "description": "The guide that a link was made for. Nothing depends on it here.",
    "schema": {"type": "string"},
}


def describe(guide: Guide, root: str) -> dict[str, Any]:
    """Return the description of the interface to a guide, for a site below the path `root`."""
    schemas: dict[str, Any] = {}
    problem = TypeAdapter(ProblemDocument).json_schema(ref_template=data.REF)
    for name, schema in {
        "Guide": data.guide_schema(),
        "Recommendation": data.decision_schema(),
        "Problem": problem,
    }.items():
        schemas |= schema.pop("$defs", {})
        schemas[name] = schema
    return {
        "openapi": "3.1.0",
        "info": {"title": guide.title, "version": guide.updated.isoformat()},
        "servers": [{"url": root or "/"}],
        "paths": {
            "/api/guide": {"get": _kept(_get("The guide", "Guide"))},
            "/api/recommend": {
                "get": {
                    **_get("The recommendation for some answers", "Recommendation"),
                    "parameters": [
                        *(each for criterion in guide.criteria for each in _parameters(criterion)),
                        _DIGEST,
                    ],
                }
            },
        },
        "components": {"schemas": schemas},
    }


def _parameters(criterion: Criterion) -> list[dict[str, Any]]:
    options = ["", *(option.id for option in criterion.options)]
    importance = {"type": "integer", "minimum": 0, "maximum": 5, "default": criterion.importance}
    return [
        {
            "name": criterion.id,
            "in": "query",
            "description": f"{criterion.ask} Empty for no answer.",
            "schema": {"type": "string", "enum": options},
        },
        {
            "name": PREFIX + criterion.id,
            "in": "query",
            "description": "How much it counts.",
            "schema": importance,
        },
    ]


def _get(summary: str, schema: str) -> dict[str, Any]:
    refused = "Something went wrong; the document says what."
    return {
        "summary": summary,
        "responses": {
            "200": {"description": summary, "content": _content("application/json", schema)},
            "default": {"description": refused, "content": _content(PROBLEM, "Problem")},
        },
    }


def _kept(asked: dict[str, Any]) -> dict[str, Any]:
    """Add what is answered to a client that has the same already."""
    return asked | {"responses": asked["responses"] | {"304": {"description": "Not changed"}}}


def _content(mimetype: str, schema: str) -> dict[str, Any]:
    return {mimetype: {"schema": {"$ref": data.REF.format(model=schema)}}}
