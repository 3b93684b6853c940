"""Errors, all of one shape: problem documents (RFC 9457)."""

import logging

from flask import Flask, Response, jsonify
#: if db
from sqlalchemy.exc import DBAPIError
#: end
from werkzeug.exceptions import HTTPException

from . import contract
#: if heavy
from .errors import Broken, Busy, Invalid
#: else
from .errors import Broken, Invalid
#: end

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


#: if heavy
def busy(error: Busy) -> Response:
    """Answer while the model has as much to do as it can."""
    response = problem(503, "The model is busy; try again after Retry-After seconds.")
    response.headers["Retry-After"] = str(error.retry_after)
    return response


#: end
#: if db
def database_error(error: DBAPIError) -> Response:
    """Answer while the database does not."""
    logger.error("database: %s", error)
    return problem(503, "The database does not answer.")


#: end
def init_app(app: Flask) -> None:
    """Answer every error with a problem document."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Invalid, invalid)
    app.register_error_handler(RecursionError, too_deep)
    app.register_error_handler(Broken, broken)
    #: if heavy
    app.register_error_handler(Busy, busy)
    #: end
    #: if db
    app.register_error_handler(DBAPIError, database_error)
    #: end
