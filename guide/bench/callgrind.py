"""How many instructions of the processor a request takes, counted by valgrind’s callgrind.

Counting is exact where timing is not: it does not matter what else the machine does. It sees all
that runs in the process, Python and C alike, and nothing of the kernel, of waiting or of caches.
"""

import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from guide.bench.interpreters import OURS, Interpreter
from guide.bench.servers import ALONE
from guide.bench.workloads import Answer, Workload, WrongAnswerError
from guide.demos.processes import ProcessError, output
from guide.demos.twins import Interface

PROGRAM = Path(__file__).with_name("asked.py")
PATIENCE = 1800.0  # seconds for one run; a model takes fifty times as long as without it
INSTALL = (
    "valgrind is missing. To get it: apt-get install valgrind (Debian, Ubuntu), "
    "dnf install valgrind (Fedora); there is none for Windows or for a Mac with Apple’s processor"
)
SWITCHED = platform.machine() in ("x86_64", "AMD64")  # elsewhere: the difference of two runs
HOW: Literal["requests alone", "difference of two runs"] = (
    "requests alone" if SWITCHED else "difference of two runs"
)


class CountError(Exception):
    """Nothing could be counted; the message says why."""


def version() -> str:
    """Return the name and version of valgrind; raise `CountError` where there is none."""
    path = shutil.which("valgrind")
    if path is None:
        raise CountError(INSTALL)
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    return said.stdout.strip().replace("-", " ", 1)


def total(text: str) -> int:
    """Read the number of instructions from a file that callgrind wrote.

    Raises `CountError` where it holds none.
    """
    found = re.search(r"^totals: (\d+)", text, re.MULTILINE)
    if not found or int(found[1]) == 0:
        raise CountError("callgrind counted nothing")
    return int(found[1])


class Program(NamedTuple):
    """What answers the requests: an application, how it is called, and what runs it."""

    application: str
    interface: Interface = "wsgi"
    interpreter: Interpreter = OURS


def instructions(
    program: Program,
    workload: Workload,
    requests: int,
    warm_up: int,
    seed: int,
    folder: Path,
    environment: Mapping[str, str],
) -> int:
    """Return the instructions of one request: the mean of `requests`, after `warm_up` others.

    `seed` is that of Python’s hashes, `folder` a place for what callgrind writes. Raises
    `CountError` where the application fails or answers something wrong.
    """
    given = {**environment, **ALONE, "PYTHONHASHSEED": str(seed)}

    def counted(times: int) -> int:
        target = Path(tempfile.mkdtemp(dir=folder)) / "callgrind.out"  # others count beside us
        at_start = "no" if SWITCHED else "yes"
        tool = ["valgrind", "-q", "--tool=callgrind", f"--instr-atstart={at_start}"]
        asked(
            [*tool, f"--callgrind-out-file={target}"],
            *(program, workload, warm_up, times, folder, given),
        )
        if not target.is_file():
            raise CountError("callgrind wrote nothing")
        return total(target.read_text(errors="replace"))

    if SWITCHED:
        return round(counted(requests) / requests)
    return round((counted(2 * requests) - counted(requests)) / requests)


def asked(
    tool: list[str],
    program: Program,
    workload: Workload,
    warm_up: int,
    requests: int,
    folder: Path,
    environment: Mapping[str, str],
) -> Answer:
    """Ask a program in a process of its own, run by `tool`, and check the last answer."""
    how = "switched" if tool and SWITCHED else "whole"
    application, interface, interpreter = program
    asks = (interface, application, workload.method, workload.path)
    arguments = (*asks, str(warm_up), str(requests), how)
    command = [*tool, interpreter.python, "-P", str(PROGRAM), *arguments]
    environment = {**environment, **interpreter.settings}
    try:
        said = output(
            application, command, folder, environment, patience=PATIENCE, sent=workload.body
        )
        status, kind, body = said.split(b"\n", 2)
        return workload.judge(
            int(status.split()[0]), kind.decode("latin-1").partition(";")[0].strip(), body
        )
    except (ProcessError, WrongAnswerError) as error:
        raise CountError(str(error)) from None
