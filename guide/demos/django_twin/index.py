"""The first page: which framework this is, what is there, and the way back."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .places import GROUPS


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show it."""
    return render(request, "index.html", {"groups": GROUPS, "site": settings.SITE})
