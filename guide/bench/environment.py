"""What the figures depend on besides the frameworks: the machine, the software, the revision.

The machine is described, never named: no host name, no path.
"""

import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from guide.bench.result import Environment
from guide.demos.twins import TWINS

_PACKAGES = tuple(
    dict.fromkeys([*(name for twin in TWINS for name in twin.libraries), "Jinja2", "numpy"])
)
VERSIONS = Path(__file__).parent / "programs" / "versions.py"
_CPU = Path("/sys/devices/system/cpu")


def describe(
    packages: Sequence[str], pinned: bool, load_before: float, program: str = sys.executable
) -> Environment:
    """Describe the present environment; call it at the end of a run.

    `packages` are those of the servers, and `program` is the Python that ran the services.
    """
    python, versions = software(program, *packages)
    ours = _git("ls-files", Path(__file__).name)  # and not a repository that we are installed in
    return Environment(
        processor=processor(),
        cores=len(cores()),
        virtual=_virtual(),
        governor=_read(_CPU / "cpu0/cpufreq/scaling_governor"),
        pinned=pinned,
        load_before=round(load_before, 2),
        load_after=round(load_average(), 2),
        system=_system(),
        python=python,
        versions=versions,
        revision=_git("rev-parse", "HEAD") if ours else None,
        modified=bool(ours and _git("status", "--porcelain", "--untracked-files=no")),
    )


def software(python: str, *more: str) -> tuple[str, dict[str, str]]:
    """Ask a Python for its own version, and for those of what the figures depend on, by name.

    `more` are further packages. What is not installed is left out.
    """
    said = subprocess.run(  # noqa: S603
        [python, str(VERSIONS), *_PACKAGES, *more], capture_output=True, text=True, check=True
    ).stdout
    name, versions = json.loads(said)
    return str(name), dict(versions)


def processor() -> str:
    """Return the processor's model, without the marks of its maker."""
    found = re.search(r"^model name\s*:\s*(.+)$", _read(Path("/proc/cpuinfo")) or "", re.MULTILINE)
    name = found[1] if found else platform.processor() or platform.machine()
    return re.sub(r"\s+", " ", re.sub(r"\((R|TM)\)|\bCPU\b|@.*", " ", name)).strip()


def cores() -> list[int]:
    """Return the numbers of the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


@dataclass(frozen=True)
class Pinning:
    """Which cores the generator and the servers run on."""

    generator: set[int]
    servers: str  # a list such as 2,3, or "any"


def pinning() -> Pinning | None:
    """Return a core for the generator and others for the servers; None below four cores.

    The servers do not get the generator's sibling, which is the same core under a second number.
    """
    usable = cores()
    if len(usable) < 4 or not hasattr(os, "sched_setaffinity"):
        return None
    siblings = _read(_CPU / f"cpu{usable[0]}/topology/thread_siblings_list") or ""
    apart = [core for core in usable if core not in {usable[0]} | _numbers(siblings)]
    return Pinning({usable[0]}, ",".join(map(str, apart))) if apart else None


@contextmanager
def on_cores(chosen: Pinning | None) -> Iterator[None]:
    """Keep this process on the generator's core for as long as the with block lasts."""
    if chosen is None:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, chosen.generator)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def load_average() -> float:
    """Return the mean number of running processes in the last minute."""
    return os.getloadavg()[0]


def _numbers(text: str) -> set[int]:
    """Read the kernel's lists, such as 0,4 or 0-1."""
    numbers: set[int] = set()
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        numbers |= set(range(int(first), int(last or first) + 1))
    return numbers


def _virtual() -> bool | None:
    flags = re.search(r"^flags\s*:(.*)$", _read(Path("/proc/cpuinfo")) or "", re.MULTILINE)
    return "hypervisor" in flags[1].split() if flags else None


def _system() -> str:
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"
    return f"{name}, {platform.system()} {platform.release()}"


def _git(*arguments: str) -> str | None:
    try:
        answer = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()


def _read(path: Path) -> str | None:
    try:
        return path.read_text().strip()
    except OSError:
        return None
