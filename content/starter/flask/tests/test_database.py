#: file if db
"""The database."""

from flask import Flask
from flask_migrate import check


def test_migrations_are_those_of_the_models(app: Flask) -> None:
    with app.app_context():
        check()
