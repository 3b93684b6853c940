#: file if crud
"""The records that people keep."""

import pytest
#: if login
from flask import Flask
#: end
from flask.testing import FlaskClient

#: if login
from service.model import current

from .people import sign_in
#: end
from .test_pages import example


@pytest.fixture
def record(client: FlaskClient) -> str:
    """The address of a record, made by the form."""
    client.post("/", data=example())
    return "/records/1"


def test_records_are_listed(client: FlaskClient, record: str) -> None:
    assert f'href="{record}"' in client.get("/records").text


def test_record_is_corrected(client: FlaskClient, record: str) -> None:
    answer = client.post(record, data={"label": "another", "note": "seen"})

    assert answer.status_code == 302
    assert "another" in client.get("/records").text


def test_what_is_too_long_is_refused(client: FlaskClient, record: str) -> None:
    page = client.post(record, data={"label": "x" * 201}).text

    assert 'aria-describedby="label_error"' in page
    assert 'class="error" id="label_error"' in page


def test_record_is_deleted_once_confirmed(client: FlaskClient, record: str) -> None:
    assert client.get(f"{record}/delete").status_code == 200
    assert client.get(record).status_code == 200
    client.post(f"{record}/delete")
    assert client.get(record).status_code == 404


@pytest.mark.parametrize("rest", ["/{}", "/{}/delete", "?page={}"])
def test_number_that_is_too_large_names_nothing(client: FlaskClient, rest: str) -> None:
    for number in (2**31, 2**63):
        assert client.get(f"/records{rest.format(number)}").status_code == 404


def test_form_of_another_site_is_refused(client: FlaskClient, record: str) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = True

    assert client.post(f"{record}/delete").status_code == 400
#: if login


def test_what_a_program_asked_for_them_is_theirs(
    client: FlaskClient, record: str
) -> None:
    client.post("/predict", json=current().example)

    assert client.get("/records").text.count(">Correct<") == 2


def test_others_do_not_see_it(app: Flask, client: FlaskClient, record: str) -> None:
    other = sign_in(app, "bob")

    assert record not in other.get("/records").text
    assert other.get(record).status_code == 404
    assert other.post(f"{record}/delete").status_code == 404


def test_nobody_has_to_log_in(app: Flask) -> None:
    assert app.test_client().get("/records").status_code == 302
#: end
