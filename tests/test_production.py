"""The page about production: its commands serve, and its lines for nginx do what it says."""

import contextlib
import http.client
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.serving import make_server

from tests.conftest import ROOT
from tests.demos.servers import free_port, running
from tests.test_docs import blocks, commands
from tests.test_nginx import nginx

pytestmark = pytest.mark.usefixtures("processes")
BIN = Path(sys.executable).parent
TEXT = (ROOT / "content" / "production.md").read_text(encoding="utf-8")
SPEED = (ROOT / "content" / "criteria" / "speed.md").read_text(encoding="utf-8")
(DOCKERFILE,) = blocks(TEXT, "dockerfile")
STARTED = json.loads(DOCKERFILE.replace("\\\n", "").partition("CMD ")[2])
COMMANDS = [*commands(TEXT), *commands(SPEED), shlex.join(STARTED)]
OTHERS = ("python", "daphne")  # what ends by itself, and what would bring Twisted with it
SERVERS = [command for command in COMMANDS if not command.startswith(OTHERS)]
(LOCATION,) = blocks(TEXT, "nginx")
AT = {
    "gunicorn": "--bind 127.0.0.1:{port}",
    "granian": "--port {port}",
    "uvicorn": "--port {port}",
    "waitress-serve": "",
}
HERE, VISITOR = "127.0.0.1", "203.0.113.9"
# what each takes from a proxy's headers on the same machine without being told to
BELIEVED = {
    "gunicorn": ("https", HERE),
    "granian": ("http", HERE),
    "uvicorn": ("https", VISITOR),
    "waitress-serve": ("http", HERE),
}
FLASK = """
from flask import Flask, request


def create_app():
    app = Flask(__name__)

    @app.get("/")
    def index():
        passed = request.headers.get("X-Forwarded-For")
        address = request.remote_addr
        return {"says": "Flask", "scheme": request.scheme, "address": address, "passed": passed}

    return app
"""
SETTINGS = """
import time

from django.http import JsonResponse
from django.urls import path

DEBUG, ALLOWED_HOSTS, STATIC_ROOT, ROOT_URLCONF = False, ["127.0.0.1"], "collected", __name__


def index(request):
    address = request.META["REMOTE_ADDR"]
    return JsonResponse({"says": "Django", "scheme": request.scheme, "address": address})


def plain(request):
    until = time.monotonic() + 5
    while time.monotonic() < until:
        sum(range(1000))
    return JsonResponse({"says": "computed"})


async def modern(request):
    return plain(request)


urlpatterns = [path("", index), path("plain", plain), path("modern", modern)]
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the page speaks of: a Flask factory `service` and a Django project `config`."""
    folder = tmp_path_factory.mktemp("production")
    (folder / "service.py").write_text(FLASK)
    subprocess.run([BIN / "django-admin", "startproject", "config", "."], cwd=folder, check=True)
    with (folder / "config" / "settings.py").open("a") as settings:
        settings.write(SETTINGS)
    return folder


def environment() -> dict[str, str]:
    return os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


@contextlib.contextmanager
def served(command: str, project: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Serve as the command does, but for its port: where that is, and what it says of a proxy."""
    port = free_port()
    name, *arguments = shlex.split(command.replace(":8000", f":{port}"))
    headers = {"X-Forwarded-For": VISITOR, "X-Forwarded-Proto": "https"}
    asked = urllib.request.Request(f"http://{HERE}:{port}/", headers=headers)
    said: dict[str, str] = {}

    def answers() -> None:
        with urllib.request.urlopen(asked) as response:
            said.update(json.load(response))

    if "--bind" not in arguments:
        arguments += AT[name].format(port=port).split()
    line = [str(BIN / name), *arguments]
    with running(line, answers, environment(), signal.SIGKILL, cwd=project):
        yield asked.full_url, said


@pytest.mark.parametrize("command", SERVERS)
def test_command_serves(command: str, project: Path) -> None:
    """Each serves as it stands there; whom it believes is told there, too."""
    with served(command, project) as (_, said):
        assert ("Django" if "config" in command else "Flask") == said["says"]
        assert BELIEVED[command.split()[0]] == (said["scheme"], said["address"])


def test_waitress_has_to_be_told_of_a_proxy(project: Path) -> None:
    """By itself it takes the headers away, so that nothing behind it can read them."""
    command = next(each for each in SERVERS if each.startswith("waitress") and "service" in each)
    told = " ".join([*re.findall("`(--trusted-[^`]+)`", TEXT), "--call"])
    said = []
    for line in (command, command.replace("--call", told)):
        with served(line, project) as (_, answer):
            said.append((answer["scheme"], answer["address"], answer["passed"]))

    assert [("http", HERE, None), ("https", VISITOR, VISITOR)] == said


def test_limit_of_gunicorn_for_asgi_is_told_as_it_is(project: Path) -> None:
    """What computes longer in a plain view is answered, and in an async one ends its worker."""
    (command,) = (each for each in SERVERS if "--worker-class asgi" in each)
    with served(f"{command} --timeout 3", project) as (url, _):
        with urllib.request.urlopen(f"{url}plain") as response:
            assert json.load(response) == {"says": "computed"}
        with pytest.raises((OSError, http.client.HTTPException)):
            urllib.request.urlopen(f"{url}modern")
    assert "With `asgi` only an `async` view does; a plain one runs in a thread." in TEXT


def test_every_command_is_tried() -> None:
    """None is for a server that is not known here, and none was overlooked."""
    assert set(AT) == {command.split()[0] for command in SERVERS}
    assert sum("gunicorn" in command for command in SERVERS) == 7


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.startswith("python ")])
def test_command_of_a_release_works(command: str, project: Path) -> None:
    """Files are collected and tables are made."""
    done = subprocess.run(
        shlex.split(command), cwd=project, env=environment(), capture_output=True, text=True
    )

    assert (0, "") == (done.returncode, done.stderr)
    assert (project / ("collected/admin" if "static" in command else "db.sqlite3")).exists()


def test_container_is_made_as_it_should(tmp_path: Path) -> None:
    """What checks such files has nothing to say: the user has a number, for one."""
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    command = [str(BIN / "hadolint"), "--no-color", str(tmp_path / "Dockerfile")]
    done = subprocess.run(command, capture_output=True, text=True)

    assert (0, "") == (done.returncode, done.stdout)


def test_threads_are_bounded_where_a_model_computes() -> None:
    """By itself granian runs hundreds in a worker under WSGI, and waitress four."""
    threaded = [c for c in SERVERS if re.match(r"granian --interface wsgi|waitress", c)]

    assert len(threaded) == 4
    assert [] == [c for c in threaded if not re.search(r"--(blocking-)?threads[ =]2\b", c)]


def test_ways_to_serve_are_told_as_they_were_measured() -> None:
    """Django's pages are fewer under ASGI than from threads, and gevent carries what waits."""
    ways = {}
    for path in sorted((ROOT / "content" / "benchmarks").glob("serving-*.json")):
        for way in json.loads(path.read_text())["ways"]:
            if way["alternative"] == "django" and way["database"] == "sqlite":
                ways[way["test"], way["server"]] = (way["low"], way["high"])

    assert ways["complete", "uvicorn"][1] < ways["complete", "gunicorn"][0]
    assert ways["remote", "gunicorn"][1] * 5 < ways["remote", "gevent"][0]


def test_proxy_passes_on_what_is_true(tmp_path: Path) -> None:
    """Flask sees the visitor's address and the site's name; what a client claims is not passed."""
    app = Flask("behind")
    app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]
    seen = []

    @app.get("/")
    def index() -> str:
        seen.append((request.remote_addr, request.host, request.scheme))
        return ""

    live = make_server("127.0.0.1", 0, app)
    thread = threading.Thread(target=live.serve_forever)
    thread.start()
    location = LOCATION.replace(":8000", f":{live.server_port}")
    claims = {"For": "203.0.113.9", "Proto": "https", "Host": "evil.example"}
    headers = {f"X-Forwarded-{name}": value for name, value in claims.items()}
    try:
        with nginx(tmp_path, f"server {{ listen 127.0.0.1:8080;\n{location}}}") as url:
            asked = urllib.request.Request(url, headers=headers | {"Host": "site.example:8080"})
            urllib.request.urlopen(asked).close()
    finally:
        live.shutdown()
        thread.join()
        live.server_close()

    assert [("127.0.0.1", "site.example:8080", "http")] == seen
