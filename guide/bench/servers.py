"""Start a twin behind a real server, alone in its process group, and be sure that it ends.

Every process is started through `keeper.py`, which ends it as soon as this process is gone.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .result import ServerName

HERE = Path(__file__).parent
PATIENCE = 60.0  # seconds for a server to start


class ServerError(Exception):
    """A server did not start; the message holds the last it said."""


@dataclass(frozen=True)
class Plan:
    """How every twin is served: the same for all of them."""

    server: ServerName
    workers: int
    threads: int
    cores: str = "any"  # a list such as 1,2

    @property
    def flags(self) -> list[str]:
        """The server's own options, without the address."""
        if self.server == "gunicorn":
            return [
                *("--worker-class", "gthread"),
                *("--workers", str(self.workers), "--threads", str(self.threads)),
                *("--keep-alive", "75", "--log-level", "warning", "--no-control-socket"),
            ]
        return [
            *("--interface", "wsgi", "--http", "1", "--no-ws"),
            *("--workers", str(self.workers), "--blocking-threads", str(self.threads)),
            *("--log-level", "warning", "--no-access-log"),
        ]

    def command(self, application: str, port: int) -> list[str]:
        """Return the command that serves a WSGI application on a port of the loopback interface."""
        address = (
            ["--bind", f"127.0.0.1:{port}"]
            if self.server == "gunicorn"
            else ["--host", "127.0.0.1", "--port", str(port)]
        )
        return [sys.executable, "-m", self.server, *address, *self.flags, application]


@dataclass(frozen=True)
class Process:
    """A process that listens on a port."""

    name: str
    port: int
    keeper: "subprocess.Popen[bytes]"
    log: Path

    def wait_until_it_listens(self) -> None:
        """Return when the port takes connections; raise `ServerError` if the process ends first."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.keeper.poll() is not None:
                raise ServerError(f"{self.name} ended at once. It said:\n{self.last_words()}")
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise ServerError(f"{self.name} does not listen. It said:\n{self.last_words()}")

    def last_words(self) -> str:
        """Return the end of what it wrote to its log."""
        return self.log.read_text(errors="replace")[-2000:].strip() or "(nothing)"


@contextmanager
def running(
    name: str,
    command: list[str],
    port: int,
    folder: Path,
    cores: str = "any",
    environment: Mapping[str, str] | None = None,
) -> Iterator[Process]:
    """Run a command in `folder` until the end of the with block, or of this process.

    It sees only a few of our environment variables, so that no setting of the reader's own shell
    reaches one side of a comparison, and finds no configuration file.
    """
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR") if key in os.environ}
    ours = {"PYTHONPATH": str(HERE.parents[1])}
    log = folder / f"{name}.log"
    with log.open("wb") as output:
        keeper = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", str(HERE / "keeper.py"), cores, *command],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            cwd=folder,
            env=kept | ours | dict(environment or {}),
            start_new_session=True,  # Ctrl-C in the terminal is for us; we then stop the servers
        )
    try:
        yield Process(name, port, keeper, log)
    finally:
        assert keeper.stdin  # noqa: S101
        keeper.stdin.close()
        keeper.wait()


def free_port() -> int:
    """Return a port of the loopback interface that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
