"""Errors, all of one shape: problem documents (RFC 9457)."""

import logging
from typing import Any

from flask import Blueprint
from flask.json.provider import DefaultJSONProvider
from flask.typing import ResponseReturnValue
#: if db
from sqlalchemy.exc import DataError, OperationalError
#: end
from werkzeug.exceptions import HTTPException

from . import contract
#: if heavy
from .errors import Broken, Busy, Invalid
#: else
from .errors import Broken, Invalid
#: end

TYPE = {"Content-Type": "application/problem+json"}

bp = Blueprint("problems", __name__)
logger = logging.getLogger(__name__)


class JSONProvider(DefaultJSONProvider):
    """Flask's own, which keeps the order of keys, and refuses what is nested too deeply."""

    sort_keys = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        try:
            return super().loads(s, **kwargs)
        except RecursionError as error:
            raise ValueError from error


def problem(
    status: int,
    detail: str = "",
    errors: list | None = None,
    headers: dict[str, str] | None = None,
) -> ResponseReturnValue:
    """Return a problem document, its status and its headers."""
    return contract.problem(status, detail, errors), status, (headers or {}) | TYPE


@bp.app_errorhandler(HTTPException)
def http_error(error: HTTPException) -> ResponseReturnValue:
    """Answer what Flask, or a view by `abort`, refused."""
    return problem(error.code or 500, headers=dict(error.get_headers()))


@bp.app_errorhandler(Invalid)
def invalid(error: Invalid) -> ResponseReturnValue:
    """Answer a body that breaks the rules."""
    return problem(422, errors=error.errors)


@bp.app_errorhandler(Broken)
def broken(error: Broken) -> ResponseReturnValue:
    """Answer while the model cannot be used."""
    logger.error("model: %s", error)
    return problem(503, "The model does not answer as it should; the log says why.")
#: if heavy


@bp.app_errorhandler(Busy)
def busy(error: Busy) -> ResponseReturnValue:
    """Answer while the model has as much to do as it can."""
    detail = "The model is busy; try again after Retry-After seconds."
    return problem(503, detail, headers={"Retry-After": str(error.retry_after)})
#: end
#: if db


@bp.app_errorhandler(DataError)
def data_error(error: DataError) -> ResponseReturnValue:
    """Answer a value that the database cannot hold."""
    return problem(400, "The database cannot hold such a value.")


@bp.app_errorhandler(OperationalError)
def database_error(error: OperationalError) -> ResponseReturnValue:
    """Answer while the database does not."""
    logger.error("database: %s", error.orig)  # without the values of the statement
    return problem(503, "The database does not answer.")
#: end
