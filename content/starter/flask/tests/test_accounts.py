#: file if login
"""Accounts."""

from flask import Flask
from flask.testing import FlaskClient

from service.accounts import User
from service.database import db

from .people import begin


def test_page_asks_to_log_in(app: Flask) -> None:
    response = app.test_client().get("/")

    assert response.status_code == 302
    assert response.location.startswith("/login")
    assert app.test_client().get("/login").status_code == 200


def test_log_out(client: FlaskClient) -> None:
    assert client.get("/").status_code == 200
    client.post("/logout")
    assert client.get("/").status_code == 302


def test_log_out_ends_this_session_and_copies_of_its_cookie(
    app: Flask, client: FlaskClient
) -> None:
    with app.app_context():
        elsewhere = begin(app, db.session.scalar(db.select(User)))
    client.get("/")
    copy = app.test_client()
    copy.set_cookie("session", client.get_cookie("session").value)
    assert copy.get("/").status_code == 200

    client.post("/logout")

    assert copy.get("/").status_code == 302
    assert elsewhere.get("/").status_code == 200
