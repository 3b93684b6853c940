"""The page about production: its commands serve, and its lines for nginx do what it says."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import urllib.request
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
        return {"says": "Flask", "scheme": request.scheme, "address": request.remote_addr}

    return app
"""
SETTINGS = """
from django.http import JsonResponse
from django.urls import path

DEBUG, ALLOWED_HOSTS, STATIC_ROOT, ROOT_URLCONF = False, ["127.0.0.1"], "collected", __name__


def index(request):
    address = request.META["REMOTE_ADDR"]
    return JsonResponse({"says": "Django", "scheme": request.scheme, "address": address})


urlpatterns = [path("", index)]
"""


STREAM = """
import asyncio
import warnings

from django.conf import settings
from django.http import StreamingHttpResponse as Stream

warnings.simplefilter("ignore")
settings.configure()


def plain():
    for part in "ab":
        print("made", part, end=" ")
        yield part


async def modern():
    for part in plain():
        yield part


async def over_asgi(parts):
    async for part in Stream(parts):
        print("sent", part.decode(), end=" ")
    print()


def over_wsgi(parts):
    for part in Stream(parts):
        print("sent", part.decode(), end=" ")
    print()


over_wsgi(plain())
asyncio.run(over_asgi(modern()))
asyncio.run(over_asgi(plain()))
over_wsgi(modern())
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


@pytest.mark.parametrize("command", SERVERS)
def test_command_serves(command: str, project: Path) -> None:
    """Each serves as it stands there, but for its port; whom it believes is told there, too."""
    port = free_port()
    name, *arguments = shlex.split(command.replace(":8000", f":{port}"))
    headers = {"X-Forwarded-For": VISITOR, "X-Forwarded-Proto": "https"}
    asked = urllib.request.Request(f"http://{HERE}:{port}/", headers=headers)
    said = {}

    def answers() -> None:
        with urllib.request.urlopen(asked) as response:
            said.update(json.load(response))

    if "--bind" not in arguments:
        arguments += AT[name].format(port=port).split()
    line = [str(BIN / name), *arguments]
    with running(line, answers, environment(), signal.SIGKILL, cwd=project):
        assert ("Django" if "config" in command else "Flask") == said["says"]
        assert BELIEVED[name] == (said["scheme"], said["address"])


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


def test_django_streams_what_suits_its_server() -> None:
    """A plain generator under WSGI and an async one under ASGI; the others are collected first."""
    command = [sys.executable, "-c", STREAM]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    at_once, collected = "made a sent a made b sent b", "made a made b sent a sent b"

    assert [at_once] * 2 + [collected] * 2 == [line.strip() for line in said.splitlines()]


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
