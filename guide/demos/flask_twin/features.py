"""The non-relational store: measurements kept under a key, to predict from later."""

from flask import Blueprint, Flask, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from flask.views import MethodView

from . import checks, store, visitors
from .guards import csrf
from .problems import problem

bp = Blueprint("features", __name__)


def features() -> store.Store:
    """Return the feature store."""
    return store.opened(current_app.config["REDIS_URL"])


class Feature(MethodView):
    """What the visitor keeps under one key."""

    def get(self, key: str) -> ResponseReturnValue:
        """Show it."""
        found = features().get(visitors.current(), key)
        return jsonify(key=key, features=found) if found else abort(404)

    def put(self, key: str) -> ResponseReturnValue:
        """Keep it, in the place of what was there."""
        if not checks.KEY.fullmatch(key):
            abort(404)
        try:
            values = checks.measurements(request.get_json())
        except checks.Invalid as invalid:
            return problem(422, "The body breaks the rules.", invalid.errors)
        try:
            new = features().put(visitors.current(), key, values)
        except store.Full:
            return problem(409, f"You keep {store.EACH} keys already. Delete one first.")
        return jsonify(key=key, features=values), 201 if new else 200

    def delete(self, key: str) -> ResponseReturnValue:
        """Remove it."""
        return ("", 204) if features().delete(visitors.current(), key) else abort(404)


bp.add_url_rule("/features/<key>", view_func=Feature.as_view("detail"))


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    csrf.exempt(bp)
