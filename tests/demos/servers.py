"""Real servers for the tests: Redis, and the twins behind gunicorn. PostgreSQL is the bench's."""

import contextlib
import os
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
