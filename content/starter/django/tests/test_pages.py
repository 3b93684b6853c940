#: file if pages
"""The pages for people."""

from django.test import Client

from service.model import current

from .cases import ServiceTest


def example() -> dict[str, str]:
    """Return the example as the form sends it."""
    return {
        f"input{number}": str(each["example"])
        for number, each in enumerate(current().inputs)
    }


class PagesTest(ServiceTest):
    """The form and its answer."""

    def test_form_has_a_field_for_each_input(self) -> None:
        response = self.client.get("/")

        for name in example():
            self.assertContains(response, f'name="{name}"')

    def test_form_predicts(self) -> None:
        response = self.client.post("/", example())

        self.assertContains(response, 'class="answer"')
        self.assertContains(response, str(current().card["answer"]["prediction"]))

    def test_form_names_what_is_wrong(self) -> None:
        response = self.client.post("/", example() | {"input0": ""})

        self.assertContains(response, 'class="error"')
        self.assertNotContains(response, 'class="answer"')

    def test_form_of_another_site_is_refused(self) -> None:
        response = Client(enforce_csrf_checks=True).post("/", example())

        self.assertEqual(403, response.status_code)
