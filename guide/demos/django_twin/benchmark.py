"""The three benchmark tests."""

from urllib.request import ProxyHandler, build_opener

from django.conf import settings
from django.db.models import Func
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import seed
from .models import Message
from .problems import problem

direct = build_opener(ProxyHandler({}))


@require_safe
def json(request: HttpRequest) -> HttpResponse:
    """Serialise one small object."""
    return JsonResponse({"message": "Hello, World!"})


@require_safe
def remote(request: HttpRequest) -> HttpResponse:
    """Wait for another server, and pass on what it says."""
    try:
        with direct.open(settings.REMOTE_URL, timeout=5) as answer:
            return HttpResponse(answer.read(), content_type="text/plain; charset=utf-8")
    except OSError:
        return problem(503, "The remote server does not answer. See TWIN_REMOTE_URL.")


@require_safe
def complete(request: HttpRequest) -> HttpResponse:
    """Load 100 rows at random, add one, sort them, render them."""
    seed.once()
    # order_by("?") is the same in PostgreSQL; in SQLite it calls back into Python for every row
    messages = list(Message.objects.order_by(Func(function="RANDOM"))[:100])
    messages.append(Message(content="Hello, World!"))
    messages.sort(key=lambda message: message.content)
    return render(request, "complete.html", {"messages": messages})
