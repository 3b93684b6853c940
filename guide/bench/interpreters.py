"""Named environments such as `python3.13,django6.1`: a Python, and packages by their pins.

Each is a folder of its own in the cache, made once by that Python's `venv` and filled by our `pip`
from `pins.txt`, which holds every version that can be named.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from guide.bench.counted import Software
from guide.bench.environment import software

PINS = Path(__file__).with_name("pins.txt")
PART = re.compile(r"([a-z][a-z-]*)(\d+(?:\.\d+)*)")
PIN = re.compile(
    r"(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?:; python_version >= \"(?P<least>.+)\")?"
)
PATIENCE = 900.0  # seconds to install everything


class InterpreterError(Exception):
    """An environment cannot be had; the message says why and what would be right."""


@dataclass(frozen=True)
class Interpreter:
    """What runs a service: a Python with its packages; `name` is None for our own."""

    name: str | None = None
    python: str = sys.executable
    settings: Mapping[str, str] = field(default_factory=dict, hash=False)

    def software(self) -> Software:
        """Say what it holds."""
        found, versions = software(self.python)
        return Software(python=found, versions=versions)


OURS = Interpreter()


@dataclass(frozen=True)
class Pin:
    """One version of a package, and the least Python that it takes: (0,) for any."""

    name: str
    version: str
    least: tuple[int, ...]


@cache
def pins() -> tuple[Pin, ...]:
    """Return every pin; a package that stands there twice can be chosen, the newest last."""
    found = []
    for line in PINS.read_text(encoding="utf-8").splitlines():
        if pin := PIN.fullmatch(line):
            found.append(Pin(pin["name"], pin["version"], _numbers(pin["least"] or "0")))
    return tuple(found)


@dataclass(frozen=True)
class Wanted:
    """What a name asks for: a version of Python, and those of packages by their lower-case name."""

    name: str
    python: tuple[int, ...]
    packages: Mapping[str, tuple[int, ...]] = field(hash=False)


def read(name: str) -> Wanted:
    """Read a name; raise `InterpreterError` where it asks for what there is not."""
    packages: dict[str, tuple[int, ...]] = {}
    for part in name.split(","):
        found = PART.fullmatch(part.strip())
        if not found or found[1] in packages:
            raise InterpreterError(f"'{part}': expected a name and a version, once: {_offered()}")
        packages[found[1]] = _numbers(found[2])
    python = packages.pop("python", sys.version_info[:2])
    if python < (3, 11) or len(python) < 2:
        raise InterpreterError(f"'{name}': expected python3.11 or newer, such as python3.13")
    wanted = Wanted(name.replace(" ", ""), python, packages)
    chosen(wanted)
    return wanted


def _offered() -> str:
    names = [pin.name for pin in pins()]
    several = [p for p in pins() if names.count(p.name) > 1]
    choices = [f"{p.name.lower()}{'.'.join(p.version.split('.')[:2])}" for p in several]
    return ", ".join(["python3.11", "python3.13", *choices])


def chosen(wanted: Wanted) -> list[Pin]:
    """Return the pin of each package: the version named, else the newest that the Python takes."""
    by_name: dict[str, list[Pin]] = {}
    for pin in pins():
        by_name.setdefault(pin.name.lower(), []).append(pin)
    if unknown := set(wanted.packages) - set(by_name):
        raise InterpreterError(f"'{min(unknown)}' is not pinned (expected: {_offered()})")
    return [_choice(wanted, name, there) for name, there in by_name.items()]


def _choice(wanted: Wanted, name: str, there: list[Pin]) -> Pin:
    version = wanted.packages.get(name, ())
    fitting = [pin for pin in there if _numbers(pin.version)[: len(version)] == version]
    if not fitting:
        versions = ", ".join(pin.version for pin in there)
        raise InterpreterError(f"'{wanted.name}': {name} is pinned as {versions}")
    found = [pin for pin in fitting if pin.least <= wanted.python[:2]]
    if not found:
        least = ".".join(map(str, fitting[-1].least))
        raise InterpreterError(
            f"'{wanted.name}': {fitting[-1].name} {fitting[-1].version} needs "
            f"Python {least} or newer"
        )
    return found[-1]


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))


def python_of(version: tuple[int, ...]) -> str:
    """Return the program of a Python; raise `InterpreterError` with how to get one."""
    for program in _candidates(version):
        try:
            said = subprocess.run(  # noqa: S603
                [program, "--version"], capture_output=True, text=True, timeout=60, check=False
            ).stdout
        except (OSError, subprocess.TimeoutExpired):
            continue
        if _numbers(said)[: len(version)] == version:
            return program
    text = ".".join(map(str, version))
    raise InterpreterError(
        f"Python {text} is missing. To get it: pyenv install {text}, or uv python install {text}, "
        f"or apt-get install python{text} python{text}-venv where the system has it; "
        f"then let python{text} be on the PATH"
    )


def _candidates(version: tuple[int, ...]) -> Iterator[str]:
    if sys.version_info[: len(version)] == version:
        yield sys.executable
    short = ".".join(map(str, version[:2]))
    if on_path := shutil.which(f"python{short}"):
        yield on_path
    kept = Path.home() / ".pyenv" / "versions"
    for folder in sorted(kept.glob(f"{'.'.join(map(str, version))}*"), reverse=True):
        yield str(folder / "bin" / f"python{short}")


def cache_folder() -> Path:
    """Return the folder in which environments are kept."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", ""))  # a relative one is to be ignored
    kept = cache if cache.is_absolute() else Path.home() / ".cache"
    return kept / "decision-guide" / "environments"


def made(wanted: Wanted, folder: Path) -> Interpreter:
    """Return an environment, made now if it is not there yet; `folder` is one of the run's own.

    Raises `InterpreterError`.
    """
    requirements = "".join(f"{pin.name}=={pin.version}\n" for pin in chosen(wanted))
    base = python_of(wanted.python)
    digest = hashlib.sha256(f"{base}\n{requirements}".encode()).hexdigest()[:12]
    home = cache_folder() / f"{wanted.name.replace(',', '-')}-{digest}"
    python, stamp = home / "bin" / "python", home / ".made"
    if not stamp.exists():
        shutil.rmtree(home, ignore_errors=True)
        home.parent.mkdir(parents=True, exist_ok=True)
        # without a pip of its own, which takes longest: ours installs for another Python, too
        _run(wanted, [base, "-m", "venv", "--without-pip", str(home)])
        listed = home / "pins.txt"
        listed.write_text(requirements, encoding="utf-8")
        install = ("install", "--quiet", "--disable-pip-version-check")
        pip = [sys.executable, "-m", "pip", "--python", str(python), *install]
        if requirements:
            _run(wanted, [*pip, "--requirement", str(listed)])
        stamp.touch()
    # ours stands in a folder of its own: beside it, in what is installed, are other versions
    beside = folder / "package"
    beside.mkdir(exist_ok=True)
    link = beside / "guide"
    if not link.is_symlink():
        link.symlink_to(Path(__file__).parents[1], target_is_directory=True)
    return Interpreter(wanted.name, str(python), {"PYTHONPATH": str(beside)})


def _run(wanted: Wanted, command: list[str]) -> None:
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise InterpreterError(f"'{wanted.name}' was not made within {PATIENCE:g} s") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-600:]
        raise InterpreterError(f"'{wanted.name}' cannot be made. It said:\n{said}")
