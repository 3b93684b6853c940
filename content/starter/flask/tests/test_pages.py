#: file if pages
"""The pages for client."""

from flask.testing import FlaskClient

from service.model import current


def example() -> dict[str, object]:
    """Return the example as the form sends it."""
    return {
        f"input{number}": str(each["example"])
        for number, each in enumerate(current().inputs)
    }


def test_form_has_a_field_for_each_input(client: FlaskClient) -> None:
    page = client.get("/").text

    assert [] == [name for name in example() if f'name="{name}"' not in page]


def test_form_predicts(client: FlaskClient) -> None:
    page = client.post("/", data=example()).text

    assert 'class="answer"' in page
    assert str(current().card["answer"]["prediction"]) in page


def test_form_names_what_is_wrong(client: FlaskClient) -> None:
    page = client.post("/", data=example() | {"input0": ""}).text

    assert 'class="error"' in page
    assert 'class="answer"' not in page


def test_form_of_another_site_is_refused(client: FlaskClient) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = True

    assert client.post("/", data=example()).status_code == 400


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
