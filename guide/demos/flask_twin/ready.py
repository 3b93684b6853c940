"""Whether what the service needs answers: for whoever sends requests to several of it."""

from collections.abc import Callable

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from . import instance
from .features import features
from .models import Record, db
from .store import Unavailable

bp = Blueprint("ready", __name__)

# A replica and a database that is closed for repair take no changes. Tables that are missing are
# made where that is allowed.
TAKES = """
SELECT current_setting('transaction_read_only') = 'off' AND CASE
  WHEN to_regclass(:table) IS NULL THEN has_schema_privilege(current_schema(), 'CREATE')
  ELSE has_table_privilege(to_regclass(:table), 'INSERT')
END
"""


@bp.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Say of each part whether it answers and takes changes; 503 if one does not."""
    parts = {
        "database": said(database),
        "features": said(lambda: features().takes()),
    }
    return jsonify(parts), 200 if set(parts.values()) == {"answers"} else 503


def database() -> bool:
    """Tell whether the database takes changes; nothing is changed to find out."""
    url = db.engine.url
    if url.drivername == "sqlite":
        db.session.execute(text("SELECT count(*) FROM sqlite_master"))
        takes = instance.takes(url.database or "")
    else:
        takes = bool(db.session.scalar(text(TAKES), {"table": Record.__tablename__}))
    if not takes:  # a connection that was opened then stays so
        db.session.rollback()
        db.engine.dispose()
    return takes


def said(ask: Callable[[], bool]) -> str:
    """Say whether a part answers, and takes changes."""
    try:
        return "answers" if ask() else "takes no changes"
    except (DBAPIError, Unavailable, OSError):
        return "does not answer"
