"""What the tests share."""

#: if key
import hashlib
#: end
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

#: if key
from service import create_app, keys
#: else
from service import create_app
#: end
#: if login
from service.accounts import ROLES
#: end
#: if db

from . import database
#: end
#: if login
from .people import sign_in
#: end


@pytest.fixture
def app() -> Iterator[Flask]:
    """The service, as it is served."""
    config = {
        "TESTING": True,
        #: if pages
        "WTF_CSRF_ENABLED": False,
        #: end
        #: if db
        "SQLALCHEMY_DATABASE_URI": database.URL,
        #: end
    }
    app = create_app(config)
    #: if db
    with database.migrated(app):
        yield app
    #: else
    yield app
    #: end


@pytest.fixture
def client(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A client that may ask for everything."""
    #: if login
    client = sign_in(app, "ann", ROLES)
    #: else
    client = app.test_client()
    #: end
    #: if key
    monkeypatch.setattr(keys, "HASHES", [hashlib.sha256(b"test").hexdigest()])
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer test"
    #: end
    return client
