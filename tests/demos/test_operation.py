"""What holds when things go wrong, or come all at once."""

import contextlib
import os
import re
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from guide.demos import stub
from tests.conftest import ROOT
from tests.demos import servers
from tests.demos.client import Client

pytestmark = pytest.mark.usefixtures("processes")
FLOWER = {"sepal_length": 5.1, "sepal_width": 3.5, "petal_length": 1.4, "petal_width": 0.2}
RECORD = {"model": "simple", "label": "setosa", "probability": 0.98, "note": ""}


def test_rate_limits(twin: str, tmp_path: Path) -> None:
    """An address that asks too much is told when to come back; others are served."""
    with servers.twin(twin, tmp_path, TWIN_LIMITS="on") as base:
        first = Client(base)
        for _ in range(60):
            assert first.send("POST", "predict", {}).status == 422
        refused = first.send("POST", "predict", {})
        read = first.get("json")

    assert refused.status == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert read.status == 200


def test_rate_limits_count_what_is_not_there(twin: str, tmp_path: Path) -> None:
    """An address that guesses paths is turned away; passwords have a limit of their own."""
    with servers.twin(twin, tmp_path, TWIN_LIMITS="on") as base:
        client = Client(base)
        found = [client.send("POST", "nowhere", {}).status for _ in range(61)]
        refused = client.send("PUT", "nowhere/else", {})
        passwords = [client.send("POST", "login", form={}).status for _ in range(21)]
        static = client.get("static/twin.css")

    assert found == [404] * 60 + [429]
    assert refused.status == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert passwords == [403] * 20 + [429]
    assert static.status == 200


def test_rate_limits_are_shared_through_redis(
    twin: str, tmp_path: Path, backends: Callable[[str], dict[str, str]]
) -> None:
    redis = {"REDIS_URL": backends("servers")["REDIS_URL"]}
    with (
        servers.twin(twin, tmp_path, TWIN_LIMITS="on", **redis) as one,
        servers.twin(twin, tmp_path, TWIN_LIMITS="on", **redis) as other,
    ):
        for _ in range(30):
            Client(one).send("POST", "predict", {})
            Client(other).send("POST", "predict", {})

        assert Client(one).send("POST", "predict", {}).status == 429
        assert Client(other).send("POST", "predict", {}).status == 429


def test_without_its_servers_the_rest_answers(twin: str, tmp_path: Path) -> None:
    """No database, no Redis, no remote server: a clear message there, an answer elsewhere."""
    nowhere = f"127.0.0.1:{servers.free_port()}"
    settings = {
        "DATABASE_URL": f"postgresql://twins@{nowhere}/twins",
        "REDIS_URL": f"redis://{nowhere}/0",
        "TWIN_REMOTE_URL": f"http://{nowhere}/",
        "TWIN_LIMITS": "on",
    }
    with servers.twin(twin, tmp_path, **settings) as base:
        client = Client(base)
        for path in ("complete", "records", "form", "outbox", "features/flower", "remote"):
            answer = client.get(path)

            assert (path, answer.status) == (path, 503)
            assert "does not answer" in answer.json["detail"]
        body = {"model": "simple", "features": FLOWER}
        assert client.get("json").status == 200
        assert client.send("POST", "predict", body).status == 200


def test_a_remote_server_that_hangs_up_is_named(twin: str, tmp_path: Path) -> None:
    """Nobody is told that the folder of the service cannot be used."""
    with socket.create_server(("127.0.0.1", 0)) as remote:
        threading.Thread(target=lambda: remote.accept()[0].close(), daemon=True).start()
        url = f"http://127.0.0.1:{remote.getsockname()[1]}/"
        with servers.twin(twin, tmp_path, TWIN_REMOTE_URL=url) as base:
            answer = Client(base).get("remote")

    assert answer.status == 503
    assert "The remote server does not answer" in answer.json["detail"]


@pytest.mark.long
def test_four_workers_start_at_once(twin: str, tmp_path: Path) -> None:
    """On an empty folder, the first of them makes what all of them use, once."""
    with servers.twin(twin, tmp_path, 4, TWIN_REMOTE_URL=stub.url()) as base:
        answers: list[tuple[int, bytes]] = []

        def ask(method: str, path: str, body: object = None) -> None:
            answer = Client(base).send(method, path, body)
            answers.append((answer.status, answer.body))

        body = {"model": "heavy", "features": FLOWER}
        asked = [("GET", "complete", None), ("POST", "records", RECORD), ("POST", "predict", body)]
        threads = [threading.Thread(target=ask, args=args) for args in asked * 8]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        visitor = Client(base)
        visitor.send("POST", "records", RECORD)
        totals = {visitor.get("records").json["total"] for _ in range(16)}

    folder = tmp_path / f"{twin}_twin"
    table = {"flask": "message", "django": "django_twin_message"}[twin]
    with contextlib.closing(sqlite3.connect(folder / "twin.sqlite3")) as database:
        rows = database.execute(f"SELECT count(*), max(id) FROM {table}").fetchone()
    assert {status for status, _ in answers} == {200, 201}, answers
    assert rows == (10_000, 10_000)
    assert totals == {1}
    assert len(list(folder.glob("heavy-*.joblib"))) == 1


def test_the_instance_folder_is_ours_alone(twin: str, tmp_path: Path) -> None:
    with servers.twin(twin, tmp_path) as base:
        Client(base).send("POST", "predict", {"model": "simple", "features": FLOWER})

    folder = tmp_path / f"{twin}_twin"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert len((folder / "secret_key").read_text()) > 50


@pytest.mark.parametrize("profile", ["bare", "startproject"])
def test_profiles_for_measuring(twin: str, profile: str, tmp_path: Path) -> None:
    settings = {"TWIN_PROFILE": profile, "TWIN_REMOTE_URL": stub.url()}
    with servers.twin(twin, tmp_path, **settings) as base:
        client = Client(base)
        headers = client.get("json").headers
        statuses = [client.get(path).status for path in ("remote", "complete")]
        predicted = client.send("POST", "predict", {"model": "simple", "features": FLOWER})

    expected = {"X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"}
    assert statuses == [200, 200]
    assert predicted.status == 200
    assert (expected & set(headers)) == (expected if profile == "startproject" else set())


def test_the_complete_test_renders_the_same_in_jinja(tmp_path: Path) -> None:
    pages = []
    for engine in ("django", "jinja2"):
        settings = {"TWIN_TEMPLATES": engine, "TWIN_PROFILE": "bare"}
        with servers.twin("django", tmp_path, **settings) as base:
            pages.append(Client(base).get("complete").text)

    cell = re.compile(r"<td>(\d+|None|(?:\w|&amp;|&lt;){64}|Hello, World!)</td>")
    shapes = [cell.sub("<td></td>", page) for page in pages]
    assert shapes[0].strip() == shapes[1].strip()


COMMANDS = {
    "flask": ["-m", "flask", "--app", "guide.demos.flask_twin", "run", "--port"],
    "flask-m": ["-m", "guide.demos.flask_twin", "run", "--port"],
    "django": ["-m", "guide.demos.django_twin", "runserver", "--noreload"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_twin_runs_on_its_own(command: str, tmp_path: Path) -> None:
    port = servers.free_port()
    env = os.environ | {"TWIN_INSTANCE": str(tmp_path)}
    line = [sys.executable, *COMMANDS[command], str(port)]
    with servers.running(line, servers.answers(f"http://127.0.0.1:{port}/json"), env):
        client = Client(f"http://127.0.0.1:{port}")

        assert client.get("json").json == {"message": "Hello, World!"}
        assert client.get("form").status == 200
        assert client.get("static/twin.css").status == 200


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "flask", "--app", "flask_twin", "run", "--port"],
        ["-m", "flask_twin", "run", "--port"],
        ["-m", "gunicorn", "flask_twin.wsgi", "--bind"],
        ["-m", "django_twin", "runserver", "--noreload"],
        ["-m", "gunicorn", "django_twin.wsgi", "--bind"],
    ],
    ids=lambda command: " ".join(command[1:4]),
)
def test_a_twin_runs_where_it_was_copied(command: list[str], tmp_path: Path) -> None:
    for name in ("flask_twin", "django_twin"):
        shutil.copytree(ROOT / "guide/demos" / name, tmp_path / name)
    shutil.copy(ROOT / "guide/demos/stub.py", tmp_path)
    port, remote = servers.free_port(), servers.free_port()
    stub = [sys.executable, str(tmp_path / "stub.py"), str(remote)]
    env = os.environ | {
        "PYTHONPATH": str(tmp_path),
        "TWIN_INSTANCE": str(tmp_path / "instance"),
        "TWIN_REMOTE_URL": f"http://127.0.0.1:{remote}/",
    }
    place = f"127.0.0.1:{port}" if "gunicorn" in command else str(port)
    with (
        servers.running(stub, servers.connects(remote), env),
        servers.running(
            [sys.executable, *command, place], servers.answers(f"http://127.0.0.1:{port}/json"), env
        ),
    ):
        client = Client(f"http://127.0.0.1:{port}")

        assert client.get("json").json == {"message": "Hello, World!"}
        assert client.get("remote").text == "Hello, World!"
        assert client.get("complete").text.count("<tr>") >= 101
        assert client.get("form").status == 200
        assert client.get("static/twin.css").status == 200


def test_django_finds_nothing_to_complain_about(tmp_path: Path) -> None:
    """Its own checks, and its migrations are those of its models."""
    env = os.environ | {"TWIN_INSTANCE": str(tmp_path)}
    for arguments in (["check", "--fail-level", "WARNING"], ["makemigrations", "--check"]):
        command = [sys.executable, "-m", "guide.demos.django_twin", *arguments]
        run = subprocess.run(command, env=env, capture_output=True, text=True)

        assert run.returncode == 0, run.stdout + run.stderr


PURGE = {
    "flask": """
from guide.demos.flask_twin import create_app, seed
from guide.demos.flask_twin.models import Record, db, now
from guide.demos.flask_twin.tidy import LIFETIME, tidy
with create_app().app_context():
    seed.once()
    for age in (0, 1):
        db.session.add(Record(visitor="a", model="simple", label="setosa", probability=1,
            created=now() - LIFETIME * 1.1 * age))
    db.session.commit()
    tidy()
    print(db.session.query(Record).count())
""",
    "django": """
import guide.demos.django_twin.wsgi
from guide.demos.django_twin import seed
from guide.demos.django_twin.models import Record
from guide.demos.django_twin.tidy import LIFETIME, tidy
from django.utils.timezone import now
seed.once()
for age in (0, 1):
    record = Record.objects.create(visitor="a", model="simple", label="setosa", probability=1)
    Record.objects.filter(id=record.id).update(created=now() - LIFETIME * 1.1 * age)
tidy()
print(Record.objects.count())
""",
}


def test_old_entries_are_cleared(twin: str, tmp_path: Path) -> None:
    env = os.environ | {"TWIN_INSTANCE": str(tmp_path)}
    command = [sys.executable, "-W", "error", "-c", PURGE[twin]]
    run = subprocess.run(command, env=env, capture_output=True, text=True)

    assert run.stdout == "1\n", run.stderr
