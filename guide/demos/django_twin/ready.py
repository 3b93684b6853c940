"""Whether what the service needs answers: for whoever sends requests to several of it."""

from collections.abc import Callable

from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from . import instance
from .features import features
from .models import Record
from .store import Unavailable

# A replica and a database that is closed for repair take no changes. Tables that are missing are
# made where that is allowed.
TAKES = """
SELECT current_setting('transaction_read_only') = 'off' AND CASE
  WHEN to_regclass(%(table)s) IS NULL THEN has_schema_privilege(current_schema(), 'CREATE')
  ELSE has_table_privilege(to_regclass(%(table)s), 'INSERT')
END
"""


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say of each part whether it answers and takes changes; 503 if one does not."""
    parts = {
        "database": said(database),
        "features": said(lambda: features().takes()),
    }
    return JsonResponse(parts, status=200 if set(parts.values()) == {"answers"} else 503)


def database() -> bool:
    """Tell whether the database takes changes; nothing is changed to find out."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master")
            takes = instance.takes(connection.settings_dict["NAME"])
        else:
            found = cursor.execute(TAKES, {"table": Record._meta.db_table}).fetchone()
            takes = bool(found[0])
    if not takes:  # a connection that was opened then stays so
        connection.close()
    return takes


def said(ask: Callable[[], bool]) -> str:
    """Say whether a part answers, and takes changes."""
    try:
        return "answers" if ask() else "takes no changes"
    except (DatabaseError, Unavailable, OSError):
        return "does not answer"
