"""The tables."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from flask import Flask
from flask_login import UserMixin
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Column, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """What every table has in common."""


# As in Django, what was kept is shown without another query: others may have deleted it by then.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def now() -> datetime:
    """Return the time in UTC, without a zone, as SQLite and PostgreSQL both keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


class Message(db.Model):
    """A row of the Complete test."""

    id: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[str] = mapped_column(String(512))


class Group(db.Model):
    """A named group of users."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(150), unique=True)


membership = Table(
    "membership",
    db.metadata,
    Column("user_id", ForeignKey("user.id"), primary_key=True),
    Column("group_id", ForeignKey("group.id"), primary_key=True),
)


class User(UserMixin, db.Model):
    """An account, known to the visitor who made it and to nobody else."""

    id: Mapped[int] = mapped_column(primary_key=True)
    visitor: Mapped[str] = mapped_column(String(32), index=True)
    username: Mapped[str] = mapped_column(String(40))
    email: Mapped[str] = mapped_column(String(254), default="")
    password: Mapped[str] = mapped_column(String(256), default="")
    created: Mapped[datetime] = mapped_column(default=now, index=True)
    groups: Mapped[list[Group]] = relationship(secondary=membership)

    __table_args__ = (UniqueConstraint("visitor", "username"),)

    def get_id(self) -> str:
        """Return what a session keeps: a new password ends the sessions of the old one."""
        return f"{self.id}.{sha256(self.password.encode()).hexdigest()[:32]}"


class Login(db.Model):
    """A user who is logged in. To log out ends it here, and not only in the browser's cookie."""

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    created: Mapped[datetime] = mapped_column(default=now, index=True)


class Record(db.Model):
    """A prediction in a visitor's log."""

    id: Mapped[int] = mapped_column(primary_key=True)
    visitor: Mapped[str] = mapped_column(String(32), index=True)
    model: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(10))
    probability: Mapped[float]
    note: Mapped[str] = mapped_column(String(200), default="")
    created: Mapped[datetime] = mapped_column(default=now, index=True)

    def as_dict(self) -> dict[str, Any]:
        names = ("id", "model", "label", "probability", "note")
        values = {name: getattr(self, name) for name in names}
        return values | {"created": f"{self.created:%Y-%m-%dT%H:%M:%SZ}"}


class Mail(db.Model):
    """A mail that was written to a visitor. None leaves the server."""

    id: Mapped[int] = mapped_column(primary_key=True)
    visitor: Mapped[str] = mapped_column(String(32), index=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(default=now, index=True)


def init_app(app: Flask) -> None:
    """Connect the tables to the database that the settings name."""
    db.init_app(app)
