#: file if admin
"""The administration."""

from flask import Flask
from flask.testing import FlaskClient

#: if edit
from service.database import db
from service.log import Prediction
#: end
from service.model import current

from .people import sign_in


def test_staff_sees_the_log(client: FlaskClient) -> None:
    client.post("/predict", json=current().example)
    response = client.get("/admin/predictions/")

    assert response.status_code == 200
    assert "/admin/predictions/details/?id=1" in response.text


def test_log_is_filtered(client: FlaskClient) -> None:
    client.post("/predict", json=current().example)

    others = client.get("/admin/predictions/?flt1_model_equals=other").text

    assert "details/?id=1" in client.get("/admin/predictions/").text
    assert "details/?id=1" not in others


def test_page_leads_to_the_log(client: FlaskClient) -> None:
    assert 'href="/admin/predictions/"' in client.get("/").text


def test_scripts_of_the_administration_may_run(client: FlaskClient) -> None:
    for path, runs in (("/admin/predictions/", True), ("/", False)):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert runs == ("script-src 'self'" in policy)


def test_others_do_not(app: Flask) -> None:
    assert sign_in(app, "bob").get("/admin/predictions/").status_code == 302
#: if edit


def test_label_is_corrected(app: Flask, client: FlaskClient) -> None:
    client.post("/predict", json=current().example)
    correction = {"label": "another", "note": "seen by an expert"}
    client.post("/admin/predictions/edit/?id=1", data=correction)

    with app.app_context():
        assert db.session.get_one(Prediction, 1).label == "another"
#: end
#: if roles


def test_staff_who_are_no_editors_only_look(app: Flask, client: FlaskClient) -> None:
    client.post("/predict", json=current().example)
    other = sign_in(app, "bob", ["staff"])

    assert other.get("/admin/predictions/").status_code == 200
    assert other.get("/admin/predictions/edit/?id=1").status_code == 302
#: end
