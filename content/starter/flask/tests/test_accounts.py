#: file if login
"""Accounts."""

from flask import Flask
from flask.testing import FlaskClient

from service.accounts import NAME, Ended, User
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


def test_a_session_is_over_in_the_end_and_leaves_nothing(
    app: Flask, client: FlaskClient
) -> None:
    with client.session_transaction() as session:
        session[NAME] = ("old", 1.0)
    assert client.get("/").status_code == 302
    with app.app_context():
        db.session.add(Ended(name="old", until=1.0))
        db.session.commit()
        begin(app, db.session.scalar(db.select(User))).post("/logout")
        ended = db.session.scalars(db.select(Ended.name)).all()

    assert len(ended) == 1
    assert "old" not in ended
