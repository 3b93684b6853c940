#: file if db
"""The database: SQLite in instance/, or what `DATABASE_URL` names."""

import os
import re
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """What all tables have in common: names for constraints, which migrations can then change."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


os.environ.setdefault("PGTZ", "UTC")  # PostgreSQL tells times in a zone of its own

db = SQLAlchemy(model_class=Base)
migrate = Migrate(directory=str(Path(__file__).parent.parent / "migrations"))


def with_driver(url: str) -> str:
    """Return an address of a database with the driver that requirements.txt brings."""
    return re.sub("^postgres(ql)?://", "postgresql+psycopg://", url)


def init_app(app: Flask) -> None:
    """Connect the service with its database."""
    db.init_app(app)
    migrate.init_app(app, db, render_as_batch=True)
