"""Starting the twins in processes of their own: how long it takes, and what is loaded then."""

import statistics
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from guide.demos.processes import output
from guide.demos.twins import Twin

PROGRAMS = Path(__file__).parent / "programs"
STARTS = 3  # of which the median counts
IMPORTS = 2  # of which the faster counts: what else the machine does can only make one slower


@dataclass(frozen=True)
class StartUp:
    """The median of `STARTS` starts of a new process, in milliseconds.

    `imported` is until the application is there, `answered` until it has answered its first
    request (for JSON), and `megabytes` is the memory that the process has then taken at most.
    """

    imported: float
    answered: float
    megabytes: float


@cache
def start_up(twin: Twin) -> StartUp:
    """Start a twin `STARTS` times in processes of their own, on an empty instance folder."""
    runs = [_printed("started.py", twin.application) for _ in range(STARTS)]
    return StartUp(*(statistics.median(map(float, values)) for values in zip(*runs, strict=True)))


@cache
def loaded(twin: Twin) -> frozenset[str]:
    """Return the top-level names of the modules that a twin has loaded after all its demos."""
    return frozenset(_printed("loaded.py", twin.id))


@cache
def mounting(twin: Twin) -> float:
    """Return the requests a second that a mounted twin answers, as a share of those alone.

    The request is the one for JSON, sent to the application itself, without a server in between:
    what a server adds would hide the difference. The seconds are those of the processor, and the
    median of ten pairs of rounds counts.
    """
    (share,) = _printed("mounting.py", twin.id)
    return float(share)


@cache
def importing(twin: Twin, modules: tuple[str, ...], libraries: tuple[str, ...]) -> float:
    """Return the milliseconds that a new process takes to import some of a twin, and libraries.

    The fastest of `IMPORTS` counts. What puts the twin together is left out; the twin's own program
    says what that is.
    """
    arguments = twin.package, ",".join(modules), ",".join(libraries)
    runs = [_printed(twin.importer, *arguments) for _ in range(IMPORTS)]
    return min(float(taken) for (taken,) in runs) * 1000


def _printed(program: str, *arguments: str) -> list[str]:
    """Run a program on an empty instance folder, and return the words that it printed."""
    command = [sys.executable, "-P", str(PROGRAMS / program), *arguments]
    with tempfile.TemporaryDirectory() as folder:
        environment = {"TWIN_INSTANCE": folder, "TWIN_LIMITS": "off"}
        return output(program, command, Path(folder), environment).decode().split()
