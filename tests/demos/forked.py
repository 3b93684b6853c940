"""Servers that start quickly: a process imports the libraries of both twins once, and forks.

Each would take two seconds for that, and again for a model's library. The libraries alone are
shared: a twin, its settings and its server are imported anew in each. `test_operation.py` starts
twins as their users do.
"""

import atexit
import contextlib
import functools
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from tests.programs import one_at_a_time

LIBRARIES = """
flask flask.cli flask_admin flask_admin.contrib.sqla flask_login flask_mail flask_sqlalchemy
flask_wtf sqlalchemy.dialects.sqlite sqlalchemy.dialects.postgresql.psycopg
django django.core.wsgi django.core.mail django.contrib.admin.apps django.contrib.auth.apps
django.contrib.sessions.apps django.core.management django.db.backends.sqlite3.base
django.db.migrations.executor django.forms django.middleware.csrf django.shortcuts
django.template.backends.django django.views.csrf whitenoise.middleware
joblib sklearn.datasets sklearn.ensemble sklearn.linear_model sklearn.model_selection
sklearn.pipeline sklearn.preprocessing
gunicorn.app.wsgiapp gunicorn.workers.gthread limits.storage limits.strategies lmdb psycopg redis
"""


class Forked:
    """A process of the one that forks, with what is used here of `subprocess.Popen`."""

    def __init__(self, pid: int, args: Sequence[str]) -> None:
        self.pid, self.args = pid, args
        self.end = os.pidfd_open(pid)

    def __del__(self) -> None:
        os.close(self.end)

    def wait(self, timeout: float | None = None) -> None:
        if not select.select([self.end], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)

    def poll(self) -> int | None:
        """Return whether it has ended: 0, whatever its status, or None."""
        return 0 if select.select([self.end], [], [], 0)[0] else None

    def send_signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.end, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def start(
    command: Sequence[str], env: Mapping[str, str], log: IO[bytes]
) -> Forked | subprocess.Popen[bytes]:
    """Start `python -m module …` in a session of its own; both its outputs go to `log`."""
    assert [sys.executable, "-m"] == list(command[:2])
    if sys.platform != "linux":  # elsewhere, what was imported may not outlive a fork
        return subprocess.Popen(
            command, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    request = json.dumps([list(command[2:]), dict(env)]).encode()
    for _ in range(3):
        with contextlib.suppress(OSError), _connection().makefile("rb") as answers:
            socket.send_fds(_connection(), [b"%10d" % len(request)], [log.fileno()])
            _connection().sendall(request)
            if line := answers.readline():
                return Forked(int(line), command)
        _connection.cache_clear()  # it has just ended, with the last that used it
    raise RuntimeError("the process that forks does not answer")


@functools.cache
def _connection() -> socket.socket:
    """Connect to the process that forks, for as long as this one lives; start it if need be."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    place = Path(tempfile.gettempdir()) / f"guide-forks-{run[:12]}"
    client = socket.socket(socket.AF_UNIX)
    atexit.register(client.close)
    with one_at_a_time(place.with_suffix(".lock")):
        with contextlib.suppress(OSError):
            client.connect(str(place))
            return client
        place.unlink(missing_ok=True)
        command = [sys.executable, "-m", __name__, str(place)]
        os.posix_spawn(sys.executable, command, os.environ, setsid=True)  # it ends by itself
        limit = time.monotonic() + 60
        while client.connect_ex(str(place)):
            if time.monotonic() > limit:
                raise RuntimeError("the process that forks does not start")
            time.sleep(0.02)
    return client


def serve(place: Path) -> list[str] | None:
    """Fork for everybody who asks, until nobody is left; in a fork, return what it is to run."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(place))
    listener.listen()
    for name in LIBRARIES.split():
        importlib.import_module(name)
    asking = [listener.accept()[0]]
    while asking:
        for ready in select.select([listener, *asking], [], [])[0]:
            if ready is listener:
                asking.append(listener.accept()[0])
            elif (arguments := _answer(ready)) is not None:
                for each in (listener, *asking):
                    each.close()
                return arguments
            elif ready.fileno() < 0:
                asking.remove(ready)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
    place.unlink()
    place.with_suffix(".lock").unlink(missing_ok=True)
    return None


def _answer(asked: socket.socket) -> list[str] | None:
    """Fork once and say which process it is; there, return the arguments. Close what has ended."""
    size, files, _, _ = socket.recv_fds(asked, 10, 1)
    if not size:
        asked.close()
        return None
    text = b""
    while len(text) < int(size):
        text += asked.recv(int(size) - len(text))
    arguments, env = json.loads(text)
    if os.fork():
        os.close(files[0])
        return None
    os.setsid()
    os.dup2(files[0], 1)
    os.dup2(files[0], 2)
    os.close(files[0])
    os.environ.clear()
    os.environ.update(env)
    asked.sendall(b"%d\n" % os.getpid())
    found: list[str] = arguments
    return found


if __name__ == "__main__" and (found := serve(Path(sys.argv[1]))):
    sys.argv[:] = found
    runpy.run_module(found[0], run_name="__main__", alter_sys=True)
