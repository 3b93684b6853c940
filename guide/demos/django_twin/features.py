"""The non-relational store: measurements kept under a key, to predict from later."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from . import checks, store, visitors
from .problems import problem, read_json


def features() -> store.Store:
    """Return the feature store."""
    return store.opened(settings.REDIS_URL)


@method_decorator(csrf_exempt, name="dispatch")
class Feature(View):
    """What the visitor keeps under one key."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show it."""
        found = features().get(visitors.current(request), key)
        if not found:
            raise Http404
        return JsonResponse({"key": key, "features": found})

    def put(self, request: HttpRequest, key: str) -> HttpResponse:
        """Keep it, in the place of what was there."""
        if not checks.KEY.fullmatch(key):
            raise Http404
        try:
            values = checks.measurements(read_json(request))
        except checks.Invalid as invalid:
            return problem(422, "The body breaks the rules.", invalid.errors)
        try:
            new = features().put(visitors.current(request), key, values)
        except store.Full:
            return problem(409, f"You keep {store.EACH} keys already. Delete one first.")
        return JsonResponse({"key": key, "features": values}, status=201 if new else 200)

    def delete(self, request: HttpRequest, key: str) -> HttpResponse:
        """Remove it."""
        if not features().delete(visitors.current(request), key):
            raise Http404
        return HttpResponse(status=204)
