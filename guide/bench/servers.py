"""How a service is served to be measured: by which server, with which flags and settings."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from guide.bench.result import ServerName
from guide.demos.twins import Interface

ALONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # a model computes in one thread
SECRET = "for measuring only, on the loopback interface"  # noqa: S105 - it guards nothing
GREENLETS = 1000  # requests that gunicorn's gevent worker holds open at a time
TAKES: Mapping[ServerName, tuple[Interface, ...]] = {  # what each can serve
    "gunicorn": ("wsgi",),
    "gevent": ("wsgi",),
    "granian": ("wsgi", "asgi"),
    "uvicorn": ("asgi",),
}
PACKAGES: Mapping[ServerName, tuple[str, ...]] = {  # modules and distributions are called alike
    "gunicorn": ("gunicorn",),
    "gevent": ("gunicorn", "gevent"),
    "granian": ("granian",),
    "uvicorn": ("uvicorn", "uvloop", "httptools"),
}


@dataclass(frozen=True)
class Plan:
    """How every twin is served: the same for all of them."""

    server: ServerName
    workers: int
    threads: int
    cores: str = "any"  # a list such as 1,2
    interface: Interface = "wsgi"

    @property
    def flags(self) -> list[str]:
        """The server's own options, without the address."""
        workers, threads = ["--workers", str(self.workers)], str(self.threads)
        gunicorn = ["--keep-alive", "75", "--log-level", "warning", "--no-control-socket"]
        if self.server == "gunicorn":
            return ["--worker-class", "gthread", *workers, "--threads", threads, *gunicorn]
        if self.server == "gevent":
            held = ["--worker-connections", str(GREENLETS)]
            return ["--worker-class", "gevent", *workers, *held, *gunicorn]
        if self.server == "uvicorn":
            loop = ("--loop", "uvloop", "--http", "httptools", "--lifespan", "off")
            quiet = ("--timeout-keep-alive", "75", "--log-level", "warning", "--no-access-log")
            return [*loop, *workers, *quiet]
        kind = ("--interface", self.interface, "--http", "1", "--no-ws")
        blocking = ["--blocking-threads", threads] if self.interface == "wsgi" else []
        return [*kind, *workers, *blocking, "--log-level", "warning", "--no-access-log"]

    def command(self, application: str, port: int, python: str = sys.executable) -> list[str]:
        """Return the command that serves an application on a port of the loopback interface."""
        program = "gunicorn" if self.server == "gevent" else self.server
        address = (
            ["--bind", f"127.0.0.1:{port}"]
            if program == "gunicorn"
            else ["--host", "127.0.0.1", "--port", str(port)]
        )
        return [python, "-m", program, *address, *self.flags, application]

    def at_once(self, connections: int) -> int:
        """Return how many requests can wait for another server at a time."""
        if self.interface == "asgi":
            return connections
        each = GREENLETS if self.server == "gevent" else self.threads
        return min(self.workers * each, connections)
