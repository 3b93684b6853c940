"""Whether what the service needs answers: for whoever sends requests to several of it."""

from collections.abc import Callable

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from .features import features
from .models import db
from .store import Unavailable

bp = Blueprint("ready", __name__)


@bp.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Say of each part whether it answers; 503 if one does not."""
    parts = {
        "database": said(lambda: db.session.scalar(select(1))),
        "features": said(lambda: features().get("nobody", "nothing")),
    }
    return jsonify(parts), 200 if set(parts.values()) == {"answers"} else 503


def said(ask: Callable[[], object]) -> str:
    """Say whether a part answers."""
    try:
        ask()
    except (DBAPIError, Unavailable, OSError):
        return "does not answer"
    return "answers"
