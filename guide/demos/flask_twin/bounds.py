"""One request of a visitor at a time, so that what they keep is counted right."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from . import instance, visitors
from .models import db

LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:visitor, 20101))")


@contextmanager
def alone() -> Iterator[None]:
    """Let one request of the visitor at a time count and commit, on whichever host it is."""
    visitor = visitors.current()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(LOCK, {"visitor": visitor})  # until the transaction ends
        yield
    else:  # a file of its own for each sixteenth of the visitors
        with instance.lock(f"visitor-{visitor[:1]}"):
            yield
