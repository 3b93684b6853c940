#: file if login and not sso
"""Passwords."""

from flask import Flask

from service.passwords import create_user


def test_password_lets_in(app: Flask) -> None:
    with app.app_context():
        password = create_user("bob")
    client = app.test_client()
    client.get("/?page=1")
    response = client.post("/login", data={"name": "bob", "password": password})

    assert response.location == "/?page=1"
    assert client.get("/").status_code == 200


def test_wrong_password_is_refused(app: Flask) -> None:
    with app.app_context():
        create_user("bob")
    client = app.test_client()

    for name in ("bob", "eve"):
        page = client.post("/login", data={"name": name, "password": "no"}).text
        assert "The name or the password is wrong." in page


def test_command_adds_the_first_user_once(app: Flask) -> None:
    runner = app.test_cli_runner()

    first = runner.invoke(args=["create-user", "ann", "--first"])
    again = runner.invoke(args=["create-user", "eve", "--first"])

    assert "password of ann" in first.output
    assert again.output == ""


def test_command_gives_another_password(app: Flask) -> None:
    with app.app_context():
        old = create_user("bob")
    runner, client = app.test_cli_runner(), app.test_client()
    new = runner.invoke(args=["new-password", "bob"]).output.split()[-1]

    for password, status in ((old, 200), (new, 302)):
        fields = {"name": "bob", "password": password}
        assert client.post("/login", data=fields).status_code == status
    assert "no user eve" in runner.invoke(args=["new-password", "eve"]).output


def test_another_password_ends_sessions(app: Flask) -> None:
    with app.app_context():
        password = create_user("bob")
    client = app.test_client()
    client.post("/login", data={"name": "bob", "password": password})
    assert client.get("/").status_code == 200

    app.test_cli_runner().invoke(args=["new-password", "bob"])

    assert client.get("/").status_code == 302
