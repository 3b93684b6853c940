"""What the tests share."""

#: if db
from collections.abc import Iterator

#: end
import pytest
from flask import Flask
from flask.testing import FlaskClient

#: if key
from service import create_app, keys
#: else
from service import create_app
#: end
#: if db

from . import database
#: end
#: if login
from .people import sign_in_with_all_roles
#: end

CONFIG = {
    "TESTING": True,
    #: if pages
    "WTF_CSRF_ENABLED": False,
    #: end
    #: if db
    "SQLALCHEMY_DATABASE_URI": database.URL,
    "SQLALCHEMY_ENGINE_OPTIONS": {},  # SQLite in memory has one connection
    #: end
}


#: if not db
@pytest.fixture
def app() -> Flask:
    """The service, as it is served."""
    return create_app(CONFIG)


#: else
@pytest.fixture
def app() -> Iterator[Flask]:
    """The service, as it is served, with its tables."""
    app = create_app(CONFIG)
    with database.migrated(app):
        yield app


#: end
#: if key
@pytest.fixture(autouse=True)
def known_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key that the client sends is known."""
    monkeypatch.setattr(keys, "HASHES", [keys.digest("test")])


#: end
@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client that may ask for everything."""
    #: if not login
    client = app.test_client()
    #: else
    client = sign_in_with_all_roles(app)
    #: end
    #: if key
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer test"
    #: end
    return client
