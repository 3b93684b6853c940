"""Errors, all of one shape: problem documents (RFC 9457)."""

import logging

from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException

from . import contract
from .errors import Broken, Invalid

logger = logging.getLogger(__name__)


def problem(status: int, detail: str = "", errors: list | None = None) -> Response:
    """Return a problem document."""
    response = jsonify(contract.problem(status, detail, errors))
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def http_error(error: HTTPException) -> Response:
    """Answer what Flask, or a view by `abort`, refused."""
    response = problem(error.code or 500)
    for name, value in error.get_headers():
        if name != "Content-Type":
            response.headers[name] = value
    return response


def invalid(error: Invalid) -> Response:
    """Answer a body that breaks the rules."""
    return problem(422, errors=error.errors)


def too_deep(error: RecursionError) -> Response:
    """Answer a body that is nested too deeply to be read."""
    return problem(400)


def broken(error: Broken) -> Response:
    """Answer while the model cannot be used."""
    logger.error("model: %s", error)
    return problem(503, "The model does not answer as it should; the log says why.")


def init_app(app: Flask) -> None:
    """Answer every error with a problem document."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Invalid, invalid)
    app.register_error_handler(RecursionError, too_deep)
    app.register_error_handler(Broken, broken)
