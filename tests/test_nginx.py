"""The exported site behind a real nginx, configured as the README says."""

import contextlib
import http.client
import os
import re
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import request
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from guide import create_app
from guide.demos import recordings
from guide.web import headers
from tests.conftest import ROOT, OpenPage, served, serving
from tests.programs import program

pytestmark = pytest.mark.usefixtures("processes")
SERVED = served(ROOT)
SITE, PATHS = SERVED.site, SERVED.paths
(SNIPPET,) = re.findall(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text(), re.S)
FRONT = (ROOT / "deploy" / "nginx.conf").read_text()
(PROXY,) = re.findall(r"location / \{.*?\n    \}", FRONT, re.S)
AROUND = """
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    types {{
        text/html html;
        text/css css;
        application/javascript js;
        image/svg+xml svg;
        image/png png;
        application/xml xml;
        text/plain txt;
    }}
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{server}
}}
"""


@contextlib.contextmanager
def nginx(folder: Path, server: str) -> Iterator[str]:
    """Run nginx with one server on a free port; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = server.replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(AROUND.format(folder=folder, user=user, server=server))
    process = subprocess.Popen([program("nginx"), "-c", config, "-e", folder / "error.log"])
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            assert process.poll() is None, (folder / "error.log").read_text()
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def at_root(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = SNIPPET.replace("/srv/guide/build", str(build))
    with nginx(tmp_path_factory.mktemp("nginx"), server) as url:
        yield url


@pytest.fixture(scope="module")
def below(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = SNIPPET.replace("/srv/guide/build", str(build.parent))
    server = server.replace("/404.html", f"/{build.name}/404.html")
    with nginx(tmp_path_factory.mktemp("nginx"), server) as url:
        yield f"{url}/{build.name}"


def test_guides_beside_each_other_have_their_own_error_pages(tmp_path: Path) -> None:
    """As the README says, and with the same headers."""
    for name in ("guide", "other"):
        (tmp_path / "srv" / name).mkdir(parents=True)
        (tmp_path / "srv" / name / "404.html").write_text(name)
    readme = (ROOT / "README.md").read_text()
    (second,) = re.findall(r"`(location /other/ .*?})`", readme)
    server = SNIPPET.replace("/srv/guide/build", str(tmp_path / "srv"))
    server = server.replace("/404.html", "/guide/404.html")
    server = server.replace("location / {", f"location / {{ {second}")
    with nginx(tmp_path, server) as url:
        for name in ("guide", "other"):
            with pytest.raises(urllib.error.HTTPError) as missing:
                urllib.request.urlopen(f"{url}/{name}/nothing/")

            assert (404, name) == (missing.value.code, missing.value.read().decode())
            assert "no-cache" == missing.value.headers["Cache-Control"]


@contextlib.contextmanager
def live_below(prefix: str, folder: Path) -> Iterator[str]:
    """Serve the live site behind nginx below a path; yield its address there."""
    app = create_app(ROOT, {"PROXIES": "1", "INSTANCE": folder / "instance"})
    with serving(app) as url:
        location = PROXY.replace("location /", f"location {prefix}/")
        location = location.replace("http://guide", f"{url}/")
        location = location.replace('Prefix ""', f"Prefix {prefix}")
        with nginx(folder, f"server {{ listen 127.0.0.1:8080;\n{location}}}") as front:
            yield f"{front}{prefix}"


@pytest.mark.parametrize("prefix", ["/sub", "/two/levels"])
def test_demos_work_below_a_path(
    prefix: str, tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every form is taken: the cookies, the links and the styles are those of the path."""
    monkeypatch.setenv("TWIN_LIMITS", "off")
    with live_below(prefix, tmp_path) as url, browser.new_context() as context:
        context.set_default_timeout(30_000)
        page = context.new_page()
        for demo in ("auth", "forms"):
            page.goto(f"{url}/demos/{demo}/")
            page.get_by_text("Run on both").click()
            page.locator("#when", has_text="Both ran just now").wait_for(timeout=120_000)
            texts = page.locator(".status").all_text_contents()
            expected = [str(each.status) for each in recordings.recorded(demo)[0].exchanges]

            assert [status for status in expected for _ in "ab"] == [text[:3] for text in texts]
        for twin in ("flask", "django"):
            page.goto(f"{url}/demo/{twin}/login")
            page.get_by_role("link", name="Form").click()
            page.select_option("[name=model]", "simple")
            page.select_option("[name=label]", "setosa")
            page.fill("[name=probability]", "0.5")
            page.fill("[name=note]", f"by hand in {twin}")
            page.get_by_role("button", name="Keep", exact=True).click()
            page.get_by_text("The record is kept.").wait_for()

            assert {f"{prefix}/demo/{twin}/"} == {
                each["path"] for each in context.cookies() if twin in each["name"]
            }


def test_live_site_behind_it_believes_the_proxy_and_nobody_else(tmp_path: Path) -> None:
    """The visitor's address arrives, and what a visitor claims about the address does not."""
    app = create_app(ROOT, {"PROXIES": "1"})
    seen: list[str] = []
    app.before_request(lambda: seen.append(str(request.remote_addr)))
    live = make_server("127.0.0.1", 0, app)
    thread = threading.Thread(target=live.serve_forever)
    thread.start()
    location = PROXY.replace("//guide", f"//127.0.0.1:{live.server_port}")
    claims = {"For": "203.0.113.9", "Proto": "https", "Host": "evil.example", "Prefix": "/evil"}
    try:
        with nginx(tmp_path, f"server {{ listen 127.0.0.1:8080;\n{location}}}") as url:
            asked = urllib.request.Request(
                url, headers={f"X-Forwarded-{name}": value for name, value in claims.items()}
            )
            with urllib.request.urlopen(asked) as response:
                sent, body = response.headers, response.read()
    finally:
        live.shutdown()
        thread.join()
        live.server_close()

    assert seen == ["127.0.0.1"]
    assert b"evil" not in body
    assert "Strict-Transport-Security" not in sent


def get(url: str) -> tuple[int, Message, bytes]:
    try:
        with urllib.request.urlopen(url) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@pytest.mark.parametrize("where", ["at_root", "below"])
def test_every_page_is_served(where: str, request: pytest.FixtureRequest) -> None:
    """Each path answers with the exported page, and with all headers of the live site."""
    url = request.getfixturevalue(where)
    for path in PATHS:
        status, sent, body = get(url + path)

        assert (200, "text/html") == (status, sent["Content-Type"])
        assert b"<h1" in body
        assert headers.HEADERS | headers.TRANSPORT == {
            name: sent[name] for name in (headers.HEADERS | headers.TRANSPORT)
        }


def test_browser_asks_again_after_an_export(at_root: str) -> None:
    """Else it would run a script of the last export in a page of this one, for days."""
    for path in ("/questions/", "/static/style.css", "/static/with-questions.js"):
        _, sent, _ = get(at_root + path)

        assert ("no-cache", True) == (sent["Cache-Control"], "ETag" in sent)


@pytest.mark.parametrize("where", ["at_root", "below"])
def test_page_that_does_not_exist(where: str, request: pytest.FixtureRequest) -> None:
    """A wrong address has the site's own page and the headers."""
    url = request.getfixturevalue(where)
    status, sent, body = get(f"{url}/no/such/page/")

    assert 404 == status
    assert b"There is no page at this address." in body
    assert headers.HEADERS["Content-Security-Policy"] == sent["Content-Security-Policy"]


@pytest.mark.parametrize("where", ["at_root", "below"])
def test_a_slash_is_added_at_the_same_address(where: str, request: pytest.FixtureRequest) -> None:
    """The port is nginx's own, which nobody can reach: what is in front of it has another."""
    front = urlsplit(request.getfixturevalue(where))
    connection = http.client.HTTPConnection(front.netloc)
    with contextlib.closing(connection):
        connection.request("GET", f"{front.path}/questions", headers={"Host": "guide.example.org"})
        response = connection.getresponse()

    assert (301, f"{front.path}/questions/") == (response.status, response.headers["Location"])


@pytest.mark.parametrize("where", ["at_root", "below"])
def test_files_are_compressed(where: str, request: pytest.FixtureRequest) -> None:
    """Pages, styles, scripts and pictures arrive compressed."""
    url = request.getfixturevalue(where)
    for path in ("/questions/", "/static/style.css", "/static/score.js"):
        asked = urllib.request.Request(url + path, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(asked) as response:
            assert "gzip" == response.headers["Content-Encoding"], path


@pytest.mark.parametrize("where", ["at_root", "below"])
def test_questionnaire_works(
    where: str, request: pytest.FixtureRequest, open_page: OpenPage
) -> None:
    """In a browser, answers lead to a result, and nothing is complained of."""
    url = request.getfixturevalue(where)
    criterion = SITE.guide.criteria[0]
    page = open_page(f"{url}/")
    page.get_by_role("link", name="Answer the questions").click()
    page.get_by_label(criterion.options[0].label).check()
    page.get_by_role("button", name="See the result").click()
    page.wait_for_url("**/result/**")

    assert page.locator("h1").inner_text() != "No verdict yet."


@pytest.mark.parametrize(
    ("version", "off", "collects"),
    [
        ("1.0", False, True),
        ("1.0", True, False),
        ("1.1", False, False),
    ],
)
def test_stream_is_collected_only_over_http_1_0(
    version: str, off: bool, collects: bool, tmp_path: Path
) -> None:
    """So an older nginx, which speaks that by default, has to be told not to."""
    read, passed_on = threading.Event(), list[bool]()

    class Parts(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Send one part, and another once the first was read, or after two seconds."""
            chunked = self.request_version == "HTTP/1.1"
            self.send_response(200)
            if chunked:
                self.send_header("Transfer-Encoding", "chunked")
            else:
                self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(b"6\r\nfirst\n\r\n" if chunked else b"first\n")
            passed_on.append(read.wait(2))
            self.wfile.write(b"5\r\nlast\n\r\n0\r\n\r\n" if chunked else b"last\n")

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Parts) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        told = f"proxy_http_version {version}; proxy_buffering {'off' if off else 'on'};"
        location = f"location / {{ proxy_pass http://127.0.0.1:{server.server_port}; {told} }}"
        block = f"server {{ listen 127.0.0.1:8080;\n{location}}}"
        with nginx(tmp_path, block) as url, urllib.request.urlopen(url) as answer:
            first = answer.readline()
            read.set()
            last = answer.read()
        server.shutdown()

    assert (first, last) == (b"first\n", b"last\n")
    assert passed_on == [not collects]
