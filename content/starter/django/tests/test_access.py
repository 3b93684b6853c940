#: file if key or login
"""Who may ask for predictions."""

from django.http import HttpResponse
from django.test import Client

from service.model import current

from .cases import ServiceTest


class AccessTest(ServiceTest):
    """A client that nobody knows."""

    def ask(self, **headers: str) -> HttpResponse:
        body = current().example
        return Client().post("/predict", body, "application/json", headers=headers)

    def test_nobody_gets_a_prediction(self) -> None:
        response = self.ask()

        self.assertEqual(401, response.status_code)
        self.assertEqual(401, response.json()["status"])

    def test_what_is_not_there_asks_for_nothing(self) -> None:
        response = Client().get("/predict")

        self.assertEqual(405, response.status_code)
        self.assertEqual("POST", response["Allow"])

    #: if key
    def test_wrong_key_is_refused(self) -> None:
        response = self.ask(Authorization="Bearer wrong")

        self.assertEqual(401, response.status_code)
        self.assertEqual("Bearer", response["WWW-Authenticate"])

    #: end
    def test_anybody_may_ask_what_the_model_takes(self) -> None:
        self.assertEqual(200, Client().get("/model").status_code)
