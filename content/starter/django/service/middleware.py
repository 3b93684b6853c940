"""What surrounds every request: security headers, and errors as problem documents."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
#: if spa
from django.utils.cache import patch_vary_headers
#: end

#: if spa
from . import cors, problems
#: else
from . import problems
#: end
from .contract import MAX_BODY
#: if admin
from .headers import ADMIN_POLICY, HEADERS
#: else
from .headers import HEADERS
#: end

Respond = Callable[[HttpRequest], HttpResponse]


def headers_middleware(get_response: Respond) -> Respond:
    """Add the headers that a response does not have yet."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        #: if admin
        if request.path.startswith("/admin/"):
            response.setdefault("Content-Security-Policy", ADMIN_POLICY)
        #: end
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        #: if spa
        patch_vary_headers(response, ["Origin"])
        for name, value in cors.headers(request.headers.get("Origin", "")).items():
            response[name] = value
        #: end
        return response

    return respond


class ProblemMiddleware:
    """Answers the errors that Django has no handler setting for."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        #: if spa
        # before a request a browser asks what it may do, and sends no key and no cookie
        if request.method == "OPTIONS":
            return HttpResponse(status=204)
        #: end
        # Django counts no files: it would write them to the disk before anybody looks
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
            return problems.problem(413)
        response = self.get_response(request)
        if response.status_code == 405:
            return problems.problem(405, headers={"Allow": response["Allow"]})
        return response

    def process_exception(
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        return problems.answer(error)
