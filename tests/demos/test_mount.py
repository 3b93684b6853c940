"""Both twins in the site's own process."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from flask import Flask
from werkzeug.test import Client
from werkzeug.wrappers import Response

from guide.demos import apart, mount, twins
from guide.demos.twins import Twin
from guide.web import readyz
from tests.conftest import ROOT

SITE = Response("the site")


@pytest.fixture(scope="session")
def mounted(processes: object, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return mount.mount(SITE, tmp_path_factory.mktemp("instance"))


def test_a_twin_is_mounted_under_its_path(mounted: Any, twin: str) -> None:
    client = Client(mounted)

    assert client.get("/").text == "the site"
    assert client.get(f"/demo/{twin}/json").json == {"message": "Hello, World!"}
    assert client.get(f"/demo/{twin}/remote").text == "Hello, World!"
    assert client.get(f"/demo/{twin}/nowhere").content_type == "application/problem+json"
    for path in ("nowhere", "no/where/"):
        lost = client.get(f"/demo/{twin}/{path}", headers={"Accept": "text/html"})
        assert '<a href="/demos/">Back to the demos</a>' in lost.text


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("", "*"),
        (" Example.org. , www.example.org,", "example.org,www.example.org"),
        ("*.example.org", ".example.org"),
        ("münchen.example", "xn--mnchen-3ya.example"),
        ("https://example.org/", None),
        ("example.org:8443", None),
    ],
)
def test_names_are_those_that_a_browser_sends(
    given: str, names: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each framework takes other ways of writing one; what is no name is refused."""
    monkeypatch.setenv("TWIN_HOSTS", given)
    if names is None:
        with pytest.raises(ValueError, match=r"TWIN_HOSTS names '.*' \(expected: host names"):
            mount.hosts()
    else:
        assert names == mount.hosts()


def test_head_has_no_body(mounted: Any, twin: str) -> None:
    """Django leaves that to the server, and some servers complain."""
    answer = Client(mounted).head(f"/demo/{twin}/json")

    assert (200, b"") == (answer.status_code, answer.data)


@pytest.mark.parametrize("root", ["", "/sub", "/sub/two"])
def test_cookies_and_links_keep_to_the_path(mounted: Any, twin: str, root: str) -> None:
    """That of the request's own root, whatever root the one before it had."""
    client = Client(mounted)
    below: dict[str, Any] = {"environ_overrides": {"SCRIPT_NAME": root}}
    # in a thread, because Django refuses its database where a browser's event loop runs
    with ThreadPoolExecutor(1) as apart:
        answer = apart.submit(client.get, f"/demo/{twin}/form", **below).result()
        if twin == "django":  # which keeps a connection for each thread: nothing else closes it
            apart.submit(close_connections).result()
    cookies, page = answer.headers.getlist("Set-Cookie"), answer.text
    style = page.partition('rel="stylesheet" href="')[2].partition('"')[0]

    assert cookies
    assert all(f"Path={root}/demo/{twin}/" in cookie for cookie in cookies)
    assert style == f"{root}/demo/{twin}/static/twin.css"
    assert client.get(style.removeprefix(root), buffered=True, **below).status_code == 200
    assert f'href="{root}/demo/{twin}/signup"' in page


def close_connections() -> None:
    from django.db import connections

    connections.close_all()


def test_the_address_of_a_twin_ends_with_a_slash(mounted: Any, twin: str) -> None:
    """What stands in its first page is relative to that."""
    answer = Client(mounted).get(f"/demo/{twin}")

    assert (308, f"/demo/{twin}/") == (answer.status_code, answer.headers["Location"])
    assert "nosniff" == answer.headers["X-Content-Type-Options"]


class Stream:
    """What a stranger sends: the bytes of a body, or zeros without an end."""

    def __init__(self, body: bytes | None = None) -> None:
        self.body, self.count = body, 0

    def read(self, size: int = -1) -> bytes:
        """Give what is asked for, and count it."""
        body = b"0" * size if self.body is None else self.body[self.count :][:size]
        self.count += len(body)
        return body


@pytest.mark.parametrize("length", ["1000000000", ""])
def test_a_body_that_is_too_large_is_not_read(mounted: Any, twin: str, length: str) -> None:
    """Its length says so; one in chunks, which has none, is counted as it comes."""
    stream = Stream()
    sent = {"wsgi.input": stream, "wsgi.input_terminated": True, "CONTENT_LENGTH": length}
    kind = "multipart/form-data; boundary=b"
    answer = Client(mounted).post(
        f"/demo/{twin}/form", environ_overrides=sent, content_type=kind, buffered=True
    )

    assert 413 == answer.status_code
    assert "application/problem+json" == answer.content_type
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert stream.count <= (0 if length else 64 * 1024 + 1)


@pytest.mark.parametrize("length", ["1000000000", ""])
def test_the_site_reads_no_more_than_it_may(app: Flask, length: str) -> None:
    """The pages beside the twins refuse a body in the same way."""
    stream = Stream()
    sent = {"wsgi.input": stream, "wsgi.input_terminated": True, "CONTENT_LENGTH": length}
    kind = "multipart/form-data; boundary=b"
    answer = app.test_client().post("/demos/json/", environ_overrides=sent, content_type=kind)

    assert 413 == answer.status_code
    assert stream.count <= (0 if length else 64 * 1024 + 1)


def test_a_body_in_chunks_is_read(mounted: Any, twin: str) -> None:
    """Both take one, as they take one with a length."""
    sent = {
        "wsgi.input": Stream(b'{"model": "none"}'),
        "wsgi.input_terminated": True,
        "CONTENT_LENGTH": "",
    }
    client, kind = Client(mounted), "application/json"
    answer = client.post(f"/demo/{twin}/predict", environ_overrides=sent, content_type=kind)

    assert 422 == answer.status_code
    assert "#/model" in [each["pointer"] for each in answer.json["errors"]]


PROGRAM = """
import json, os, sys, time
from werkzeug.test import Client
from werkzeug.wrappers import Response
from guide.demos import mount, runner, catalogue

heavy = {{"flask", "django", "sklearn", "sqlalchemy", "numpy", "lmdb", "redis"}}
before = dict(os.environ), time.tzname
client = Client(mount.mount(Response("the site"), {folder!r}))
client.get("/")
seen = [sorted(heavy & set(sys.modules))]
client.get("/demo/flask/json")
seen.append(sorted(heavy & set(sys.modules)))
client.get("/demo/django/json")
seen.append(sorted(heavy & set(sys.modules)))
changed = {{n for n in os.environ if os.environ[n] != before[0].get(n)}}
print(json.dumps([seen, sorted(changed), time.tzname == before[1]]))
"""


def test_nothing_is_imported_before_it_is_asked_for(tmp_path: Path) -> None:
    """And Django leaves the environment and the time zone of the process alone.

    What a shell has set for another project of Django’s does not reach this one.
    """
    command = [sys.executable, "-c", PROGRAM.format(folder=str(tmp_path))]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "somebody.settings"}
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    seen, changed, same_zone = json.loads(run.stdout)

    assert seen[0] == []
    assert seen[1] == ["flask", "sqlalchemy"]
    assert seen[2] == ["django", "flask", "sqlalchemy"]
    assert changed == []
    assert same_zone


PAGES = """
import sys
from guide import create_app
client = create_app(sys.argv[1]).test_client()
asked = ["/", "/questions/", "/result/", "/compare/", "/benchmarks/", "/method/", "/demos/forms/"]
print({client.get(path).status_code for path in asked})
print(*sorted({"django", "sklearn", "sqlalchemy", "fastapi", "numpy"} & {*sys.modules}))
"""


def test_no_page_imports_what_the_twins_are_made_of() -> None:
    """A site that nobody asks for a demo starts, and shows every kind of page, without it."""
    command = [sys.executable, "-c", PAGES, str(ROOT)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "{200}\n\n" == run.stdout


WITHOUT = """
import sys
sys.modules["django"] = sys.modules["flask_sqlalchemy"] = None
from werkzeug.test import Client
from werkzeug.wrappers import Response
from guide.demos import mount, twins
client = Client(mount.mount(Response("the site"), "instance"))
for twin in twins.SHOWN:
    answer = client.get(f"/demo/{twin.id}/json")
    print(answer.status_code, answer.json["detail"])
print(client.get("/").text, twins.available())
"""


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, cwd=tmp_path
    )

    assert run.returncode == 0, run.stderr
    assert run.stdout == (
        f"503 The demos need django, flask_sqlalchemy. To install it: {twins.INSTALL}\n" * 2
        + "the site False\n"
    )


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """A site whose twins cannot start."""

    def load(twin: Twin, instance: Path, settings: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(mount, "_loaded", {})
    monkeypatch.setattr(mount, "load", load)
    return mount.mount(SITE, tmp_path)


def test_a_twin_that_cannot_start_answers_for_itself(broken: Any, twin: str) -> None:
    client = Client(broken)
    answer = client.get(f"/demo/{twin}/json")

    assert answer.status_code == 503
    assert answer.json["detail"] == "This demo could not be started."
    assert client.get("/").text == "the site"


def test_a_folder_that_cannot_be_used_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Not with the lines of the code, once for each request: the host's setting is wrong."""

    def load(twin: Twin, instance: Path, settings: object) -> None:
        (instance / "flask_twin").mkdir()

    monkeypatch.setattr(mount, "_loaded", {})
    monkeypatch.setattr(mount, "load", load)
    (tmp_path / "file").touch()
    answer = Client(mount.mount(SITE, tmp_path / "file")).get("/demo/flask/json")
    (record,) = caplog.records

    assert (503, None) == (answer.status_code, record.exc_info)
    assert record.getMessage().startswith(f"the flask twin cannot use {tmp_path / 'file'}: [Errno")
    assert record.getMessage().endswith(". To fix this: name another with GUIDE_INSTANCE")


GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("state", ["mounted", "broken"])
def test_every_answer_is_guarded(
    request: pytest.FixtureRequest, twin: str, state: str, scheme: str
) -> None:
    """Also that of a twin which cannot start."""
    client = Client(request.getfixturevalue(state))
    headers = client.get(f"/demo/{twin}/json", base_url=f"{scheme}://localhost").headers

    assert GUARDS == {name: headers.get(name) for name in GUARDS}
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert ("Strict-Transport-Security" in headers) == (scheme == "https")


def test_each_part_says_whether_it_answers(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """`/readyz` asks both twins, at most once in a while; `/healthz` asks nobody."""
    client = app.test_client()
    ready = client.get("/readyz")
    monkeypatch.setattr(mount._apart, "answer", Mock(side_effect=apart.Busy))
    kept = client.get("/readyz")
    app.extensions["readyz"] = readyz.Known()
    silent = client.get("/readyz")
    app.extensions["readyz"] = readyz.Known()

    parts = {"database": "answers", "features": "answers"}
    assert {"site": "answers", "flask": parts, "django": parts} == ready.json
    assert (200, 200, 503) == (ready.status_code, kept.status_code, silent.status_code)
    assert "database does not answer" in silent.json["flask"]
    assert 200 == client.get("/healthz").status_code


def test_who_waits_for_the_first_look_takes_what_it_found(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else each of a server's threads would ask the twins again, one after the other."""
    looks = []

    def look(known: readyz.Known) -> None:
        looks.append(known)
        time.sleep(0.2)
        known.parts, known.looked = {"site": "answers"}, time.monotonic()

    monkeypatch.setattr(readyz, "_look", look)
    app.extensions["readyz"] = readyz.Known()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: app.test_client().get("/readyz").json, range(4)))
    app.extensions["readyz"] = readyz.Known()

    assert 4 * [{"site": "answers"}] == answers
    assert 1 == len(looks)
