#: file if jobs
"""Jobs: a prediction that may take its time. A worker does it: `manage.py db_worker`."""

import uuid
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django_tasks import TaskResult, TaskResultStatus, default_task_backend, task
from django_tasks.exceptions import TaskResultDoesNotExist

from . import contract
#: if key or login
from .access import required
#: end
#: if log
from .log import remember
#: end
#: if not many
from .model import current
#: else
from .named import chosen, find
#: end
from .problems import problem, read_json

LIMIT = 3600  # seconds; a job that has run for longer has lost its worker

STATUS = {
    TaskResultStatus.READY: "waiting",
    TaskResultStatus.RUNNING: "waiting",
    TaskResultStatus.SUCCESSFUL: "done",
    TaskResultStatus.FAILED: "failed",
}


def as_dict(result: TaskResult) -> dict[str, Any]:
    """Return what a client may know of a job."""
    status = STATUS[result.status]
    if result.status == TaskResultStatus.RUNNING:
        age = timezone.now() - result.started_at
        if age.total_seconds() > LIMIT:
            status = "failed"
    answer = result.return_value if status == "done" else None
    return {"id": str(uuid.UUID(str(result.id))), "status": status, "answer": answer}


@csrf_exempt  # it takes JSON alone, which no form of another site can send
@require_POST
#: if key or login
@required
#: end
def create(request: HttpRequest) -> JsonResponse:
    """Take a job, and say where its answer will be."""
    #: if not many
    row = contract.check(read_json(request), current().inputs)
    job = as_dict(work.enqueue(row))
    #: else
    model = chosen(request)
    row = contract.check(read_json(request), model.inputs)
    job = as_dict(work.enqueue(row, model.card["name"]))
    #: end
    location = reverse("job", args=[job["id"]])
    return JsonResponse(job, status=202, headers={"Location": location})


@require_safe
#: if key or login
@required
#: end
def show(request: HttpRequest, job_id: uuid.UUID) -> JsonResponse:
    """Say how far a job is: waiting, done or failed."""
    try:
        return JsonResponse(as_dict(default_task_backend.get_result(str(job_id))))
    except TaskResultDoesNotExist:
        return problem(404)


@task()
def work(
    row: dict[str, Any],
    #: if many
    name: str,
    #: end
) -> dict[str, Any]:
    """Do a job, in the worker."""
    #: if not many
    model = current()
    #: else
    model = find(name)
    #: end
    # PostgreSQL does not keep the order of a JSON object, which the model needs
    answer = model.predict(contract.check(row, model.inputs))
    #: if log
    remember(model, row, answer)
    #: end
    return answer


urlpatterns = [
    path("jobs", create),
    path("jobs/<uuid:job_id>", show, name="job"),
]
