"""Projects really run: their own tests with warnings as errors, a server, and a prediction.

Here the smallest and the fullest and two more for each framework; `make starters` runs as many as
it takes to have every two features on and off together.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import pytest

from guide.engine import marks
from guide.engine.features import BOTH
from guide.loading import starter as starters
from tests.conftest import ROOT, guide_of
from tests.starter.sets import Set, covering

pytestmark = pytest.mark.usefixtures("processes")

KEY = "test"
KEY_HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PATIENCE = 90.0  # seconds until a server answers


def projects() -> Iterator[Any]:
    """Yield what is to be run: framework, format and features; formats take turns."""
    found = starters.load(ROOT, guide_of(ROOT))
    assert found is not None
    sets = covering(found)
    chosen = sets if os.environ.get("STARTERS") == "all" else sets[:4]
    for framework in found.frameworks:
        for number, on in enumerate(chosen):
            kind = found.formats[number % len(found.formats)].id
            name = f"{framework}-{kind}-{'-'.join(sorted(on)) or 'smallest'}"
            late = framework == "django" and "jobs" in on and django.VERSION >= (6,)
            reason = "the projects pin Django 5.2, whose tasks come from a package of their own"
            yield pytest.param(
                framework, kind, on, id=name, marks=pytest.mark.skipif(late, reason=reason)
            )


@pytest.fixture
def project(tmp_path: Path, framework: str, kind: str, on: Set) -> Path:
    """A project in a folder of its own."""
    found = starters.load(ROOT, guide_of(ROOT))
    assert found is not None
    for folder in (BOTH, framework):
        for path, text in found.files[folder].items():
            kept = marks.keep(text, {framework, kind, *on})
            if kept is not None:
                target = tmp_path / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(kept, encoding="utf-8")
    return tmp_path


def run(project: Path, *command: str) -> None:
    """Run Python in a project, with warnings as errors; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *command],
        cwd=project, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-6000:]


def environment() -> dict[str, str]:
    """Return what a project sees: nothing of ours."""
    ours = ("GUIDE_", "PYTEST_", "DJANGO_", "COVERAGE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    kept["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    return kept | {"API_KEYS": KEY_HASH, "DEV": "1"}


@contextmanager
def serving(project: Path) -> Iterator[str]:
    """Serve a project on a free port; yield its address once it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--log-level", "warning", "service.wsgi:app"], cwd=project, env=environment()
    )
    url = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                urllib.request.urlopen(f"{url}/readyz").close()
                break
            except OSError:
                assert server.poll() is None
                assert time.monotonic() < end
                time.sleep(0.1)
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def asked(url: str, body: Any) -> tuple[int, Any]:
    """Ask for a prediction with a key; return the status and the answer."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {KEY}"}
    request = urllib.request.Request(f"{url}/predict", json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


@pytest.mark.long
@pytest.mark.parametrize(("framework", "kind", "on"), list(projects()))
def test_project_runs(project: Path, framework: str, kind: str, on: Set) -> None:
    """Its tests pass, and a real server answers as the model's card says."""
    run(project, "add_model.py", "--example")
    manage = ["manage.py"] if framework == "django" else ["-m", "flask", "--app", "service"]
    run(project, *(["manage.py", "test"] if framework == "django" else ["-m", "pytest", "-q"]))
    if "db" in on:
        run(project, *manage, *(["migrate"] if framework == "django" else ["db", "upgrade"]))
    card = json.loads((project / "model" / "model.json").read_text(encoding="utf-8"))
    example = {each["name"]: each["example"] for each in card["inputs"]}
    with serving(project) as url:
        status, answer = asked(url, example)
        wrong, told = asked(url, {"nothing": 1})

    if "login" in on and "key" not in on:
        assert (401, 401) == (status, wrong)
    else:
        assert (200, 422) == (status, wrong)
        assert card["answer"]["prediction"] == answer["prediction"]
        assert "/nothing" == told["errors"][0]["pointer"]
