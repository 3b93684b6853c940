"""What the tests share."""

#: if key
import hashlib
#: end
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
#: if db
from flask_migrate import upgrade
#: end

#: if key
from service import create_app, keys
#: else
from service import create_app
#: end
#: if login
from service.accounts import ROLES, create_user
#: end


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """The service, as it is served."""
    config = {
        "TESTING": True,
        #: if pages
        "WTF_CSRF_ENABLED": False,
        #: end
        #: if db
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path}/test.sqlite3",
        #: end
    }
    app = create_app(config)
    #: if db
    with app.app_context():
        upgrade()
    #: end
    return app


@pytest.fixture
def client(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A client that may ask for everything."""
    client = app.test_client()
    #: if key
    monkeypatch.setattr(keys, "HASHES", [hashlib.sha256(b"test").hexdigest()])
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer test"
    #: end
    #: if login
    with app.app_context():
        password = create_user("ann", ROLES)
    client.post("/login", data={"name": "ann", "password": password})
    #: end
    return client
