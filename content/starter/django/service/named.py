#: file if many
"""Models by their names. `?model=NAME` asks another one than that of model/model.json."""

from django.http import Http404, HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from . import contract
#: if key or login
from .access import required
#: end
from .cards import models
#: if log
from .log import remember
#: end
from .model import Model, current
from .problems import read_json


def find(name: str) -> Model:
    """Return a model by its name; raise `Http404` if there is none."""
    try:
        return models()[name]
    except KeyError:
        raise Http404 from None


def chosen(request: HttpRequest) -> Model:
    """Return the model that the request's query names; without a name, the first one."""
    name = request.GET.get("model")
    return current() if name is None else find(name)


@require_safe
def index(request: HttpRequest) -> JsonResponse:
    """List the models."""
    return JsonResponse({"models": [model.card for model in models().values()]})


@require_safe
def about(request: HttpRequest, name: str) -> JsonResponse:
    """Say what a model takes."""
    return JsonResponse(find(name).card)


@csrf_exempt  # it takes JSON alone, which no form of another site can send
@require_POST
#: if key or login
@required
#: end
def predict(request: HttpRequest, name: str) -> JsonResponse:
    """Predict from the values in the body."""
    model = find(name)
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


urlpatterns = [
    path("models", index),
    path("models/<str:name>", about),
    path("models/<str:name>/predict", predict),
]
