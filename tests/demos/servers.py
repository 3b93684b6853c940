"""Real servers for the tests: PostgreSQL, Redis, and the twins behind gunicorn."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.demos import forked
from tests.programs import program

Process = forked.Forked | subprocess.Popen[bytes]


class StartError(RuntimeError):
    """A server did not start."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(check: Callable[[], object], process: Process, seconds: int = 120) -> None:
    """Wait until `check` raises nothing, or say what the process said."""
    limit = time.monotonic() + seconds
    while True:
        try:
            check()
            return
        except OSError as error:
            if process.poll() is not None or time.monotonic() > limit:
                raise StartError(f"{process.args!r} did not start") from error
            time.sleep(0.05)


@contextlib.contextmanager
def running(
    command: Sequence[str],
    check: Callable[[], object],
    env: Mapping[str, str] | None = None,
    stop: int = signal.SIGTERM,
    fork: bool = False,
    **options: Any,
) -> Iterator[Process]:
    """Run a command until the block ends; `fork`: with the twins' libraries imported already."""
    with tempfile.TemporaryFile() as log:
        process: Process
        if fork:
            process = forked.start(command, os.environ if env is None else env, log)
        else:
            process = subprocess.Popen(
                command,
                env=env,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **options,
            )
        try:
            until(check, process)
            yield process
        except StartError as error:
            log.seek(0)
            raise StartError(f"{error}\n{log.read().decode()}") from error
        finally:
            if stop == signal.SIGKILL:  # and the workers
                os.killpg(process.pid, stop)
            else:
                process.send_signal(stop)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def connects(port: int) -> Callable[[], object]:
    def check() -> None:
        socket.create_connection(("127.0.0.1", port), 1).close()

    return check


def answers(url: str) -> Callable[[], object]:
    def check() -> None:
        try:
            urlopen(url, timeout=20).close()
        except HTTPError as error:
            error.close()
        except URLError as error:
            raise OSError(error) from error

    return check


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Run PostgreSQL, and give the address of an empty database."""
    folder, port = Path(tempfile.mkdtemp(prefix="twins-pg-")), free_port()
    try:
        initdb, server, createdb = map(program, ("initdb", "postgres", "createdb"))
        user: dict[str, Any] = {"cwd": folder}
        if os.geteuid() == 0:  # it refuses to run as root
            initdb, server = _for_nobody(folder, initdb, server)
            user |= {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}
        initial = ["--no-sync", "--auth=trust", "--username=twins", "--encoding=UTF8", "--locale=C"]
        command = [initdb, *initial, "-D", str(folder / "db")]
        made = subprocess.run(command, capture_output=True, text=True, check=False, **user)
        if made.returncode:
            raise StartError(f"initdb failed\n{made.stdout}{made.stderr}")
        options = ["-p", str(port), "-h", "127.0.0.1", "-k", str(folder), "-F"]
        command = [server, "-D", str(folder / "db"), *options]
        with running(command, connects(port), stop=signal.SIGINT, **user):
            create = [createdb, "-h", "127.0.0.1", "-p", str(port), "-U", "twins", "twins"]
            limit = time.monotonic() + 60
            while subprocess.run(create, capture_output=True, check=False).returncode:
                if time.monotonic() > limit:
                    raise StartError("PostgreSQL takes no connections")
                time.sleep(0.1)
            yield f"postgresql://twins@127.0.0.1:{port}/twins"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _for_nobody(folder: Path, *programs: str) -> list[str]:
    """Copy the programs of a wheel to where `nobody` may read them, and give that user the folder.

    A system's own may be read by everybody, and stay where they are.
    """
    shutil.chown(folder, "nobody", pwd.getpwnam("nobody").pw_gid)
    installed = Path(programs[0]).parents[1]
    package = installed.parent
    if not package.with_name(f"{package.name}.libs").is_dir():
        return list(programs)
    site = folder / "site"
    for part in (f"{package.name}/{installed.name}", f"{package.name}.libs"):
        ignored = shutil.ignore_patterns("include", "pkgconfig", "*.a")
        shutil.copytree(package.parent / part, site / part, ignore=ignored)
    for path in (site, *site.rglob("*")):
        path.chmod(0o755)
    return [str(site / Path(each).relative_to(package.parent)) for each in programs]


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """Run Redis, and give its address."""
    port = free_port()
    command = [program("redis"), "--port", str(port), "--save", "", "--appendonly", "no"]
    with running([*command, "--bind", "127.0.0.1"], connects(port)):
        yield f"redis://127.0.0.1:{port}/0"


@contextlib.contextmanager
def twin(name: str, instance: Path, workers: int = 1, /, **settings: str) -> Iterator[str]:
    """Serve one twin alone, and give its address."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4"),
        *("--workers", str(workers), "--log-level", "warning", "--forwarded-allow-ips", "*"),
        f"guide.demos.{name}_twin.wsgi:application",
    ]
    unset = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
    env = {key: value for key, value in os.environ.items() if key not in unset}
    env |= {"TWIN_INSTANCE": str(instance), "TWIN_LIMITS": "off", "SECRET_KEY": ""} | settings
    env["SECRET_KEY"] = env["SECRET_KEY"] or ("for tests" if "DATABASE_URL" in settings else "")
    ready = answers(f"http://127.0.0.1:{port}/json")
    with running(command, ready, env, signal.SIGKILL, fork=True):
        yield f"http://127.0.0.1:{port}"
