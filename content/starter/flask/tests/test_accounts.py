#: file if login
"""Accounts."""

from flask import Flask
from flask.testing import FlaskClient


def test_page_asks_to_log_in(app: Flask) -> None:
    response = app.test_client().get("/")

    assert response.status_code == 302
    assert response.location.startswith("/login")
    assert app.test_client().get("/login").status_code == 200


def test_log_out(client: FlaskClient) -> None:
    assert client.get("/").status_code == 200
    client.post("/logout")
    assert client.get("/").status_code == 302
