"""The OpenAPI document. The same with every web framework."""

import unittest

from service.model import current
from service.openapi import document


class OpenapiTest(unittest.TestCase):
    """What a program that reads it has to know."""

    def setUp(self) -> None:
        self.paths = document(current().card)["paths"]

    def test_what_takes_json_says_so(self) -> None:
        for path, found in self.paths.items():
            with self.subTest(path=path):
                self.assertEqual(
                    "post" in found, "requestBody" in found.get("post", {})
                )
    #: if key

    def test_what_takes_a_key_says_so(self) -> None:
        for path, found in self.paths.items():
            with self.subTest(path=path):
                self.assertEqual("post" in found, "security" in found.get("post", {}))
    #: end
    #: if jobs

    def test_job_is_only_taken(self) -> None:
        self.assertIn("202", self.paths["/jobs"]["post"]["responses"])
    #: end
