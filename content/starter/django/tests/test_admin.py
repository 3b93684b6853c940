#: file if admin
"""The administration."""

from service.models import Prediction

from .cases import ServiceTest
from .people import sign_in

LOG = "/admin/service/prediction/"


class AdminTest(ServiceTest):
    """The log, for staff."""

    def setUp(self) -> None:
        super().setUp()
        self.predict()

    #: if edit
    def test_label_is_corrected(self) -> None:
        kept = Prediction.objects.get()
        fields = {"label": "another", "note": "seen by an expert"}
        self.client.post(f"{LOG}{kept.id}/change/", fields)

        kept.refresh_from_db()
        self.assertEqual("another", kept.label)

    #: end
    #: if roles
    def test_staff_who_are_no_editors_only_look(self) -> None:
        other = sign_in("bob", ["staff"])
        kept = Prediction.objects.get()

        self.assertEqual(200, other.get(LOG).status_code)
        response = other.post(f"{LOG}{kept.id}/change/", {"label": "another"})
        self.assertEqual(403, response.status_code)

    #: end
    def test_staff_sees_the_log(self) -> None:
        kept = Prediction.objects.get()

        self.assertContains(self.client.get(LOG), f"{LOG}{kept.id}/change/")

    def test_scripts_of_the_administration_may_run(self) -> None:
        for path, runs in ((LOG, True), ("/", False)):
            policy = self.client.get(path)["Content-Security-Policy"]
            self.assertEqual(runs, "script-src 'self'" in policy)

    def test_log_is_filtered(self) -> None:
        self.assertContains(self.client.get(LOG, {"model": "other"}), "0 predictions")

    def test_slash_may_be_left_out(self) -> None:
        self.assertRedirects(self.client.get("/admin"), "/admin/", status_code=301)

    def test_others_do_not(self) -> None:
        self.assertEqual(302, sign_in("bob").get(LOG).status_code)
