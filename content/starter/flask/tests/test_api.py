"""The interface for programs."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.model import Model, current


def test_example_is_predicted(client: FlaskClient) -> None:
    response = client.post("/predict", json=current().example)

    assert response.status_code == 200
    assert response.json.keys() == current().card["answer"].keys()


def test_mistakes_are_named(client: FlaskClient) -> None:
    response = client.post("/predict", json={"nothing": 1})

    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    assert response.json["errors"][0]["pointer"] == "/nothing"


@pytest.mark.parametrize(
    ("status", "sent"),
    [
        (400, {"data": "{", "content_type": "application/json"}),
        (400, {"data": "[" * 60_000, "content_type": "application/json"}),
        (413, {"data": b" " * 5_000_000, "content_type": "application/json"}),
        (415, {"data": "{}"}),
    ],
)
def test_what_is_no_json_is_refused(
    client: FlaskClient, status: int, sent: dict
) -> None:
    response = client.post("/predict", **sent)

    assert response.status_code == status
    assert response.json["status"] == status


def test_a_model_that_fails_is_not_the_clients_fault(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def predict(*_: object) -> None:
        raise RecursionError

    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(Model, "predict", predict)

    assert client.post("/predict", json=current().example).status_code == 500


def test_errors_are_problem_documents(client: FlaskClient) -> None:
    assert client.get("/nothing").json["status"] == 404
    wrong = client.get("/predict")
    assert wrong.json["status"] == 405
    assert "POST" in wrong.headers["Allow"]


def test_other_hosts_are_refused(client: FlaskClient) -> None:
    assert client.get("/model", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/model", "/openapi.json", "/healthz", "/readyz"])
def test_page_for_programs_answers(client: FlaskClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
