#: file if stream
"""An answer piece by piece."""

import json

from flask.testing import FlaskClient

from service.model import current


def test_pieces_are_lines_of_json(client: FlaskClient) -> None:
    response = client.post("/predict/stream", json=current().example)

    assert response.content_type == "application/x-ndjson"
    assert response.headers["X-Accel-Buffering"] == "no"
    assert all(
        isinstance(json.loads(line), dict) for line in response.text.splitlines()
    )
    assert "problem" not in response.text


def test_mistakes_are_named_before_the_first_piece(client: FlaskClient) -> None:
    assert client.post("/predict/stream", json={}).status_code == 422
