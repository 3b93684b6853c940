"""The JSON interface: `/api/guide`, `/api/recommend`, `/api/openapi.json`, and its errors."""

from typing import Any

from flask import Blueprint, Flask, Response, current_app, json, jsonify, request
from werkzeug.exceptions import HTTPException

from guide.engine import analysis, scoring
from guide.engine.answers import PREFIX, Problem, pairs_of, read
from guide.engine.model import Guide
from guide.loading import criteria
from guide.loading.site import Site

blueprint = Blueprint("api", __name__, url_prefix="/api")

TITLES = {400: "Some parts of the request were not understood"}


def _guide() -> Guide:
    site: Site = current_app.extensions["site"]
    return site.guide


@blueprint.get("/guide")
def guide() -> Response:
    """Return the guide under the names of `criteria.yaml`, with its digest."""
    return jsonify({**_guide().as_data(), "digest": _guide().digest})


@blueprint.get("/recommend")
def recommend() -> Response:
    """Return the recommendation for the answers in the query."""
    found, problems = read(_guide(), pairs_of(request.query_string))
    if problems:
        return problem(400, errors=problems)
    result = scoring.recommend(_guide(), found)
    return jsonify(analysis.as_data(_guide(), result, analysis.explain(_guide(), found)))


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Return the description of this interface, made from the guide."""
    return jsonify(describe(_guide()))


def problem(status: int, detail: str = "", errors: list[Problem] | None = None) -> Response:
    """Make a problem document (RFC 9457); `errors` lists each part that was not understood."""
    exception = HTTPException(detail)
    exception.code = status
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, exception.name),
        "status": status,
    }
    if detail:
        body["detail"] = detail
    if errors:
        body["detail"] = "; ".join(f"{e.name}={e.value}: {e.problem}" for e in errors[:5])
        body["errors"] = [e._asdict() for e in errors[:50]]
    return Response(json.dumps(body), status, mimetype="application/problem+json")


def prepare(app: Flask) -> None:
    """Answer every error under `/api/` with a problem document."""
    app.extensions["api-problem"] = problem


def describe(guide: Guide) -> dict[str, Any]:
    """Return the OpenAPI description of the interface to a guide."""
    parameters: list[dict[str, Any]] = []
    for criterion in guide.criteria:
        options = {"type": "string", "enum": ["", *(option.id for option in criterion.options)]}
        importance = {
            "type": "integer",
            "minimum": 0,
            "maximum": 5,
            "default": criterion.importance,
        }
        parameters += [
            _parameter(criterion.id, f"{criterion.ask} Empty for no answer.", options),
            _parameter(PREFIX + criterion.id, "How much it counts.", importance),
        ]
    guide_schema = criteria.schema()
    del guide_schema["$schema"]
    definitions = guide_schema.pop("$defs")
    text = json.dumps({**definitions, "Guide": guide_schema})
    refused = {
        "description": "A part of the query was not understood.",
        "content": {"application/problem+json": {"schema": _ref("Problem")}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": guide.title, "version": guide.updated.isoformat()},
        "paths": {
            "/api/guide": {"get": _get("The guide", _ref("Guide"))},
            "/api/recommend": {
                "get": {
                    **_get("The recommendation for some answers", _ref("Recommendation")),
                    "parameters": parameters,
                }
            },
        },
        "components": {
            "schemas": {
                **json.loads(text.replace("#/$defs/", "#/components/schemas/")),
                "Recommendation": RECOMMENDATION,
                "Problem": PROBLEM,
            },
            "responses": {"Refused": refused},
        },
    }


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _get(summary: str, schema: dict[str, str]) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {
        "summary": summary,
        "responses": {
            "200": {"description": summary, "content": content},
            "400": {"$ref": "#/components/responses/Refused"},
        },
    }


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


_TEXT: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "integer"}
_MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_FRACTION = {"type": ["array", "null"], "items": _NUMBER, "minItems": 2, "maxItems": 2}
_ANSWER = {"criterion": _TEXT, "option": _TEXT}
_SHARES = _list(_object(alternative=_MAYBE_TEXT, share={"type": "number"}))

PROBLEM = _object(type=_TEXT, title=_TEXT, status=_NUMBER)
PROBLEM["properties"] |= {
    "detail": _TEXT,
    "errors": _list(_object(name=_TEXT, value=_TEXT, problem=_TEXT, expected=_TEXT)),
}
RECOMMENDATION = _object(
    guide=_object(title=_TEXT, updated={"type": "string", "format": "date"}, digest=_TEXT),
    answers=_list(_object(**_ANSWER, importance=_NUMBER)),
    verdict={"enum": ["clear", "slight", "close", "tie", "only", "none", "unanswered"]},
    winner=_MAYBE_TEXT,
    margin=_FRACTION,
    alternatives=_list(
        _object(
            id=_TEXT,
            name=_TEXT,
            fit={"type": ["integer", "null"], "minimum": 0, "maximum": 100},
            ruled_out=_list(_object(criterion=_TEXT, reason=_TEXT)),
        )
    ),
    contributions=_list(
        _object(
            **_ANSWER,
            importance=_NUMBER,
            points=_list(_object(alternative=_TEXT, points=_NUMBER, because=_TEXT)),
        )
    ),
    skipped=_list(_TEXT),
    decided={"type": "boolean"},
    flips=_object(
        answers=_list(_object(**_ANSWER, winner=_TEXT)),
        fewest={
            "oneOf": [{"type": "null"}, _object(count=_NUMBER, answers=_list(_object(**_ANSWER)))]
        },
        importance=_list(_object(criterion=_TEXT, at=_FRACTION, winner=_TEXT)),
    ),
    shares=_object(completions=_SHARES, weightings=_SHARES),
    sampled=_list({"enum": ["completions", "weightings"]}),
)
