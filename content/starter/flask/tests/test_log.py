#: file if log
"""The log of predictions."""

from flask import Flask
from flask.testing import FlaskClient

from service.database import db
from service.log import Prediction
from service.model import current


def test_prediction_is_remembered(app: Flask, client: FlaskClient) -> None:
    answer = client.post("/predict", json=current().example).json

    with app.app_context():
        kept = db.session.scalars(db.select(Prediction)).one()
        assert kept.inputs == current().example
        assert kept.answer == answer
