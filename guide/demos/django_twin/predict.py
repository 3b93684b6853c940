"""Serving the models."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from . import checks, learner, visitors
from .features import features
from .problems import problem, read_json


@require_safe
def models(request: HttpRequest) -> HttpResponse:
    """List the models, and what they take."""
    return JsonResponse(
        {
            "models": [{"id": name, "description": text} for name, text in learner.MODELS.items()],
            "features": learner.FEATURES,
            "labels": learner.LABELS,
        }
    )


@csrf_exempt
@require_POST
def predict(request: HttpRequest) -> HttpResponse:
    """Predict from the measurements in the body, or from those stored under a key."""
    try:
        model, measurements, key = checks.prediction(read_json(request))
    except checks.Invalid as invalid:
        return problem(422, "The body breaks the rules.", invalid.errors)
    if measurements is None:
        measurements = features().get(visitors.current(request), key)
    if measurements is None:
        return problem(404, "There are no features of this key.")
    return JsonResponse(learner.predict(model, measurements))
