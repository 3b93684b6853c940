"""Errors, all of one shape: problem documents (RFC 9457)."""

import json
import logging
import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig
#: if db
from django.db import OperationalError
#: end
from django.http import HttpRequest, JsonResponse
#: if sso
from requests import RequestException
#: end

from . import contract
#: if heavy
from .errors import Broken, Busy, Invalid
#: else
from .errors import Broken, Invalid
#: end

logger = logging.getLogger(__name__)


class UnsupportedMediaType(BadRequest):
    """A body that is not JSON, or does not say that it is."""


def read_json(request: HttpRequest) -> Any:
    """Return the body of a request as JSON, or raise `BadRequest`."""
    if not re.fullmatch(r"application/(.+\+)?json", request.content_type):
        raise UnsupportedMediaType
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadRequest from error


def problem(
    status: int,
    detail: str = "",
    errors: list | None = None,
    headers: dict[str, str] | None = None,
) -> JsonResponse:
    """Return a problem document."""
    return JsonResponse(
        contract.problem(status, detail, errors),
        status=status,
        content_type="application/problem+json",
        headers=headers,
    )


def answer(error: Exception) -> JsonResponse | None:
    """Return the answer to what a view raised, if it is one of our own errors."""
    match error:
        case Invalid():
            return problem(422, errors=error.errors)
        case UnsupportedMediaType():
            return problem(415)
        case BadRequest():
            return problem(400)
        case RequestDataTooBig():
            return problem(413)
        case Broken():
            logger.error("model: %s", error)
            detail = "The model does not answer as it should; the log says why."
            return problem(503, detail)
        #: if heavy
        case Busy():
            detail = "The model is busy; try again after Retry-After seconds."
            return problem(503, detail, headers={"Retry-After": str(error.retry_after)})
        #: end
        #: if db
        case OperationalError():
            logger.error("database: %s", error)
            return problem(503, "The database does not answer.")
        #: end
        #: if sso
        case RequestException():
            logger.error("OIDC_ISSUER: %s", error)
            return problem(503, "The provider of log-ins does not answer.")
        #: end
    return None


def handler(status: int) -> Callable[..., JsonResponse]:
    """Return a view for Django's own errors, which urls.py names."""
    return lambda request, exception=None: problem(status)
#: if pages


def csrf_failure(request: HttpRequest, reason: str = "") -> JsonResponse:
    """Answer a form of another site, or one that was open for too long."""
    return problem(403, contract.OLD_FORM)
#: end
