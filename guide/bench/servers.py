"""How the twins are served: by which server, with which flags."""

import sys
from dataclasses import dataclass

from guide.bench.result import ServerName


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
