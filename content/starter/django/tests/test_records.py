#: file if crud
"""The records that people keep."""

from django.test import Client

from service.models import Prediction

from .cases import ServiceTest
#: if login
from .people import sign_in
#: end
from .test_pages import example


class RecordsTest(ServiceTest):
    """A record, made by the form."""

    def setUp(self) -> None:
        super().setUp()
        self.client.post("/", example())
        self.record = f"/records/{Prediction.objects.get().pk}"

    def test_records_are_listed(self) -> None:
        self.assertContains(self.client.get("/records"), f'href="{self.record}"')

    def test_record_is_corrected(self) -> None:
        fields = {"label": "another", "note": "seen"}
        self.assertRedirects(self.client.post(self.record, fields), "/records")

        self.assertContains(self.client.get("/records"), "another")

    def test_what_is_too_long_is_refused(self) -> None:
        response = self.client.post(self.record, {"label": "x" * 201})

        self.assertContains(response, 'class="error" id="id_label_error"')
        self.assertContains(response, 'id_label_error"', count=2)  # the field names it

    def test_record_is_deleted_once_confirmed(self) -> None:
        self.assertEqual(200, self.client.get(f"{self.record}/delete").status_code)
        self.assertEqual(200, self.client.get(self.record).status_code)
        self.client.post(f"{self.record}/delete")
        self.assertEqual(404, self.client.get(self.record).status_code)

    def test_form_of_another_site_is_refused(self) -> None:
        response = Client(enforce_csrf_checks=True).post(f"{self.record}/delete")

        self.assertEqual(403, response.status_code)
    #: if login

    def test_what_a_program_asked_for_them_is_theirs(self) -> None:
        self.predict()

        self.assertContains(self.client.get("/records"), ">Correct<", 2)

    def test_others_do_not_see_it(self) -> None:
        other = sign_in("bob")

        self.assertNotContains(other.get("/records"), self.record)
        self.assertEqual(404, other.get(self.record).status_code)
        self.assertEqual(404, other.post(f"{self.record}/delete").status_code)

    def test_nobody_has_to_log_in(self) -> None:
        self.assertEqual(302, Client().get("/records").status_code)
    #: end
