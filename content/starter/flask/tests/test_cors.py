#: file if spa
"""What a front end on another site may do."""

from flask import Flask
from flask.testing import FlaskClient

from service.cors import FRONTEND

ALLOW = "Access-Control-Allow-Origin"


def test_front_end_may_ask(app: Flask) -> None:
    headers = {"Origin": FRONTEND, "Access-Control-Request-Method": "POST"}
    response = app.test_client().options("/predict", headers=headers)

    assert response.status_code == 200
    assert response.headers[ALLOW] == FRONTEND
    assert "Location" in response.headers["Access-Control-Expose-Headers"]


def test_other_sites_may_not(client: FlaskClient) -> None:
    response = client.get("/model", headers={"Origin": "https://evil.example"})

    assert ALLOW not in response.headers
    assert "Origin" in response.headers["Vary"]
