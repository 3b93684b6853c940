#: file if jobs
"""Jobs."""

from datetime import timedelta
from unittest import mock

from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from service.jobs import LIMIT
from service.model import current, same

from .cases import ServiceTest

WORKER = "django_tasks_db.management.commands.db_worker"


def work() -> None:
    """Do what waits, as the worker does; it would drop the test's open transaction."""
    with mock.patch(f"{WORKER}.close_old_connections"):
        call_command("db_worker", batch=True, interval=0, verbosity=0)


class JobsTest(ServiceTest):
    """A job is taken at once, and done by a worker."""

    def test_job_is_done(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            taken = self.client.post("/jobs", current().example, "application/json")

        self.assertEqual(202, taken.status_code)
        self.assertEqual("waiting", self.client.get(taken["Location"]).json()["status"])
        work()
        job = self.client.get(taken["Location"]).json()
        self.assertEqual("done", job["status"])
        self.assertTrue(same(job["answer"], current().card["answer"]))

    def test_job_that_lost_its_worker_has_failed(self) -> None:
        taken = self.client.post("/jobs", current().example, "application/json")
        for age, status in ((LIMIT - 60, "waiting"), (LIMIT + 60, "failed")):
            started = timezone.now() - timedelta(seconds=age)
            running = {"status": TaskResultStatus.RUNNING, "started_at": started}
            DBTaskResult.objects.update(**running)
            job = self.client.get(taken["Location"]).json()

            self.assertEqual(status, job["status"])

    def test_mistakes_are_named_at_once(self) -> None:
        self.assertEqual(
            422, self.client.post("/jobs", {}, "application/json").status_code
        )

    def test_unknown_job(self) -> None:
        missing = "/jobs/00000000-0000-4000-8000-000000000000"

        self.assertEqual(404, self.client.get(missing).status_code)
