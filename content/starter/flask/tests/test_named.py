#: file if many
"""Models by their names."""

import pytest
from flask.testing import FlaskClient

from service import named
from service.model import current


@pytest.fixture(autouse=True)
def two_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the model under two names."""
    both = {"first": current(), "second": current()}
    monkeypatch.setattr(named, "models", lambda: both)


def test_all_are_listed(client: FlaskClient) -> None:
    assert len(client.get("/models").json["models"]) == 2
    assert client.get("/models/second").json == client.get("/model").json


def test_each_predicts(client: FlaskClient) -> None:
    response = client.post("/models/second/predict", json=current().example)

    assert response.status_code == 200
    assert response.json.keys() == current().card["answer"].keys()


@pytest.mark.parametrize(
    "path",
    [
        "/models/third/predict",
        #: if jobs
        "/jobs?model=third",
        #: end
        #: if stream
        "/predict/stream?model=third",
        #: end
        #: if pages
        "/?model=third",
        #: end
    ],
)
def test_unknown_name(client: FlaskClient, path: str) -> None:
    assert client.post(path, json=current().example).status_code == 404
#: if pages


def test_page_asks_the_model_that_is_chosen(client: FlaskClient) -> None:
    assert client.get("/?model=second").status_code == 200
#: end
