"""What is kept: pages that no answer changes, static files, and how each is asked for again."""

import gzip
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from unittest.mock import Mock

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from guide import create_app
from guide.engine.audit import Audit, audit
from guide.loading import criteria
from guide.web import api, auditing, headers, kept, method, openapi, static_files
from guide.web.bodies import Body, choose
from guide.web.state import NAME
from tests.conftest import ROOT, SITES

TRIP = SITES / "trip"
DECODED = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
KEPT = ["/", "/compare/", "/criteria/", "/criteria/fear/", "/method/", *api.KEPT]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    made = create_app(TRIP)
    made.extensions[NAME].auditor.audit()
    return made.test_client()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one's own, with a stylesheet."""
    (tmp_path / "criteria.yaml").write_text((TRIP / "criteria.yaml").read_text())
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "site.css").write_text("/* one */")
    return tmp_path


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip;q=0", ""),
        ("gzip;q=0, br", "br"),
        ("br;q=0, *", "gzip"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("*;q=0", ""),
        ("identity;q=1, gzip;q=0.5", ""),
        ("zstd, deflate", ""),
        ("gzip;q=nonsense", ""),
        ("gzip" + 100_000 * " ", ""),  # what is looked up is kept
    ],
)
def test_encoding_is_what_the_client_likes_best(accepted: str, encoding: str) -> None:
    """By RFC 9110; a quality of 0 is a refusal."""
    assert encoding == choose(accepted)


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
@pytest.mark.parametrize("path", [*KEPT, "/static/style.css"])
def test_each_encoding_has_the_same_bytes_and_its_own_tag(
    path: str, encoding: str, client: FlaskClient
) -> None:
    """Decoded, an answer is the plain one; its tag is strong, and that of no other encoding."""
    plain = client.get(path)
    found = client.get(path, headers={"Accept-Encoding": encoding})

    assert encoding == found.headers.get("Content-Encoding", "")
    assert plain.data == DECODED[encoding](found.data)
    assert found.headers["ETag"].startswith('"')
    assert (encoding == "") == (plain.headers["ETag"] == found.headers["ETag"])
    assert "Accept-Encoding" == found.headers["Vary"]
    assert len(found.data) == int(found.headers["Content-Length"])


@pytest.mark.parametrize("path", [*KEPT, "/static/style.css"])
def test_what_a_client_has_is_not_sent_again(path: str, client: FlaskClient) -> None:
    """With its tag the answer is 304, without a body and with all headers of security."""
    accepted = {"Accept-Encoding": "gzip"}
    tag = client.get(path, headers=accepted).headers["ETag"]
    for tags in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = client.get(path, headers={**accepted, "If-None-Match": tags})

        assert (304, b"", tag) == (again.status_code, again.data, again.headers["ETag"])
        assert set(headers.HEADERS) <= set(again.headers.keys())
    assert 200 == client.get(path, headers={"If-None-Match": tag}).status_code
    assert 200 == client.get(path, headers={**accepted, "If-None-Match": '"x'}).status_code


@pytest.mark.parametrize("path", [*KEPT, "/static/style.css"])
def test_head_is_get_without_the_body(path: str, client: FlaskClient) -> None:
    """Every header is the same."""
    asked = {"Accept-Encoding": "br"}
    head, get = client.head(path, headers=asked), client.get(path, headers=asked)

    assert b"" == head.data
    assert list(get.headers) == list(head.headers)


@pytest.mark.parametrize(
    ("asked", "status", "start", "stop"),
    [
        ("bytes=0-9", 206, 0, 10),
        ("bytes=-5", 206, -5, None),
        ("bytes=10-", 206, 10, None),
        ("bytes=999999-", 416, 0, 0),
        ("bytes=0-1,5-6", 200, 0, None),
        ("bytes=9-1", 200, 0, None),
        ("lines=1-2", 200, 0, None),
        ("nonsense", 200, 0, None),
    ],
)
def test_range_of_a_file_is_one_of_its_own_bytes(
    asked: str, status: int, start: int, stop: int | None, client: FlaskClient
) -> None:
    """A part is never one of the compressed bytes; what is no single range gets the whole."""
    whole = client.get("/static/score.js").data
    part = client.get("/static/score.js", headers={"Range": asked, "Accept-Encoding": "gzip"})

    assert status == part.status_code
    assert whole[start:stop] == part.data
    assert "Content-Encoding" not in part.headers


def test_range_of_another_version_gets_the_whole(client: FlaskClient) -> None:
    """`If-Range` with a tag that is not the file's."""
    asked = {"Range": "bytes=0-9", "If-Range": '"other"'}
    tag = client.get("/static/score.js").headers["ETag"]

    assert 200 == client.get("/static/score.js", headers=asked).status_code
    assert 206 == client.get("/static/score.js", headers=asked | {"If-Range": tag}).status_code


def test_range_is_of_an_answer_to_get(client: FlaskClient) -> None:
    """HEAD tells of the whole (RFC 9110, 14.2)."""
    head = client.head("/static/score.js", headers={"Range": "bytes=0-9"})
    whole = client.get("/static/score.js")

    assert (200, whole.headers["Content-Length"]) == (
        head.status_code,
        head.headers["Content-Length"],
    )


def test_scripts_and_styles_have_their_type_on_every_system() -> None:
    """Windows may hold scripts for plain text, and no browser runs such a one with `nosniff`."""
    wrong = "import mimetypes as m; m.add_type('text/plain', '.js'); m.add_type('a/b', '.css')"
    asks = (
        "from guide import create_app; c = create_app('tests/sites/trip').test_client(); "
        "print(*(c.get(f'/static/{n}').mimetype for n in ('score.js', 'with-one.js', 'style.css')))"
    )
    said = subprocess.run(
        [sys.executable, "-c", f"{wrong}; {asks}"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    ).stdout

    assert ["text/javascript", "text/javascript", "text/css"] == said.split()


def test_range_of_a_page_is_ignored(client: FlaskClient) -> None:
    """A page is always sent whole."""
    assert 200 == client.get("/compare/", headers={"Range": "bytes=0-9"}).status_code


def test_page_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second visitor gets what the first had made; a query has it made anew."""
    app = create_app(TRIP)
    client, made = app.test_client(), list[int]()
    view = app.view_functions["comparing.compare"]

    def counted() -> object:
        made.append(1)
        return view()

    monkeypatch.setitem(app.view_functions, "comparing.compare", counted)
    for _ in range(3):
        first = client.get("/compare/")

    assert 1 == len(made)
    assert first.data == client.get("/compare/?ref=friend").data
    assert 2 == len(made)


def test_nothing_of_an_answer_is_kept() -> None:
    """What depends on answers is made for each who asks."""
    app = create_app(TRIP)
    for path in (
        "/questions/?budget=low",
        "/result/?budget=low",
        "/result/",
        "/api/recommend?budget=low",
    ):
        assert 200 == app.test_client().get(path).status_code

    assert {} == find(app)._bodies


def find(app: Flask) -> kept.Kept:
    """Return the layer that keeps pages."""
    inner = app.wsgi_app
    while not isinstance(inner, kept.Kept):
        inner = inner.app  # type: ignore[attr-defined]
    return inner


def test_each_host_sees_its_own_address() -> None:
    """A page that names its own address is kept for each."""
    client = create_app(TRIP).test_client()
    for base in ("http://one.example", "https://one.example", "http://two.example"):
        assert f'href="{base}/compare/"' in client.get("/compare/", base_url=base).text


def test_strangers_cannot_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many names a host is asked by, no more than the bound is kept."""
    monkeypatch.setattr(kept, "MOST", 100_000)
    app = create_app(TRIP)
    client = app.test_client()
    for number in range(60):
        client.get("/compare/", headers={"Host": f"h{number}.example"})
    client.get("/compare/", headers={"Host": "h" * 1000})
    bodies = find(app)._bodies

    assert 1 < len(bodies) < 60
    assert sum(len(body.data) for body in bodies.values()) <= 100_000


def test_edit_of_a_file_is_seen_in_pages_and_file(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new stylesheet has another version at once, though its time of change is the same."""
    monkeypatch.setattr(static_files, "SECONDS", 0)
    client = create_app(site).test_client()
    (site / "static" / "style.css").write_text("/* one */")
    before = client.get("/").text
    (site / "static" / "style.css").write_text("/* other */")
    after = client.get("/").text

    assert before != after
    assert "/* other */" == client.get("/static/style.css").text


def test_version_is_that_of_the_bytes(site: Path) -> None:
    """The same file has the same version on every host, whenever it was copied there."""
    first = create_app(site).extensions[NAME].static_files.version("site.css")
    (site / "static" / "site.css").write_text("/* one */")

    assert first == create_app(site).extensions[NAME].static_files.version("site.css")
    assert Body(b"/* one */", "text/css").digest.startswith(first)


def test_versioned_file_is_kept_for_good(client: FlaskClient) -> None:
    """By its version it is immutable; by another, or none, it is asked for again."""
    version = client.application.extensions[NAME].static_files.version("style.css")
    for query, expected in (
        (f"?v={version}", "public, max-age=31536000, immutable"),
        ("?v=old", "no-cache"),
        ("", "no-cache"),
    ):
        found = client.get(f"/static/style.css{query}").headers["Cache-Control"]

        assert expected == found


def test_the_files_of_all_projects_are_loaded_once(app: Flask) -> None:
    """They are a quarter of a megabyte, and every choice on their page would ask for them again."""
    client = app.test_client()
    address = re.search(r'data-live="([^"]+)"', client.get("/start/").text)[1]
    sent = client.get(address)
    again = client.get(address, headers={"If-None-Match": sent.headers["ETag"]})

    assert sent.text.startswith("self.StarterData = {")
    assert "public, max-age=31536000, immutable" == sent.headers["Cache-Control"]
    assert (304, b"") == (again.status_code, again.data)


def test_description_for_programs_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes fifty times as long as any answer."""
    describe = Mock(return_value={"paths": {}})
    monkeypatch.setattr(openapi, "describe", describe)
    client = create_app(TRIP).test_client()

    assert [{"paths": {}}] * 2 == [client.get("/api/openapi.json").json for _ in range(2)]
    describe.assert_called_once()


def test_description_for_programs_says_what_is_not_sent_again(client: FlaskClient) -> None:
    """A client that is made from it takes an answer without a body, where one may come."""
    paths = client.get("/api/openapi.json").get_json()["paths"]

    assert ["/api/guide"] == [path for path in paths if "304" in paths[path]["get"]["responses"]]


def test_page_does_not_wait_for_a_long_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says that the audit is being made, is not kept, and shows it when it is there."""
    go, calls = threading.Event(), []
    real = audit

    def slow(*args: object) -> Audit:
        calls.append(args)
        go.wait(30)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(auditing, "audit", slow)
    client = create_app(TRIP).test_client()
    begin = time.monotonic()
    waiting = client.get("/method/")

    assert time.monotonic() - begin < 2
    assert "The audit of this guide is still being made." in waiting.text
    assert "no-store" == waiting.headers["Cache-Control"]

    go.set()
    monkeypatch.setattr(method, "PATIENCE", 30)

    assert "ways to answer every question" in client.get("/method/").text
    assert 1 == len(calls)


def test_failed_audit_is_told_to_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the audit is an error of the page, and is not kept."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(auditing, "audit", fail)
    client = create_app(TRIP).test_client()

    assert 500 == client.get("/method/").status_code
    assert 200 == client.get("/compare/").status_code


def test_export_waits_for_the_audit() -> None:
    """Without patience the audit is whole."""
    assert auditing.Auditor(criteria.load(ROOT)).audit() is not None
