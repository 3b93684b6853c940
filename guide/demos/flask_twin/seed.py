"""The tables and the rows that the service starts with, made once by whichever process comes first."""

import random
import string

from sqlalchemy import func, select, text

from . import instance
from .models import Message, db

MESSAGES = 10_000

_done = False


def once() -> None:
    """Make what is missing. Every caller waits for the first; later calls return at once."""
    global _done
    if not _done:
        with instance.lock("seed"):
            _seed()
        _done = True


def _seed() -> None:
    if db.engine.dialect.name == "postgresql":  # other machines may share it
        db.session.execute(text("SELECT pg_advisory_xact_lock(20101)"))
    db.metadata.create_all(db.session.connection())
    if not db.session.scalar(select(func.count()).select_from(Message)):
        rows = [{"id": n, "content": c} for n, c in enumerate(contents(), start=1)]
        db.session.execute(db.insert(Message), rows)
    db.session.commit()


def contents() -> list[str]:
    """Return the content of the messages, the same ones every time."""
    letters = random.Random(20051)
    return ["".join(letters.choices(string.ascii_lowercase, k=64)) for _ in range(MESSAGES)]
