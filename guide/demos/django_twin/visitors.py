"""Who asks: each visitor has a random name in a signed cookie, and sees only what is theirs."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

COOKIE = "django_visitor"
LIFETIME = 24 * 60 * 60


def current(request: HttpRequest) -> str:
    """Return the visitor's name: a new one for somebody who comes without."""
    if not hasattr(request, "visitor"):
        known = request.get_signed_cookie(COOKIE, default="", max_age=LIFETIME)
        request.visitor = known or secrets.token_hex(16)
    return str(request.visitor)


class VisitorMiddleware:
    """Keeps the name of a visitor whose name somebody asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if hasattr(request, "visitor"):
            response.set_signed_cookie(
                COOKIE,
                request.visitor,
                max_age=LIFETIME,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
        return response
