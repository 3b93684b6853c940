"""Drives Firefox, where it is installed, in the protocol that it speaks by itself.

That is Marionette: JSON over TCP, each message after its length. Playwright drives only a Firefox
of its own making.
"""

import contextlib
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

PROGRAM = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
PATIENCE = 60  # seconds until it has started on a busy machine

Ask = Callable[..., Any]  # takes a command and what goes with it, and returns what it gives


@contextlib.contextmanager
def firefox(profile: Path) -> Iterator[Ask]:
    """Run Firefox without a window, with an empty folder as its profile; yield what asks it."""
    (profile / "user.js").write_text('user_pref("marionette.port", 0);\n')
    command = [str(PROGRAM), "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
        try:
            with socket.create_connection(("127.0.0.1", _port(profile)), PATIENCE) as connection:
                ask = _asking(connection)
                ask("WebDriver:NewSession")
                yield ask
        finally:
            process.terminate()


def _port(profile: Path) -> int:
    """Wait until Firefox has written where it listens."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(FileNotFoundError, ValueError):
            return int((profile / "MarionetteActivePort").read_text())
        time.sleep(0.1)
    raise TimeoutError("Firefox does not listen")


def _asking(connection: socket.socket) -> Ask:
    answers = connection.makefile("rb")
    numbers = count(1)

    def read() -> Any:
        size = b""
        while (digit := answers.read(1)) != b":":
            size += digit
        return json.loads(answers.read(int(size)))

    def ask(command: str, **parameters: Any) -> Any:
        message = json.dumps([0, next(numbers), command, parameters]).encode()
        connection.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = read()
        assert error is None, error["message"]
        return result

    read()  # it greets first
    return ask
