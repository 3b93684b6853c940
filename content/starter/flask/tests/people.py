#: file if login
"""Users for the tests."""

from collections.abc import Iterable

from flask import Flask
from flask.testing import FlaskClient
from flask_login import FlaskLoginClient

from service.accounts import NAME, ROLES, User, new_name
from service.database import db


def sign_in(app: Flask, name: str, roles: Iterable[str] = ()) -> FlaskClient:
    """Return the client of a new user, who is logged in."""
    flags = {f"is_{role}": True for role in roles}
    with app.app_context():
        #: if not sso
        user = User(name=name, **flags)
        #: else
        user = User(name=name, subject=name, **flags)
        #: end
        db.session.add(user)
        db.session.commit()
        return begin(app, user)


def begin(app: Flask, user: User) -> FlaskClient:
    """Return a client with a new session of a user."""
    app.test_client_class = FlaskLoginClient
    client = app.test_client(user=user)
    with client.session_transaction() as session:
        session[NAME] = new_name()
    return client


def sign_in_with_all_roles(app: Flask) -> FlaskClient:
    """Return the client of a new user who may do everything."""
    return sign_in(app, "ann", ROLES)
