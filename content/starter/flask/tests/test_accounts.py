#: file if login
"""Accounts."""

from flask import Flask
from flask.testing import FlaskClient

from service.accounts import create_user


def test_page_asks_to_log_in(app: Flask) -> None:
    response = app.test_client().get("/")

    assert response.status_code == 302
    assert response.location.startswith("/login")


def test_wrong_password_is_refused(app: Flask) -> None:
    with app.app_context():
        create_user("bob")
    page = app.test_client().post("/login", data={"name": "bob", "password": "no"}).text

    assert "The name or the password is wrong." in page


def test_log_out(client: FlaskClient) -> None:
    assert client.get("/").status_code == 200
    client.post("/logout")
    assert client.get("/").status_code == 302


def test_command_adds_the_first_user_once(app: Flask) -> None:
    runner = app.test_cli_runner()

    first = runner.invoke(args=["create-user", "ann", "--first"])
    again = runner.invoke(args=["create-user", "eve", "--first"])

    assert "password of ann" in first.output
    assert again.output == ""
