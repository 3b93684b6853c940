#: file if jobs
"""Jobs."""

import time
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.database import db
from service.jobs import LIMIT, Job, huey
from service.model import current, same


@pytest.fixture(autouse=True)
def at_once(app: Flask) -> Iterator[None]:
    """Do jobs at once, without a worker."""
    huey.immediate = True
    yield
    huey.immediate = False


def test_job_is_done(client: FlaskClient) -> None:
    taken = client.post("/jobs", json=current().example)

    assert taken.status_code == 202
    job = client.get(taken.headers["Location"]).json
    assert job["status"] == "done"
    assert same(job["answer"], current().card["answer"])


@pytest.mark.parametrize(
    ("age", "status"), [(LIMIT - 60, "waiting"), (LIMIT + 60, "failed")]
)
def test_job_that_lost_its_worker_has_failed(
    app: Flask, client: FlaskClient, age: int, status: str
) -> None:
    job = client.post("/jobs", json=current().example).json
    lost = {"status": "waiting", "started": time.time() - age}
    with app.app_context():
        db.session.execute(db.update(Job).values(lost))
        db.session.commit()

    assert client.get(f"/jobs/{job['id']}").json["status"] == status


def test_mistakes_are_named_at_once(client: FlaskClient) -> None:
    assert client.post("/jobs", json={}).status_code == 422


def test_unknown_job(client: FlaskClient) -> None:
    missing = "/jobs/00000000-0000-4000-8000-000000000000"

    assert client.get(missing).status_code == 404
