"""What the service starts with: its tables and rows, made by whichever process comes first."""

import random
import string

from flask import Flask, Response, request
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, InternalError, OperationalError, ProgrammingError

from . import instance
from .models import Group, Message, db
from .problems import database_error
from .tidy import tidy

MESSAGES = 10_000
WITHOUT_TABLES = {None, "benchmark", "predict", "features", "ready"}
NO_TABLE = "42P01"  # as PostgreSQL says it in every language
READ_ONLY = "25006"

_done = False
_file: tuple[int, int] | None = None  # in which the tables are


def once() -> None:
    """Make what is missing. Every caller waits for the first; later calls return at once.

    Where another file is in the place of the database's, its tables are looked at anew.
    """
    global _done, _file
    if _done and _there() == _file:
        return
    with instance.lock("seed"):
        db.session.rollback()
        db.engine.dispose()  # a connection stays with the file that it has opened
        _seed()
    _done, _file = True, _there()


def _there() -> tuple[int, int] | None:
    url = db.engine.url
    return instance.identity(url.database) if url.drivername == "sqlite" else None


def again(error: DBAPIError) -> None:
    """Have missing tables made again: the database was emptied, or another is in its place.

    A connection that was opened while nothing could be written stays so: others are opened.
    """
    global _done
    code = getattr(error.orig, "sqlstate", "")
    gone = "no such table" in str(error) or code == NO_TABLE
    if gone or "readonly database" in str(error) or code == READ_ONLY:
        db.session.rollback()
        db.engine.dispose()
        _done = _done and not gone


def _seed() -> None:
    if db.engine.dialect.name == "postgresql":  # other machines may share it
        db.session.execute(text("SET LOCAL lock_timeout = '4s'"))
        db.session.execute(text("SELECT pg_advisory_xact_lock(20101)"))
    else:  # readers need not wait for a writer
        db.session.execute(text("PRAGMA journal_mode = WAL"))
    db.metadata.create_all(db.session.connection())
    if not db.session.scalar(select(func.count()).select_from(Message)):
        rows = [{"id": n, "content": c} for n, c in enumerate(contents(), start=1)]
        db.session.execute(db.insert(Message), rows)
    for name in {"trainers", "staff"}.difference(db.session.scalars(select(Group.name))):
        db.session.add(Group(name=name))
    db.session.commit()
    tidy()


def contents() -> list[str]:
    """Return the content of the messages, the same ones every time, with what HTML must escape."""
    letters = random.Random(20051)
    return ["".join(letters.choices(string.ascii_lowercase + "<&", k=64)) for _ in range(MESSAGES)]


def first() -> None:
    """Make what is missing before a view that reads the tables."""
    if request.blueprint not in WITHOUT_TABLES:
        once()


def missing(error: DBAPIError) -> Response:
    """Answer a request whose database does not, and see to it that the tables are there again."""
    again(error)
    return database_error(error)


def _end(error: BaseException | None) -> None:
    """Give up what a request left open, also where the database is gone by then.

    Otherwise Flask-SQLAlchemy's own end would fail, and with it a request that was answered.
    """
    try:
        db.session.rollback()
    except DBAPIError:
        db.session().invalidate()


def init_app(app: Flask) -> None:
    app.teardown_appcontext(_end)  # before Flask-SQLAlchemy's: the last one is the first to run
    app.before_request(first)
    for kind in (InternalError, OperationalError, ProgrammingError):
        app.register_error_handler(kind, missing)
