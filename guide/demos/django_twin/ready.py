"""Whether what the service needs answers: for whoever sends requests to several of it."""

from collections.abc import Callable

from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from .features import features
from .store import Unavailable


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say of each part whether it answers; 503 if one does not."""
    parts = {
        "database": said(lambda: connection.cursor().execute("SELECT 1")),
        "features": said(lambda: features().get("nobody", "nothing")),
    }
    return JsonResponse(parts, status=200 if set(parts.values()) == {"answers"} else 503)


def said(ask: Callable[[], object]) -> str:
    """Say whether a part answers."""
    try:
        ask()
    except (DatabaseError, Unavailable, OSError):
        return "does not answer"
    return "answers"
