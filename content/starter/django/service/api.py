"""The interface for programs: JSON in, JSON out."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

#: if redis
from . import contract, reuse
#: else
from . import contract
#: end
#: if key or login
from .access import required
#: end
#: if many
from .cards import models
#: end
#: if log
from .log import remember
#: end
from .model import current
from .openapi import document
from .problems import read_json


@csrf_exempt  # it takes JSON alone, which no form of another site can send
@require_POST
#: if key or login
@required
#: end
def predict(request: HttpRequest) -> JsonResponse:
    """Predict from the values in the body."""
    model = current()
    row = contract.check(read_json(request), model.inputs)
    #: if crud and login
    answer = model.predict(row)
    remember(model, row, answer, request.user)
    return JsonResponse(answer)
    #: end
    #: if log and not crud or log and not login
    answer = model.predict(row)
    remember(model, row, answer)
    return JsonResponse(answer)
    #: end
    #: if not log
    return JsonResponse(model.predict(row))
    #: end


@require_safe
def about(request: HttpRequest) -> JsonResponse:
    """Say what the model takes."""
    return JsonResponse(current().card)


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """Return the OpenAPI document."""
    return JsonResponse(document(current().card))


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say that the model answers as it should: it repeats the example on its card."""
    #: if many
    for model in models().values():
        model.check()
    #: else
    current().check()
    #: end
    #: if redis
    return JsonResponse({"status": "ok", "cache": reuse.state()})
    #: else
    return JsonResponse({"status": "ok"})
    #: end
