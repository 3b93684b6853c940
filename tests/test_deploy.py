"""Two application hosts and a proxy, from what `deploy/` holds."""

import contextlib
import ctypes
import http.client
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

import psycopg
import pytest

from tests.conftest import ROOT
from tests.demos import servers
from tests.demos.client import Client
from tests.demos.conftest import backends, stack, twin  # noqa: F401
from tests.test_nginx import FRONT, nginx

pytestmark = pytest.mark.usefixtures("processes")

DEPLOY = ROOT / "deploy"
GUIDE = Path(sys.executable).parent / "guide"
CLONE_NEWNET = 0x40000000  # sched.h
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
    hosts: tuple[servers.Process, ...]


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


@dataclass(frozen=True)
class Load:
    """What four visitors saw: how long each request took, in seconds, and those that failed."""

    taken: list[float]
    lost: list[str]


def under_load(url: str, fault: Callable[[], object], seconds: float) -> Load:
    """Have four visitors ask for pages, bring about a fault, and go on for a while."""
    end, seen = threading.Event(), Load([], [])

    def as_browsers(address: str) -> urllib.request.Request:
        # compressed: what is sent in one go arrives as a whole or not at all
        return urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})

    def ask(path: str) -> None:
        while not end.is_set():
            begin = time.monotonic()
            try:
                with urllib.request.urlopen(as_browsers(url + path), timeout=30) as answer:
                    answer.read()
            except (OSError, http.client.HTTPException) as error:
                seen.lost.append(f"{path}: {error}")
            seen.taken.append(time.monotonic() - begin)

    with ThreadPoolExecutor(4) as together:
        asked = [together.submit(ask, path) for path in ("/", "/questions/", "/api/guide", "/")]
        time.sleep(0.5)
        fault()
        time.sleep(seconds)
        end.set()
    for each in asked:
        each.result()
    return seen


@contextlib.contextmanager
def silent(address: str) -> Iterator[None]:
    """Stop the processes of a PostgreSQL, while its kernel acknowledges what they are sent."""
    with psycopg.connect(address) as asked:
        others = "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        first = "SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int"
        pids = [pid for (pid,) in asked.execute(f"{first} UNION {others}")]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def test_a_database_is_silent(
    world: World,
    backends: Callable[[str], dict[str, str]],  # noqa: F811
) -> None:
    """It is given up within seconds, what needs none answers, and later all is as before."""

    def ask(path: str) -> tuple[int, float]:
        begin = time.monotonic()
        return Client(world.url).get(path).status, time.monotonic() - begin

    asking = ["demo/flask/records", "demo/django/records"] * 6
    others = ["demo/flask/json", "demo/django/json", "demo/flask/features/none", "questions/"]
    assert [200] * 12 == [ask(path)[0] for path in asking]
    with ThreadPoolExecutor(len(asking)) as together, silent(backends("servers")["DATABASE_URL"]):
        waiting = [together.submit(ask, path) for path in asking]
        time.sleep(0.5)
        meanwhile = [ask(path) for path in others * 2]
        given_up = [each.result() for each in waiting]
        at_once = [ask(path) for path in asking[:4]]
    deadline = time.monotonic() + 20
    while {ask(path)[0] for path in asking} != {200} and time.monotonic() < deadline:
        time.sleep(0.5)

    assert [200, 200, 404, 200] * 2 == [status for status, _ in meanwhile]
    assert max(taken for _, taken in meanwhile) < 2
    assert {503} == {status for status, _ in given_up + at_once}
    assert max(taken for _, taken in given_up) < 9
    assert max(taken for _, taken in at_once) < 2
    assert [200] * 12 == [ask(path)[0] for path in asking]


def test_one_host_is_killed(world: World) -> None:
    """Under load, no more than the requests in flight are lost."""
    seen = under_load(world.url, lambda: os.killpg(world.hosts[0].pid, signal.SIGKILL), 1.5)

    assert len(seen.taken) > 4
    assert len(seen.lost) <= 4, seen.lost


def ip(*words: str) -> None:
    """Run the command of that name."""
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextlib.contextmanager
def inside() -> Iterator[None]:
    """Be in a network namespace of our own: a browser elsewhere gives up where cables are laid."""
    name, libc = f"guide{os.getpid()}", ctypes.CDLL(None, use_errno=True)

    def enter(namespace: int) -> None:  # this thread, and what it starts
        if libc.setns(namespace, CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")

    ip("netns", "add", name)
    try:
        before, after = Path("/proc/thread-self/ns/net"), Path("/run/netns", name)
        with before.open() as home, after.open() as there:
            enter(there.fileno())
            try:
                ip("link", "set", "lo", "up")
                yield
            finally:
                enter(home.fileno())
    finally:
        ip("netns", "delete", name)


@contextlib.contextmanager
def apart(address: str, number: int) -> Iterator[str]:
    """Make a network namespace with one address, and a cable to it; yield its name."""
    name, cable = f"guide{os.getpid()}-{number}", f"g{os.getpid()}-{number}"
    ip("netns", "add", name)
    try:
        ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name)
        ip("address", "add", f"{address.rpartition('.')[0]}.1/32", "dev", cable)
        ip("link", "set", cable, "up")
        ip("route", "add", f"{address}/32", "dev", cable)
        ip("-netns", name, "address", "add", f"{address}/24", "dev", "eth0")
        ip("-netns", name, "link", "set", "eth0", "up")
        ip("-netns", name, "link", "set", "lo", "up")
        yield name
    finally:
        ip("netns", "delete", name)


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("ip"), reason="needs root and ip")
def test_a_cable_is_out(tmp_path: Path) -> None:
    """Nothing is lost, and only those in flight wait for an answer that does not come."""
    front = FRONT.replace("listen 80;", "listen 127.0.0.1:8080;").replace("75s", "3s")
    hosts = ("10.0.0.11", "10.0.0.12")
    with contextlib.ExitStack() as own:
        try:
            own.enter_context(inside())
            names = [own.enter_context(apart(host, n)) for n, host in enumerate(hosts)]
        except subprocess.CalledProcessError as error:
            pytest.skip(f"no network namespaces here: {error.stderr.decode()}")
        for name, host in zip(names, hosts, strict=True):
            folder = tmp_path / host
            given = settings() | {
                "GUIDE_HOST": host,
                "GUIDE_INSTANCE": str(folder),
                "DATABASE_URL": "",
                "REDIS_URL": "",
            }
            line = ["ip", "netns", "exec", name, *command(given)]
            ready = servers.answers(f"http://{host}:8000/healthz")
            own.enter_context(servers.running(line, ready, os.environ | given, signal.SIGKILL))
        (tmp_path / "front").mkdir()
        url = own.enter_context(nginx(tmp_path / "front", front))
        seen = under_load(url, lambda: ip("-netns", names[0], "link", "set", "eth0", "down"), 4)

    assert [] == seen.lost
    assert len([taken for taken in seen.taken if taken > 2.9]) <= 4


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
    words = [word.partition("[")[0] for word in shlex.split(install)]
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
