#: file if many
"""Models by their names."""

from unittest import mock

from service import named
from service.model import current

from .cases import ServiceTest


class NamedTest(ServiceTest):
    """The model under two names."""

    def setUp(self) -> None:
        super().setUp()
        both = {"first": current(), "second": current()}
        self.enterContext(mock.patch.object(named, "models", lambda: both))

    def test_all_are_listed(self) -> None:
        self.assertEqual(2, len(self.client.get("/models").json()["models"]))
        one = self.client.get("/models/second").json()
        self.assertEqual(self.client.get("/model").json(), one)

    def test_each_predicts(self) -> None:
        body = current().example
        response = self.client.post("/models/second/predict", body, "application/json")

        self.assertEqual(200, response.status_code)
        self.assertEqual(current().card["answer"].keys(), response.json().keys())

    def test_unknown_name(self) -> None:
        paths = [
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
        ]
        for path in paths:
            with self.subTest(path=path):
                body = current().example
                response = self.client.post(path, body, "application/json")

                self.assertEqual(404, response.status_code)
    #: if pages

    def test_page_asks_the_model_that_is_chosen(self) -> None:
        self.assertEqual(200, self.client.get("/?model=second").status_code)
    #: end
