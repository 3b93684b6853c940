#: file if jobs
"""Jobs: a prediction that may take its time. A worker does it: `python -m service.worker`."""

import time
import uuid
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Flask, abort, request, url_for
from flask.typing import ResponseReturnValue
from huey import SqliteHuey
from sqlalchemy import JSON, DateTime, Double, String
from sqlalchemy.orm import Mapped, mapped_column

from . import contract
#: if key or login
from .access import required
#: end
from .database import db
from .errors import Invalid
from .instance import FOLDER
#: if log
from .log import remember
#: end
#: if not many
from .model import current
#: else
from .named import chosen, find
#: end

LIMIT = 3600  # seconds; a job that has run for longer has lost its worker

bp = Blueprint("jobs", __name__)
huey = SqliteHuey(filename=str(FOLDER / "jobs.sqlite3"), results=False)


class Job(db.Model):
    """A prediction to come."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    created: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), default=lambda: datetime.now(UTC)
    )
    started: Mapped[float | None] = mapped_column(Double)  # seconds since 1970
    status: Mapped[str] = mapped_column(String(10), default="waiting")
    #: if many
    model: Mapped[str] = mapped_column(String(255))
    #: end
    inputs: Mapped[dict[str, Any]] = mapped_column(JSON)
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    def as_dict(self) -> dict[str, Any]:
        """Return what a client may know."""
        status = self.status
        if status == "waiting" and self.started and time.time() - self.started > LIMIT:
            status = "failed"
        return {"id": str(self.id), "status": status, "answer": self.answer}


@bp.post("/jobs")
#: if key or login
@required
#: end
def create() -> ResponseReturnValue:
    """Take a job, and say where its answer will be."""
    #: if not many
    row = contract.check(request.get_json(), current().inputs)
    job = Job(inputs=row)
    #: else
    model = chosen()
    row = contract.check(request.get_json(), model.inputs)
    job = Job(model=model.card["name"], inputs=row)
    #: end
    db.session.add(job)
    db.session.commit()
    work(str(job.id))
    return job.as_dict(), 202, {"Location": url_for("jobs.show", job_id=job.id)}


@bp.get("/jobs/<uuid:job_id>")
#: if key or login
@required
#: end
def show(job_id: uuid.UUID) -> dict[str, Any]:
    """Say how far a job is: waiting, done or failed."""
    return (db.session.get(Job, job_id) or abort(404)).as_dict()


@huey.task()
def work(job_id: str) -> None:
    """Do a job, in the worker."""
    job = db.session.get_one(Job, uuid.UUID(job_id))
    job.started = time.time()
    db.session.commit()
    try:
        #: if not many
        model = current()
        #: else
        model = find(job.model)
        #: end
        job.answer = model.predict(job.inputs)
        job.status = "done"
        #: if log
        remember(model, job.inputs, job.answer)
        #: end
    except Invalid:
        job.status = "failed"
    except Exception:
        job.status = "failed"
        raise
    finally:
        db.session.commit()


def init_app(app: Flask) -> None:
    """Take jobs."""
    app.register_blueprint(bp)
    #: if pages
    app.extensions["csrf"].exempt(bp)  # it takes JSON alone, which no form can send
    #: end
