#: file if jobs
"""Jobs."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.jobs import huey
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


def test_mistakes_are_named_at_once(client: FlaskClient) -> None:
    assert client.post("/jobs", json={}).status_code == 422


def test_unknown_job(client: FlaskClient) -> None:
    missing = "/jobs/00000000-0000-4000-8000-000000000000"

    assert client.get(missing).status_code == 404
