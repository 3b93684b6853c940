"""The JSON interface: `/api/guide`, `/api/recommend` and its own description."""

from flask import Response, jsonify, request

from guide.engine import data
from guide.engine.answers import pairs_of, read
from guide.engine.decision import decide
from guide.web import openapi
from guide.web.errors import problem
from guide.web.places import Pages
from guide.web.state import state

KEPT = ("/api/guide", "/api/openapi.json")  # the same whatever was answered, like a page's `kept`

blueprint = Pages("api", __name__)


@blueprint.get("/api/guide")
def guide() -> Response:
    """Return the guide under the names of `criteria.yaml`, with its digest."""
    return jsonify(data.guide_data(state().site.guide))


@blueprint.get("/api/recommend")
def recommend() -> Response:
    """Return the recommendation for the answers in the query."""
    found, problems = read(state().site.guide, pairs_of(request.query_string))
    if problems:
        return problem(400, errors=problems)
    made = data.decision_json(decide(state().site.guide, found))
    return Response(made, mimetype="application/json")


@blueprint.get("/api/openapi.json")
def description() -> Response:
    """Return the description of this interface, made once from the guide and the engine's types."""
    guide, root = state().site.guide, request.script_root
    return jsonify(state().once(("description", root), lambda: openapi.describe(guide, root)))
