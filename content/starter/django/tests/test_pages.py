#: file if pages
"""The pages for people."""

import html
import json
from unittest import mock

from django.test import Client
#: if not remote
from django.utils.formats import localize
#: end

from service.model import Model, current

from .cases import ServiceTest


def example() -> dict[str, str]:
    """Return the example as the form sends it."""
    values = (each["example"] for each in current().inputs)
    return {
        f"input{number}": value if isinstance(value, str) else json.dumps(value)
        for number, value in enumerate(values)
    }


class PagesTest(ServiceTest):
    """The form and its answer."""

    def test_form_has_a_field_for_each_input(self) -> None:
        response = self.client.get("/")

        for name in example():
            self.assertContains(response, f'name="{name}"')

    def test_form_predicts(self) -> None:
        page = html.unescape(self.client.post("/", example()).text)

        self.assertIn('class="answer"', page)
        #: if not remote
        prediction = current().card["answer"]["prediction"]
        self.assertIn(str(localize(prediction)), page)
        #: end

    def test_prediction_need_not_come_first(self) -> None:
        answer = {"version": "the second", "prediction": "seven"}
        with mock.patch.object(Model, "predict", return_value=answer):
            page = self.client.post("/", example()).text

        self.assertIn('class="answer">seven<', page)
        self.assertIn(">the second<", page)

    def test_model_may_have_many_inputs(self) -> None:
        fields = "&".join(f"input{number}=x" for number in range(2_000))
        response = self.client.post("/", fields, "application/x-www-form-urlencoded")

        self.assertEqual(200, response.status_code)

    def test_form_names_what_is_wrong(self) -> None:
        too_long = dict.fromkeys(list(example())[:6], "x" * 10_001)
        response = self.client.post("/", example() | too_long)

        self.assertContains(response, 'class="error"')
        self.assertNotContains(response, 'class="answer"')

    def test_form_of_another_site_is_refused(self) -> None:
        response = Client(enforce_csrf_checks=True).post("/", example())

        self.assertEqual(403, response.status_code)
        self.assertIn("form", response.json()["detail"])
