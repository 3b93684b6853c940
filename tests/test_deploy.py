"""Two application hosts and a proxy, from what `deploy/` holds."""

import contextlib
import itertools
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.demos import servers
from tests.demos.client import Client
from tests.demos.conftest import backends, stack, twin  # noqa: F401
from tests.test_nginx import FRONT, nginx

pytestmark = pytest.mark.usefixtures("processes")

DEPLOY = ROOT / "deploy"
GUIDE = Path(sys.executable).parent / "guide"
FLOWER = {"sepal_length": 5.1, "sepal_width": 3.5, "petal_length": 1.4, "petal_width": 0.2}
RECORD = {"model": "simple", "label": "setosa", "probability": 0.98, "note": ""}
PASSWORD = "correct horse battery"


def settings() -> dict[str, str]:
    """Return the settings of `guide.env`, as systemd and a container read them."""
    lines = (DEPLOY / "guide.env").read_text().splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value for name, _, value in pairs}


def command(given: dict[str, str]) -> list[str]:
    """Return what `guide.service` starts, here instead of in /opt/guide."""
    line = re.search(r"^ExecStart=(.*)$", (DEPLOY / "guide.service").read_text(), re.M)
    assert line
    words = shlex.split(re.sub(r"\$\{(\w+)\}", lambda found: given[found[1]], line[1]))
    assert "/opt/guide/.venv/bin/guide" == words[0]
    return [str(GUIDE), *(word.replace("/opt/guide", str(ROOT)) for word in words[1:])]


@dataclass(frozen=True)
class World:
    """Two hosts behind one address, and the processes that they are."""

    url: str
    hosts: tuple["subprocess.Popen[bytes]", ...]


@pytest.fixture(scope="module")
def world(
    stack: contextlib.ExitStack,  # noqa: F811
    backends: Callable[[str], dict[str, str]],  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    front, hosts = FRONT.replace("listen 80;", "listen 127.0.0.1:8080;"), []
    with contextlib.ExitStack() as own:
        for address in ("10.0.0.11", "10.0.0.12"):
            port, folder = servers.free_port(), tmp_path_factory.mktemp("host")
            given = (
                settings()
                | backends("servers")
                | {
                    "GUIDE_HOST": "127.0.0.1",
                    "GUIDE_PORT": str(port),
                    "GUIDE_INSTANCE": str(folder),
                    "SECRET_KEY": "the same on both",
                    "TWIN_HOSTS": "127.0.0.1",
                }
            )
            ready = servers.answers(f"http://127.0.0.1:{port}/healthz")
            run = servers.running(command(given), ready, os.environ | given)
            hosts.append(own.enter_context(run))
            front = front.replace(f"{address}:8000", f"127.0.0.1:{port}")
        url = own.enter_context(nginx(tmp_path_factory.mktemp("front"), front))
        yield World(url, tuple(hosts))


def test_two_hosts_are_one(world: World, twin: str) -> None:  # noqa: F811
    """Records, features, log-in, reset mail and outbox hold while requests go to them in turn."""
    client = Client(f"{world.url}/demo/{twin}")
    for _ in range(2):  # both make their tables now
        client.get("records")
    client.send("POST", "records", RECORD)
    client.send("PUT", "features/flower", FLOWER)
    address = {"email": "ada@example.org"}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    client.submit("signup", username="ada", **address, **passwords)
    totals = [client.get("records").json["total"] for _ in range(4)]
    kept = [client.get("features/flower").status for _ in range(4)]
    who = [client.get("me").status for _ in range(4)]
    client.submit("reset", **address)
    mails = [client.get("outbox").text for _ in range(2)]
    link = re.search(r"http://[^\s<\"]+/reset/[^\s<\"]+", mails[0])
    assert link
    new = client.follow(client.get(link[0]))

    assert [1] * 4 == totals
    assert [200] * 4 == kept == who
    assert mails[0] == mails[1]
    assert link[0].startswith(f"{world.url}/demo/{twin}/reset/")
    assert "new_password1" in new.text


def test_limits_are_counted_together(world: World, twin: str) -> None:  # noqa: F811
    """Whichever host is asked, whoever the visitor claims to be, and parts say that they answer."""
    client = Client(f"{world.url}/demo/{twin}", {"X-Forwarded-For": "203.0.113.9"})
    statuses = [client.send("DELETE", "records/0").status for _ in range(70)]

    assert 429 == statuses[-1]
    assert 404 == Client(world.url).get("readyz").status


def test_one_host_is_killed(world: World) -> None:
    """Under load, no more than the requests in flight are lost."""
    end, lost, slow = threading.Event(), list[str](), list[float]()

    def ask(path: str) -> int:
        for count in itertools.count():
            if end.is_set():
                return count
            begin = time.monotonic()
            try:
                with urllib.request.urlopen(world.url + path, timeout=30) as answer:
                    answer.read()
            except OSError as error:
                lost.append(f"{path}: {error}")
            slow.append(time.monotonic() - begin)
        return 0

    with ThreadPoolExecutor(4) as together:
        asked = [together.submit(ask, path) for path in ("/", "/questions/", "/api/guide", "/")]
        time.sleep(0.5)
        os.killpg(world.hosts[0].pid, signal.SIGKILL)
        time.sleep(1.5)
        end.set()

    assert sum(each.result() for each in asked) > 20
    assert len(lost) <= 4, lost


def test_a_shared_database_needs_a_shared_key(tmp_path: Path) -> None:
    """Without one the server does not start, and says how to make it."""
    given = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "SECRET_KEY": ""}
    line = [str(GUIDE), "serve", "--no-reload", "--site", str(ROOT), "--port", "0"]
    run = subprocess.run(line, env=os.environ | given, capture_output=True, text=True, timeout=60)

    assert 2 == run.returncode
    assert "SECRET_KEY is not set" in run.stderr
    assert "token_urlsafe" in run.stderr


def test_settings_are_those_of_the_readme() -> None:
    """Each is told there, but for the two that the command line of the service takes."""
    readme = (ROOT / "README.md").read_text()

    assert [] == [
        n for n in settings() if n not in ("GUIDE_HOST", "GUIDE_PORT") and n not in readme
    ]


def test_the_container_has_what_its_commands_need(tmp_path: Path) -> None:
    """The files that it copies make the package, and its command serves."""
    told = (DEPLOY / "Containerfile").read_text()
    for names in re.findall(r"^COPY (.*)$", told, re.M):
        *sources, target = names.split()
        for source in map(Path, sources):
            place = tmp_path / target / (source.name if target.endswith("/") else "")
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, tmp_path / target)
            else:
                place.parent.mkdir(exist_ok=True)
                shutil.copy(ROOT / source, place)
    (install,) = re.findall(r"pip (install .*)$", told, re.M)
    words = [word.replace("[demos]", "") for word in shlex.split(install)]
    alone = ["--no-deps", "--no-build-isolation", "--no-index", "--target", str(tmp_path / "here")]
    pip = [sys.executable, "-m", "pip", "--quiet", *words, *alone]
    made = subprocess.run(pip, cwd=tmp_path, capture_output=True, text=True)
    (serve,) = re.findall(r"^CMD \[(.*)\]$", told, re.M)
    _, *arguments = [
        word.replace("/opt/guide", str(tmp_path)) for word in shlex.split(serve.replace(",", ""))
    ]
    port = str(servers.free_port())
    line = [sys.executable, "-P", "-m", "guide", *arguments[:-1], port]
    env = os.environ | {"PYTHONPATH": str(tmp_path / "here"), "GUIDE_INSTANCE": str(tmp_path)}

    assert 0 == made.returncode, made.stderr
    ready = servers.answers(f"http://127.0.0.1:{port}/healthz")
    with servers.running(line, ready, env, cwd=tmp_path):
        assert 200 == Client(f"http://127.0.0.1:{port}").get("questions/").status
