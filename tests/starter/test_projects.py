"""Projects really run: their own tests with warnings as errors, what their Dockerfile says, and
a prediction.

Here the smallest and the fullest and two more for each framework; `make starters` runs as many as
it takes to have every two features on and off together, and what the first real cases get. The
fullest, and then every other one, runs on real servers: PostgreSQL and Redis. For single sign-on
there is always a provider.
"""

import contextlib
import html
import http.client
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import cache
from http.cookiejar import CookieJar
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import django
import psycopg
import pytest
from redis import Redis

from guide.bench import postgres
from guide.engine import marks
from guide.engine.features import BOTH
from guide.loading import starter as starters
from tests.conftest import ROOT, guide_of, running
from tests.demos import servers
from tests.starter import openid
from tests.starter.sets import ALL, Set, covering, of_cases

pytestmark = pytest.mark.usefixtures("processes")

WORKER = ["-m", "service.worker"]
KEY = "test"
KEY_HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
BIN = Path(sys.executable).parent
PROXY = {"http_proxy": "http://127.0.0.1:1"}  # to the world, that is; Docker passes one on, too
Settings = dict[str, str]
LATE = django.VERSION >= (6,)
PINNED = "the projects pin Django 5.2, whose tasks come from a package of their own"


def projects() -> Iterator[Any]:
    """Yield what is to be run: framework, format, features and whether on servers."""
    guide = guide_of(ROOT)
    found = starters.load(ROOT, guide)
    assert found is not None
    sets = list(covering(found) if ALL else islice(covering(found), 4))
    chosen = [
        (framework, found.formats[number % len(found.formats)].id, on)
        for framework in found.frameworks
        for number, on in enumerate(sets)
    ]
    if ALL:
        chosen += of_cases(found, guide)
    for number, (framework, kind, on) in enumerate(dict.fromkeys(chosen)):
        name = f"{framework}-{kind}-{'-'.join(sorted(on)) or 'smallest'}"
        served = on == sets[1] or (ALL and number % 2 == 1)
        late = framework == "django" and "jobs" in on and LATE
        yield pytest.param(
            framework, kind, on, served, id=name, marks=pytest.mark.skipif(late, reason=PINNED)
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
                target = tmp_path / "project" / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(kept, encoding="utf-8")
    return tmp_path / "project"


@pytest.fixture(scope="session")
def backing(processes: contextlib.ExitStack) -> Callable[[str], str]:
    """Return the address of a server, which the first project that needs it starts."""
    made = {"postgres": postgres.serving, "redis": servers.redis, "openid": provider}

    @cache
    def start(name: str) -> str:
        return processes.enter_context(made[name]())

    return start


@contextlib.contextmanager
def provider() -> Iterator[str]:
    """Run an OpenID provider; yield its address."""
    with running(openid.Provider()) as url:
        yield url


@pytest.fixture
def settings(
    backing: Callable[[str], str], tmp_path: Path, framework: str, on: Set, served: bool
) -> Settings:
    """What the project finds in its environment; nothing of ours."""
    ours = ("GUIDE_", "PYTEST_", "DJANGO_", "COVERAGE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    kept |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "API_KEYS": KEY_HASH, "DEV": "1"}
    kept |= {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    if "sso" in on:
        kept |= openid.CLIENT | {"OIDC_ISSUER": backing("openid")}
    if "redis" in on:
        kept["REDIS_URL"] = backing("redis") if served else "redis://127.0.0.1:1"
    if "db" in on and served:
        server = backing("postgres")
        with psycopg.connect(server, autocommit=True) as connection:
            for name, setting in (("", "DATABASE_URL"), ("_test", "TEST_DATABASE_URL")):
                database = f"{tmp_path.name.lower()}{name}"
                connection.execute(f'CREATE DATABASE "{database}"'.encode())
                kept[setting] = f"{server.rpartition('/')[0]}/{database}"
    return kept


def run(project: Path, settings: Settings, *command: str) -> None:
    """Run Python in a project, with warnings as errors; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *command],
        cwd=project, env=settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-6000:]


def image(project: Path) -> Path:
    """Return a copy of a project with all that `.dockerignore` lets into its image."""
    patterns = (project / ".dockerignore").read_text(encoding="utf-8").split()
    target = project.with_name("image")

    def ignored(folder: str, names: list[str]) -> list[str]:
        inside = Path(folder).relative_to(project)
        kept_out = (str(inside / name) in patterns for name in names)
        everywhere = (f"**/{name}" in patterns for name in names)
        return [n for n, one, other in zip(names, kept_out, everywhere, strict=True) if one | other]

    shutil.copytree(project, target, ignore=ignored)
    return target


def told(image: Path, instruction: str) -> list[str]:
    """Return the command of an instruction of a Dockerfile."""
    text = (image / "Dockerfile").read_text(encoding="utf-8")
    found = re.findall(rf"^{instruction} .*?(\[.*\])$", text, re.MULTILINE)
    assert len(found) == 1, instruction
    command: list[str] = json.loads(found[0])
    return command


def web(image: Path, port: int) -> list[str]:
    """Return what serves: what the Procfile says, if there is one, or the Dockerfile."""
    if not (image / "Procfile").exists():
        return told(image, "CMD")
    text = (image / "Procfile").read_text(encoding="utf-8")
    line = re.findall(r"^web: (.*)$", text, re.MULTILINE)[-1]  # that of the most features
    return shlex.split(line.replace("$PORT", str(port)))


@contextlib.contextmanager
def serving(image: Path, settings: Settings) -> Iterator[str]:
    """Serve an image as it says, on a free port; yield the address once it is healthy."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = (image / "Dockerfile").read_text(encoding="utf-8")
    env = settings | dict(re.findall(r"^ENV (\w+)=(.*)$", text, re.MULTILINE))
    env["GRANIAN_PORT"] = str(port)
    check = [part.replace("8000", f"{port}") for part in told(image, "HEALTHCHECK")]

    def healthy() -> None:
        servers.connects(port)()  # costs nothing; the check starts a Python
        done = subprocess.run(check, cwd=image, env=env | PROXY, capture_output=True, check=False)
        if done.returncode:
            raise OSError

    with servers.running(web(image, port), healthy, env, signal.SIGINT, cwd=image):
        yield f"http://127.0.0.1:{port}"


def asked(
    url: str, body: Any, opener: Any = urllib.request, path: str = "/predict"
) -> tuple[int, Any]:
    """Ask for a prediction with a key, or for a job without a body; return status and answer."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {KEY}"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}{path}", data, headers)
    ask = opener.open if opener is not urllib.request else urllib.request.urlopen
    try:
        with ask(request) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def logged_in(url: str) -> urllib.request.OpenerDirector:
    """Log in at the provider, as a browser does; return what holds the cookies."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with opener.open(f"{url}/") as response:
        page, here = response.read().decode(), response.url
    link = re.search(r'href="([^"]+)">Log in with', page)
    assert link, page
    with opener.open(urljoin(here, html.unescape(link[1]))) as response:
        assert f"Log out {openid.PERSON['preferred_username']}" in response.read().decode()
    return opener


def job_done(
    url: str, body: Any, opener: Any, worker: list[str], project: Path, settings: Settings
) -> Any:
    """Have a job done by the project's worker; return its answer."""
    _, job = asked(url, body, opener, "/jobs")

    def done() -> None:
        job.update(asked(url, None, opener, f"/jobs/{job['id']}")[1])
        if job["status"] == "waiting":
            raise OSError

    command = [sys.executable, *worker]
    with servers.running(command, done, settings, signal.SIGINT, cwd=project):
        return job["answer"]


@pytest.mark.long
@pytest.mark.parametrize(("framework", "kind", "on", "served"), list(projects()))
def test_project_runs(
    project: Path, settings: Settings, framework: str, on: Set, served: bool
) -> None:
    """Its tests pass, and its image is healthy and answers as the model's card says."""
    run(project, settings, "add_model.py")
    manage = ["manage.py"] if framework == "django" else ["-m", "flask", "--app", "service"]
    tests = ["manage.py", "test"] if framework == "django" else ["-m", "pytest", "-q"]
    run(project, settings, *tests)
    copy = image(project)
    if "db" in on:
        run(copy, settings, *manage, *(["migrate"] if framework == "django" else ["db", "upgrade"]))
    card = json.loads((copy / "model" / "model.json").read_text(encoding="utf-8"))
    example = {each["name"]: each["example"] for each in card["inputs"]}
    with serving(copy, settings) as url:
        opener: Any = urllib.request
        status, _ = asked(url, example)
        if "sso" in on:
            opener = logged_in(url)
        found, answer = asked(url, example, opener)
        wrong, mistakes = asked(url, {"nothing": 1}, opener)
        job = answer
        if "jobs" in on and found == 200:
            worker = ["manage.py", "db_worker"] if framework == "django" else WORKER
            job = job_done(url, example, opener, worker, copy, settings)
        if "sso" in on and "admin" in on:
            person = openid.PERSON["preferred_username"]
            run(copy, settings, *manage, "grant", person, "--role", "staff")
            opener.open(f"{url}/admin/").close()
        with urllib.request.urlopen(f"{url}/readyz") as response:
            ready = json.load(response)

    locked = "login" in on and "key" not in on
    assert status == (401 if locked else 200)
    if not locked or "sso" in on:
        assert (200, 422) == (found, wrong)
        assert card["answer"]["prediction"] == answer["prediction"]
        assert "/nothing" == mistakes["errors"][0]["pointer"]
        assert answer == job
    if "redis" in on:
        assert ready["cache"] == ("ok" if served else "silent")
    if "redis" in on and served:
        assert Redis.from_url(settings["REDIS_URL"]).keys("*answer:*")


@pytest.mark.long
@pytest.mark.parametrize("framework", ["flask", "django"])
@pytest.mark.parametrize(("kind", "on", "served"), [("python", set(), False)])
def test_a_body_in_chunks_is_counted(project: Path, settings: Settings) -> None:
    """It may be as large as any other, and one byte more is refused in the same words."""
    run(project, settings, "add_model.py")
    card = json.loads((project / "model" / "model.json").read_text(encoding="utf-8"))
    example = json.dumps({each["name"]: each["example"] for each in card["inputs"]}).encode()
    found = []
    with serving(project, settings) as url:
        for size in (4 * 1024 * 1024, 4 * 1024 * 1024 + 1):
            web = http.client.HTTPConnection(url.removeprefix("http://"))
            body = [example, b" " * (size - len(example))]
            web.request("POST", "/predict", body, {"Content-Type": "application/json"})
            with contextlib.closing(web), web.getresponse() as response:
                found.append((response.status, json.load(response)))

    assert (200, card["answer"]) == found[0]
    assert 413 == found[1][0]
    assert "The body is larger than 4096 KB." == found[1][1]["detail"]


SLOW = """

def predict(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    if Path("slowly").exists():
        Path("begun").touch()
        __import__("time").sleep(1)
    return {"prediction": 1}
"""


@pytest.mark.long
@pytest.mark.parametrize(
    "framework", ["flask", pytest.param("django", marks=pytest.mark.skipif(LATE, reason=PINNED))]
)
@pytest.mark.parametrize(("kind", "on", "served"), [("python", {"db", "jobs"}, False)])
@pytest.mark.parametrize(
    ("ended", "told"),
    [(signal.SIGTERM, ("done", {"prediction": 1})), (signal.SIGKILL, ("failed", None))],
    ids=["stopped", "killed"],
)
def test_a_worker_that_is_ended_ends_its_job(
    project: Path, settings: Settings, framework: str, ended: int, told: tuple[str, Any]
) -> None:
    """Whoever has taken a job does it, also while everything is stopped or released anew; of one
    whose worker is no more, nobody waits for ever for the answer."""
    jobs = project / "service" / "jobs.py"
    text = jobs.read_text(encoding="utf-8")
    jobs.write_text(re.sub("(?m)^LIMIT = 3600 .*$", "LIMIT = 0", text), encoding="utf-8")
    with (project / "service" / "python_format.py").open("a", encoding="utf-8") as adapter:
        adapter.write(SLOW)
    django = framework == "django"
    flask = ["-m", "flask", "--app", "service", "db", "upgrade"]
    run(project, settings, "add_model.py")
    run(project, settings, *(["manage.py", "migrate"] if django else flask))
    card = json.loads((project / "model" / "model.json").read_text(encoding="utf-8"))
    example = {each["name"]: each["example"] for each in card["inputs"]}

    def begun() -> None:
        if not (project / "begun").exists():
            raise OSError

    with serving(project, settings) as url:
        (project / "slowly").touch()
        _, job = asked(url, example, path="/jobs")
        worker = [sys.executable, *(["manage.py", "db_worker"] if django else WORKER)]
        with servers.running(worker, begun, settings, ended, cwd=project):
            pass
        _, found = asked(url, None, path=f"/jobs/{job['id']}")

    assert told == (found["status"], found["answer"])


FATAL = """

def predict(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    if Path("fatal").exists():
        Path("fatal").unlink()
        __import__("os").abort()
    return {"prediction": 1}
"""


@pytest.mark.long
@pytest.mark.parametrize("framework", ["flask"])  # the server and its settings are the same
@pytest.mark.parametrize(
    ("kind", "on", "served"), [("python", set(), False), ("python", {"platform"}, False)]
)
def test_a_server_whose_process_dies_answers_again(project: Path, settings: Settings) -> None:
    """A library in C that crashes, or the kernel when memory runs out, ends no service."""
    with (project / "service" / "python_format.py").open("a", encoding="utf-8") as adapter:
        adapter.write(FATAL)
    run(project, settings, "add_model.py")
    card = json.loads((project / "model" / "model.json").read_text(encoding="utf-8"))
    example = {each["name"]: each["example"] for each in card["inputs"]}
    with serving(project, settings) as url:
        (project / "fatal").touch()
        with pytest.raises((OSError, http.client.HTTPException)):
            asked(url, example)
        found = None
        for _ in range(100):  # until then nobody listens, or the process that does ends
            with contextlib.suppress(OSError, http.client.HTTPException):
                found = asked(url, example)
                break
            time.sleep(0.1)

    assert (200, {"prediction": 1}) == found


def installed(project: Path) -> None:
    """Let `dev.py` find our packages installed for it."""
    (project / ".venv").mkdir()
    for each in Path(sys.prefix).iterdir():
        (project / ".venv" / each.name).symlink_to(each)
    found = [project / "requirements.txt", project / "requirements-test.txt"]
    wanted = "".join(path.read_text(encoding="utf-8") for path in found if path.exists())
    (project / ".venv" / "requirements.txt").write_text(wanted, encoding="utf-8")


@pytest.mark.long
@pytest.mark.parametrize("framework", ["django"])  # what asks is the same
@pytest.mark.parametrize(("kind", "on", "served"), [("remote", set(), False)])
def test_a_proxy_to_the_world_is_asked_for_nothing_here(project: Path, settings: Settings) -> None:
    """Where one is set for all programs, as in many firms, the first prediction comes as well."""
    installed(project)
    env = settings | PROXY | {"PORT": str(servers.free_port())}
    for name in ("no_proxy", "NO_PROXY"):
        env.pop(name, None)
    output = project / "output"
    with output.open("w", encoding="utf-8") as file:
        dev = subprocess.Popen([sys.executable, "dev.py"], cwd=project, env=env, stdout=file)

    def predicted() -> None:
        if '"prediction"' not in output.read_text(encoding="utf-8").partition("Serving on")[2]:
            raise OSError

    try:
        servers.until(predicted, dev, 60)
    finally:
        dev.send_signal(signal.SIGINT)
        dev.wait(15)


LOADING = """

def load(path: Path | None) -> Any:
    import os, time
    Path("loading").write_text(str(os.getpid()))
    time.sleep(60)
"""


@pytest.mark.long
@pytest.mark.parametrize("framework", ["flask"])  # the server and its settings are the same
@pytest.mark.parametrize(("kind", "on", "served"), [("python", set(), False)])
def test_what_is_still_loading_ends_too(project: Path, settings: Settings) -> None:
    """Whoever sees a mistake while a heavy model loads presses Ctrl-C once."""
    run(project, settings, "add_model.py")
    with (project / "service" / "python_format.py").open("a", encoding="utf-8") as adapter:
        adapter.write(LOADING)
    installed(project)

    def loading() -> None:
        if not (project / "loading").exists():
            raise OSError

    command = [sys.executable, "dev.py"]
    env = settings | {"PORT": str(servers.free_port())}
    with servers.running(command, loading, env, signal.SIGINT, cwd=project):
        pass

    with pytest.raises(ProcessLookupError):
        os.kill(int((project / "loading").read_text(encoding="utf-8")), 0)
