#: file if sso
"""Single sign-on, with what the provider says made up."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from requests import ConnectionError

from service.sso import oauth

METADATA = {
    "issuer": "https://id.example.org",
    "authorization_endpoint": "https://id.example.org/authorize",
}


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """Somebody who is not logged in."""
    return app.test_client()


def come_back(visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Come back from the provider, which vouches for somebody of this name."""
    token = {"userinfo": {"sub": "4711", "preferred_username": name}}
    monkeypatch.setattr(oauth.oidc, "authorize_access_token", lambda: token)
    assert visitor.get("/login/callback").location == "/"


def test_provider_is_asked(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oauth.oidc, "load_server_metadata", lambda: METADATA)
    url = urlsplit(visitor.get("/login/start").location)
    query = parse_qs(url.query)

    assert url.hostname == "id.example.org"
    assert query["redirect_uri"] == ["http://localhost/login/callback"]
    assert query["code_challenge_method"] == ["S256"]
    assert query["state"]
    assert query["nonce"]


def test_who_comes_back_is_logged_in(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_back(visitor, monkeypatch, "ann")
    come_back(visitor, monkeypatch, "ann-marie")  # the same person, another name

    assert "Log out ann-marie" in visitor.get("/").text


def test_who_was_not_sent_is_refused(visitor: FlaskClient) -> None:
    response = visitor.get("/login/callback?code=1&state=1")

    assert response.status_code == 403
    assert visitor.get("/").status_code == 302


def test_nobody_writes_lines_into_the_log(
    visitor: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    visitor.get("/login/callback?error=x&error_description=x%0Aall is well")

    assert "\n" not in caplog.messages[0]


def test_silence_of_the_provider_is_told(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent() -> None:
        raise ConnectionError

    monkeypatch.setattr(oauth.oidc, "load_server_metadata", silent)

    assert visitor.get("/login/start").status_code == 503
#: if admin


def test_command_grants_and_takes_away(
    app: Flask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_back(visitor, monkeypatch, "ann")
    runner = app.test_cli_runner()

    assert "called eve" in runner.invoke(args=["grant", "eve"]).output
    runner.invoke(args=["grant", "ann", "--role", "staff"])
    assert visitor.get("/admin/predictions/").status_code == 200
    runner.invoke(args=["grant", "ann"])
    assert visitor.get("/admin/predictions/").status_code == 302
#: end
