"""Errors, all of one shape: RFC 9457 problem documents."""

from http import HTTPStatus

from flask import Flask, Response, current_app, jsonify
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from .store import Unavailable

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


def problem(status: int, detail: str = "", errors: list[dict[str, str]] | None = None) -> Response:
    """Return a problem document; `errors` names each mistake in the body by its JSON pointer."""
    document = {
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or DETAILS[status],
    }
    response = jsonify(document | ({"errors": errors} if errors else {}))
    response.status_code = status
    response.content_type = TYPE
    return response


def http_error(error: HTTPException) -> Response:
    """Answer what Flask, or a view by `abort`, refused."""
    status = error.code if error.code in DETAILS else 400
    document = problem(status)
    if isinstance(error, MethodNotAllowed):
        document.allow.update(error.valid_methods or ())
    return document


def nesting_error(error: RecursionError) -> Response:
    """Answer a body that is nested too deeply to be read."""
    return problem(400)


def store_error(error: Unavailable) -> Response:
    """Answer a request whose feature store does not."""
    current_app.logger.error("features: %s", error)
    return problem(503, "The feature store does not answer. Please try again later.")


def files_error(error: OSError) -> Response:
    """Answer a request that needs a file where none can be read or written."""
    current_app.logger.error("files: %s", error)
    return problem(503, FILES)


def conflict(error: IntegrityError) -> Response:
    """Answer a request that came second."""
    return problem(409)


def data_error(error: DataError) -> Response:
    """Answer a request with a value that the database cannot hold."""
    return problem(400)


def database_error(error: DBAPIError) -> Response:
    """Answer a request whose database does not."""
    current_app.logger.error("database: %s", error)
    return problem(503)


def init_app(app: Flask) -> None:
    """Answer every error with a problem document."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(RecursionError, nesting_error)
    app.register_error_handler(Unavailable, store_error)
    app.register_error_handler(OSError, files_error)
    app.register_error_handler(IntegrityError, conflict)
    app.register_error_handler(DataError, data_error)
    app.register_error_handler(DBAPIError, database_error)
