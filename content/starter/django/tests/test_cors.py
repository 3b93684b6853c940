#: file if spa
"""What a front end on another site may do."""

from django.test import Client

from service.cors import FRONTEND

from .cases import ServiceTest

ALLOW = "Access-Control-Allow-Origin"


class CorsTest(ServiceTest):
    """The origin of the front end, and others."""

    def test_front_end_may_ask(self) -> None:
        headers = {"Origin": FRONTEND, "Access-Control-Request-Method": "POST"}
        response = Client().options("/predict", headers=headers)

        self.assertEqual(204, response.status_code)
        self.assertEqual(FRONTEND, response[ALLOW])
        self.assertIn("Location", response["Access-Control-Expose-Headers"])

    def test_other_sites_may_not(self) -> None:
        response = self.client.get("/model", headers={"Origin": "https://evil.example"})

        self.assertNotIn(ALLOW, response.headers)
        self.assertIn("Origin", response["Vary"])
