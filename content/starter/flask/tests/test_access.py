#: file if key or login
"""Who may ask for predictions."""

from flask import Flask

from service.model import current


def test_nobody_gets_a_prediction(app: Flask) -> None:
    response = app.test_client().post("/predict", json=current().example)

    assert response.status_code == 401
    assert response.json["status"] == 401


def test_what_is_not_there_asks_for_nothing(app: Flask) -> None:
    response = app.test_client().get("/predict")

    assert response.status_code == 405
    assert "POST" in response.allow


#: if key
def test_wrong_key_is_refused(app: Flask) -> None:
    headers = {"Authorization": "Bearer wrong"}
    response = app.test_client().post(
        "/predict", json=current().example, headers=headers
    )

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"


#: end
def test_anybody_may_ask_what_the_model_takes(app: Flask) -> None:
    assert app.test_client().get("/model").status_code == 200
