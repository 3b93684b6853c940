#: file if stream
"""Predictions that come piece by piece."""

from django.http import HttpRequest, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from . import contract, pieces
#: if key or login
from .access import required
#: end
#: if not many
from .model import current
#: else
from .named import chosen
#: end
from .problems import read_json


@csrf_exempt  # it takes JSON alone, which no form of another site can send
@require_POST
#: if key or login
@required
#: end
def stream(request: HttpRequest) -> StreamingHttpResponse:
    """Predict from the values in the body, and send each piece when it is there."""
    #: if not many
    model = current()
    #: else
    model = chosen(request)
    #: end
    row = contract.check(read_json(request), model.inputs)
    return StreamingHttpResponse(pieces.lines(model, row), headers=pieces.HEADERS)


urlpatterns = [path("predict/stream", stream)]
