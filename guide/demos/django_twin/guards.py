"""What surrounds every request: rate limits, the check for forgery, and security headers."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from . import bodies, limiter
from .index import way_back
from .problems import problem

SELF = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# What Django's admin needs beyond that.
ADMIN = f"{SELF}; script-src 'self'; connect-src 'self'"
MORE_HEADERS = {
    "Content-Security-Policy": SELF,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
PASSWORDS = {"signup", "login", "reset", "reset_confirm", "password_change"}
ADMINS = {"admin"}

Handler = Callable[[HttpRequest], HttpResponse]


class LimitMiddleware:
    """Turns away an address that asks for more than its share."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        static = request.path_info.startswith(settings.WHITENOISE_STATIC_PREFIX)
        if static or not settings.LIMITS:
            return self.get_response(request)
        kind = "read" if request.method in ("GET", "HEAD") else "write"
        if kind == "write" and self.route(request) in PASSWORDS:
            kind = "password"
        seconds = limiter.wait(request.META.get("REMOTE_ADDR", ""), kind, settings.REDIS_URL)
        if not seconds:
            return self.get_response(request)
        response = problem(429)
        response["Retry-After"] = str(seconds)
        return response

    def route(self, request: HttpRequest) -> str | None:
        try:
            return resolve(request.path_info).url_name
        except Resolver404:
            return None


class BoundMiddleware:
    """Refuses what names nothing, and a body that is too large, of which nothing was read."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = request.META.get(bodies.REFUSED)
        return problem(refused) if refused else self.get_response(request)


class HeadersMiddleware:
    """Adds the headers that Django has no middleware for.

    It keeps every cookie to where the service is, and to HTTPS where that is spoken.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = way_back(request, self.get_response(request))
        match = request.resolver_match
        if match and ADMINS.intersection(match.app_names):
            response.setdefault("Content-Security-Policy", ADMIN)
        if request.is_secure():
            response.setdefault("Strict-Transport-Security", "max-age=31536000")
        for name, value in MORE_HEADERS.items():
            response.setdefault(name, value)
        for cookie in response.cookies.values():
            cookie["path"] = f"{request.META['SCRIPT_NAME']}/"
            cookie["secure"] = request.is_secure()
        return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was not sent from our own page."""
    return problem(403, f"The form was not sent from our own page: {reason}")
