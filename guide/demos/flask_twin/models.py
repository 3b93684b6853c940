"""The tables."""

from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import String, event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column


class Base(DeclarativeBase):
    """What every table has in common."""


db = SQLAlchemy(model_class=Base)


class Message(db.Model):
    """A row of the Complete test."""

    id: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[str] = mapped_column(String(512))


def init_app(app: Flask) -> None:
    """Connect the tables to the database that the settings name."""
    db.init_app(app)
