#: file if db
"""A database for each test: SQLite in memory, or the empty one that `TEST_DATABASE_URL` names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask_migrate import downgrade, upgrade

from service.database import db, with_driver

URL = with_driver(os.environ.get("TEST_DATABASE_URL", "sqlite://"))


@contextmanager
def migrated(app: Flask) -> Iterator[Flask]:
    """Make the tables by the migrations, and undo them again."""
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        downgrade(revision="base")
        db.engine.dispose()
