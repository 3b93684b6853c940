"""The first page: which framework this is, what is there, and the way back."""

import json
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from .places import GROUPS
from .problems import TYPE

PAGE = "text/html"
WRONG = (404, 405)  # statuses of an address that nobody can open


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show it."""
    return render(request, "index.html", {"groups": GROUPS, "site": settings.SITE})


def way_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Show a wrong address as a page to whoever prefers one to a problem document."""
    if response.status_code not in WRONG or response["Content-Type"] != TYPE:
        return response
    if request.get_preferred_type([TYPE, PAGE]) == PAGE:
        problem, site = json.loads(response.content), settings.SITE
        back = urljoin(reverse("index"), f"{site}demos/") if site else ""
        response.content = render_to_string("problem.html", {"problem": problem, "back": back})
        response["Content-Type"] = f"{PAGE}; charset=utf-8"
        response["Content-Length"] = str(len(response.content))
    return response
