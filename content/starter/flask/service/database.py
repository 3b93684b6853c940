#: file if db
"""The database: SQLite in instance/, or what `DATABASE_URL` names."""

from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """What all tables have in common."""


db = SQLAlchemy(model_class=Base)
migrate = Migrate(directory=str(Path(__file__).parent.parent / "migrations"))


def with_driver(url: str) -> str:
    """Return an address of a database with the driver that requirements.txt brings."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def init_app(app: Flask) -> None:
    """Connect the service with its database."""
    db.init_app(app)
    migrate.init_app(app, db, render_as_batch=True)
