"""What is made for one request is compressed where that makes it arrive sooner."""

from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from guide import create_app
from guide.web.bodies import ENCODINGS, SMALLEST
from guide.web.compression import WINDOW
from tests.conftest import ROOT
from tests.web.test_kept import DECODED

WRONG = urlencode({f"unknown-{number}": "open" for number in range(9)})


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(ROOT).test_client()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "path", ["/questions/?auth=open", "/result/?auth=open", "/api/guide", "/nowhere/"]
)
def test_a_page_or_much_json_is_compressed(path: str, encoding: str, client: FlaskClient) -> None:
    """Decoded, it is the plain one."""
    plain = client.get(path)
    found = client.get(path, headers={"Accept-Encoding": encoding})

    assert encoding == found.headers["Content-Encoding"]
    assert len(found.data) < len(plain.data)
    assert len(found.data) == int(found.headers["Content-Length"])
    assert plain.data == DECODED[encoding](found.data)


@pytest.mark.parametrize("query", ["auth=open", WRONG])
def test_json_that_fits_in_the_first_packets_is_sent_as_it_is(
    query: str, client: FlaskClient
) -> None:
    """It is not there sooner for being small."""
    found = client.get(f"/api/recommend?{query}", headers={"Accept-Encoding": "br"})

    assert found.is_json
    assert SMALLEST <= len(found.data) < WINDOW
    assert "Content-Encoding" not in found.headers
