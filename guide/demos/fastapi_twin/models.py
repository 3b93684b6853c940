"""The table of the Complete test, made and filled by whichever process comes first."""

import os
import random
import string
from functools import cache

from sqlalchemy import Engine, String, create_engine, func, insert, make_url, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from . import instance

MESSAGES = 10_000


class Base(DeclarativeBase):
    """What every table has in common."""


class Message(Base):
    """A row of the Complete test."""

    __tablename__ = "fastapi_message"
    id: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[str] = mapped_column(String(512))


@cache
def engine() -> Engine:
    """Return the engine of ``DATABASE_URL``, whose tables are there and filled."""
    url = make_url(os.environ.get("DATABASE_URL") or f"sqlite:///{instance.folder()}/twin.sqlite3")
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    made = create_engine(url, pool_size=0)  # no limit, as in the twins
    with instance.lock("seed"), made.begin() as connection:
        if made.dialect.name == "sqlite":  # readers need not wait for a writer
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        Base.metadata.create_all(connection)
        if not connection.scalar(select(func.count()).select_from(Message)):
            rows = [{"id": n, "content": c} for n, c in enumerate(contents(), start=1)]
            connection.execute(insert(Message), rows)
    return made


def session() -> Session:
    """Return a session for one request."""
    return Session(engine())


def contents() -> list[str]:
    """Return the content of the messages, the same ones every time, with what HTML must escape."""
    letters = random.Random(20051)
    return ["".join(letters.choices(string.ascii_lowercase + "<&", k=64)) for _ in range(MESSAGES)]
