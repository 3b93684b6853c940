"""One request of a visitor at a time, so that what they keep is counted right."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.http import HttpRequest

from . import instance, visitors

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 20051))"


@contextmanager
def alone(request: HttpRequest) -> Iterator[None]:
    """Let one request of the visitor at a time count and commit, on whichever host it is."""
    visitor = visitors.current(request)
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(LOCK, [visitor])  # until the transaction ends
            yield
    else:  # a file of its own for each sixteenth of the visitors
        with instance.lock(f"visitor-{visitor[:1]}"):
            yield
