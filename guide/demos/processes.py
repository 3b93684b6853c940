"""Start a process of ours, a twin behind a server or a program, and be sure that it ends.

None of them sees more than a few of our environment variables: no setting of the reader's own shell
reaches one side of a comparison. A server is started through `keeper.py`, which ends it as soon as
this process is gone.
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

HERE = Path(__file__).parent
PATIENCE = 60.0  # seconds for a server to start, or for a program to end
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")

_asked: set["subprocess.Popen[bytes]"] = set()  # commands whose output is waited for


class ProcessError(Exception):
    """A process did not do what it was started for; the message holds the last it said."""


@dataclass(frozen=True)
class Server:
    """A process that listens on a port."""

    name: str
    port: int
    keeper: "subprocess.Popen[bytes]"
    log: Path

    def wait_until_it_listens(self) -> None:
        """Return when the port takes connections; raise `ProcessError` if it ends first."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.keeper.poll() is not None:
                raise ProcessError(f"{self.name} ended at once. It said:\n{self.last_words()}")
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise ProcessError(f"{self.name} does not listen. It said:\n{self.last_words()}")

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
) -> Iterator[Server]:
    """Run a server in `folder` until the end of the with block, or of this process."""
    log = folder / f"{name}.log"
    with log.open("wb") as output:
        keeper = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", str(HERE / "keeper.py"), cores, *command],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            cwd=folder,
            env=_environment(environment or {}),
            start_new_session=True,  # Ctrl-C in the terminal is for us; we then stop the servers
        )
    try:
        yield Server(name, port, keeper, log)
    finally:
        assert keeper.stdin  # noqa: S101
        keeper.stdin.close()
        keeper.wait()


def output(
    name: str,
    command: list[str],
    folder: Path,
    environment: Mapping[str, str],
    *,
    patience: float = PATIENCE,
    sent: bytes = b"",
) -> bytes:
    """Run a command in `folder` to its end with `sent` as its input, and return what it printed.

    Raises `ProcessError` where it fails or takes longer than `patience` seconds.
    """
    with subprocess.Popen(  # noqa: S603
        command,
        cwd=folder,
        env=_environment(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        _asked.add(process)
        try:
            said, complaint = process.communicate(sent, patience)
        except subprocess.TimeoutExpired:
            raise ProcessError(f"{name} did not end within {patience:g} s") from None
        finally:
            process.kill()  # which does nothing where it has ended
            _asked.remove(process)
    if process.returncode:
        raise ProcessError(f"{name} failed. It said:\n{complaint.decode(errors='replace')[-2000:]}")
    return said


def end_all() -> None:
    """End every command that a thread waits for in `output`, which then raises `ProcessError`."""
    for process in [*_asked]:
        process.kill()


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    kept = {key: os.environ[key] for key in KEPT if key in os.environ}
    return kept | {"PYTHONPATH": str(HERE.parents[1])} | dict(ours)


def free_port() -> int:
    """Return a port of the loopback interface that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
