"""The interface for programs."""

import logging

from django.core.files.uploadedfile import SimpleUploadedFile

from service.contract import MAX_BODY
from service.model import current

from .cases import ServiceTest


class ApiTest(ServiceTest):
    """Requests and answers in JSON."""

    def test_example_is_predicted(self) -> None:
        response = self.predict()

        self.assertEqual(200, response.status_code)
        self.assertEqual(current().card["answer"].keys(), response.json().keys())

    def test_mistakes_are_named(self) -> None:
        response = self.predict({"nothing": 1})

        self.assertEqual(422, response.status_code)
        self.assertEqual("application/problem+json", response["Content-Type"])
        self.assertEqual("/nothing", response.json()["errors"][0]["pointer"])

    def test_what_is_no_json_is_refused(self) -> None:
        for status, body in ((400, "{"), (400, "[" * 60_000), (413, " " * 5_000_000)):
            with self.subTest(status=status, start=body[:2]):
                response = self.predict(body)

                self.assertEqual(status, response.status_code)
                self.assertEqual(status, response.json()["status"])

    def test_other_kinds_of_json_are_read(self) -> None:
        body = current().example
        response = self.client.post("/predict", body, "application/vnd.api+json")

        self.assertEqual(200, response.status_code)

    def test_files_are_counted_too(self) -> None:
        file = SimpleUploadedFile("file", b" " * MAX_BODY)
        response = self.client.post("/predict", {"file": file})

        self.assertEqual(413, response.status_code)

    def test_other_media_types_are_refused(self) -> None:
        response = self.client.post("/predict", "{}", "text/plain")

        self.assertEqual(415, response.status_code)

    def test_errors_are_problem_documents(self) -> None:
        self.assertEqual(404, self.client.get("/nothing").json()["status"])
        wrong = self.client.get("/predict")
        self.assertEqual(405, wrong.json()["status"])
        self.assertEqual("POST", wrong["Allow"])

    def test_other_hosts_are_refused(self) -> None:
        response = self.client.get("/model", headers={"Host": "evil.example"})
        logger = logging.getLogger("django.security.DisallowedHost")

        self.assertEqual(400, response.status_code)
        self.assertFalse(logger.isEnabledFor(logging.ERROR))

    def test_pages_for_programs_answer(self) -> None:
        for path in ("/model", "/openapi.json", "/healthz", "/readyz"):
            with self.subTest(path=path):
                response = self.client.get(path)

                self.assertEqual(200, response.status_code)
                self.assertEqual("nosniff", response["X-Content-Type-Options"])
