#: file if pages
"""The pages for people."""

import html
import json

import pytest
from flask.testing import FlaskClient

from service.model import Model, current


def example() -> dict[str, str]:
    """Return the example as the form sends it."""
    values = (each["example"] for each in current().inputs)
    return {
        f"input{number}": value if isinstance(value, str) else json.dumps(value)
        for number, value in enumerate(values)
    }


def test_form_has_a_field_for_each_input(client: FlaskClient) -> None:
    page = client.get("/").text

    assert [] == [name for name in example() if f'name="{name}"' not in page]


def test_form_predicts(client: FlaskClient) -> None:
    page = html.unescape(client.post("/", data=example()).text)

    assert 'class="answer"' in page
    #: if not remote
    assert str(current().card["answer"]["prediction"]) in page
    #: end


def test_prediction_need_not_come_first(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = {"version": "the second", "prediction": "seven"}
    monkeypatch.setattr(Model, "predict", lambda model, row: answer)
    page = client.post("/", data=example()).text

    assert 'class="answer">seven<' in page
    assert ">the second<" in page


def test_model_may_have_many_inputs(client: FlaskClient) -> None:
    fields = {f"input{number}": "x" for number in range(2_000)}

    assert client.post("/", data=fields).status_code == 200


def test_form_names_what_is_wrong(client: FlaskClient) -> None:
    too_long = dict.fromkeys(list(example())[:6], "x" * 10_001)
    page = client.post("/", data=example() | too_long).text

    assert 'class="error"' in page
    assert 'class="answer"' not in page


#: if not sklearn
def test_form_may_be_as_large_as_what_programs_send(client: FlaskClient) -> None:
    assert client.post("/", data={"input0": "1" * 1_000_000}).status_code == 200


#: end
def test_form_of_another_site_is_refused(client: FlaskClient) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = True

    response = client.post("/", data=example())
    assert response.status_code == 400
    assert "form" in response.json["detail"]


def test_programs_need_no_token(client: FlaskClient) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = True
    paths = [
        "/predict",
        #: if jobs
        "/jobs",
        #: end
        #: if stream
        "/predict/stream",
        #: end
    ]

    # what the body lacks is noticed after the check for a token
    assert {422} == {client.post(path, json={}).status_code for path in paths}
