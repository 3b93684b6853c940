"""Serving the models."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from . import checks, learner, visitors
from .features import features
from .problems import problem

bp = Blueprint("predict", __name__)


@bp.get("/models")
def models() -> ResponseReturnValue:
    """List the models, and what they take."""
    return jsonify(
        models=[{"id": name, "description": text} for name, text in learner.MODELS.items()],
        features=learner.FEATURES,
        labels=learner.LABELS,
    )


@bp.post("/predict")
def predict() -> ResponseReturnValue:
    """Predict from the measurements in the body, or from those stored under a key."""
    try:
        model, measurements, key = checks.prediction(request.get_json())
    except checks.Invalid as invalid:
        return problem(422, "The body breaks the rules.", invalid.errors)
    if measurements is None:
        measurements = features().get(visitors.current(), key)
    if measurements is None:
        return problem(404, "There are no features of this key.")
    return jsonify(learner.predict(model, measurements))
