"""Errors, all of one shape: RFC 9457 problem documents."""

import json
import logging
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import DataError, IntegrityError
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse

from .store import Unavailable

logger = logging.getLogger(__name__)

JSON = re.compile(r"application/(.*\+)?json")

TYPE = "application/problem+json"
DETAILS = {
    400: "The request could not be understood.",
    401: "Nobody is logged in.",
    403: "This needs a right that you do not have.",
    404: "There is nothing here.",
    405: "This address takes other methods.",
    409: "Somebody else was faster. Please try again.",
    413: "The body is larger than 16 KB.",
    415: "The body must be JSON, and say so: Content-Type: application/json.",
    429: "Too many requests. Please wait as long as Retry-After says.",
    500: "Something went wrong here.",
    503: "The database does not answer. Please try again later.",
}
FILES = "The folder of this service cannot be used. Please try again later."


def problem(
    status: int, detail: str = "", errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """Return a problem document; `errors` names each mistake in the body by its JSON pointer."""
    document = {
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or DETAILS[status],
    }
    return JsonResponse(
        document | ({"errors": errors} if errors else {}),
        status=status,
        content_type=TYPE,
    )


class UnsupportedMediaType(BadRequest):
    """A body that is not JSON, or does not say that it is."""


def read_json(request: HttpRequest) -> Any:
    """Return the body of a request as JSON, or raise `BadRequest`."""
    if not JSON.fullmatch(request.content_type):
        raise UnsupportedMediaType
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadRequest from error


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood."""
    statuses = {RequestDataTooBig: 413, UnsupportedMediaType: 415}
    return problem(statuses.get(type(exception), 400))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that its sender has no right to."""
    return problem(403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request for something that does not exist."""
    return problem(404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that failed here."""
    return problem(500)


class ProblemMiddleware:
    """Answers the errors that Django has no handler setting for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            document = problem(405)
            document["Allow"] = response["Allow"]
            return document
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        match error:
            case OSError():
                logger.error("files: %s", error)
                return problem(503, FILES)
            case Unavailable():
                logger.error("features: %s", error)
                return problem(503, "The feature store does not answer. Please try again later.")
            case IntegrityError():
                return problem(409)
            case DataError():
                return problem(400)
            case DatabaseError():
                logger.error("database: %s", error)
                return problem(503)
        return None
