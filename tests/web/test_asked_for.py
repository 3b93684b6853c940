"""What no place on the site can be made of is refused; a date that is none is left out."""

import pytest
from werkzeug.datastructures import Headers
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from guide.telling.phrases import Phrases
from guide.web.asked_for import Refusing

seen: list[Headers] = []
roots: list[str] = []


@Request.application
def app(request: Request) -> Response:
    seen.append(request.headers)
    roots.append(request.root_path)
    return Response("asked")


client = Client(Refusing(app, Phrases()))


ROOTS = [
    "sub",
    "//evil.example",
    "/\xff",
    "/\\evil",
    "/a\tb",
    "/..",
    "/a/./b",
    "/a?b",
    "/a#b",
    "/a;b",
    '/a"b',
]


@pytest.mark.parametrize("root", ROOTS)
def test_what_is_no_root_is_refused(root: str) -> None:
    """A proxy that is set up wrongly gets a clear answer; no link leads to another host."""
    response = client.get("/", environ_overrides={"SCRIPT_NAME": root})

    assert (400, "The server could not use this request.") == (response.status_code, response.text)
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("root", "taken"),
    [("", ""), ("/", ""), ("/sub", "/sub"), ("/a/b.../", "/a/b..."), ("/k\xc3\xbcr", "/kür")],
)
def test_a_root_is_a_path(root: str, taken: str) -> None:
    """One that is encoded as UTF-8 is handed on by a server as its bytes. No slash ends it.

    With one, links of the demos would begin with two slashes, and name a host.
    """
    assert "asked" == client.get("/", environ_overrides={"SCRIPT_NAME": root}).text
    assert taken == roots[-1]


@pytest.mark.parametrize(("scheme", "status"), [("HTTPS", 200), ("javascript", 400), ("\xff", 400)])
def test_a_scheme_is_that_of_the_web(scheme: str, status: int) -> None:
    """A proxy may hand on another; links are made of it, and cookies are safe by it."""
    over = {"wsgi.url_scheme": scheme}

    assert status == client.get("/", environ_overrides=over).status_code


def test_a_host_is_in_small_letters() -> None:
    """Names do not differ in that, and one of the frameworks minds."""
    client.get("/", headers={"Host": "Example.org:80"})

    assert "example.org:80" == seen[-1]["Host"]


def test_a_query_that_is_no_text_is_refused() -> None:
    """Some servers hand bytes on as they came, which are no UTF-8, or could stand in no header."""
    assert 400 == client.get("/", environ_overrides={"QUERY_STRING": "v=\r\nX: y"}).status_code
    assert 400 == client.get("/", environ_overrides={"QUERY_STRING": "v=\xff"}).status_code
    assert 200 == client.get("/", environ_overrides={"QUERY_STRING": "v=\xc3\xbc"}).status_code


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("If-Modified-Since", "Thu, 01 Jan 99999999999 00:00:00 GMT", False),
        ("If-Range", "Mon, 99999999999999999999 Jan 2020 00:00:00 GMT", False),
        ("If-Modified-Since", "Tue, 19 Jan 2038 03:14:08 GMT", True),
        ("If-Range", 'W/"1234567"', True),
    ],
)
def test_a_date_that_is_none_is_ignored(name: str, value: str, kept: bool) -> None:
    """As HTTP asks; what reads it would fail. An ETag is no date."""
    client.get("/", headers={name: value})

    assert kept == (name in seen[-1])
