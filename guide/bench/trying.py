"""Try somebody's own model: serve it as the starter project of each framework does, and time it.

Nothing of the file is executed before its name, its first bytes and its hash were looked at.
"""

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from guide.bench.environment import describe, load_average
from guide.bench.load import Expected, Request, run_load
from guide.bench.responses import LoadError
from guide.bench.servers import ALONE, SECRET, Plan
from guide.bench.trial import Rate, Service, Trial
from guide.demos.processes import ProcessError, free_port, output, running
from guide.telling.phrases import counted

TIMER = Path(__file__).with_name("timed.py")
PATIENCE = 600.0  # seconds to load a model and time it
THREADS = (1, 2, 4)
CLIENTS = 4  # that ask at the same time
PICKLES = (".joblib", ".pkl", ".pickle")
# how such a file begins: a pickle, or one that zlib, gzip, bz2, xz or lz4 packed
PICKLED = (b"\x80", b"\x78", b"\x1f\x8b", b"BZ", b"\xfd7zXZ", b"\x04\x22\x4d\x18")
# the modules that load a file, by its suffix
LOADERS = {
    **dict.fromkeys(PICKLES, ("sklearn", "joblib")),
    ".skops": ("sklearn", "skops"),
    ".onnx": ("onnxruntime",),
}
ABSENT = re.compile(r"No module named '([\w.]+)'")
SETTINGS = {**ALONE, "SECRET_KEY": SECRET}
Progress = Callable[[str], None]


class TryError(Exception):
    """The model cannot be tried; the message says why and what would be right."""


def checked(path: Path, trust: bool, sha256: str | None = None) -> str:
    """Look at a model's file without loading it, and return its SHA-256.

    Raises `TryError`: another hash than expected, a suffix that says nothing, content that is not
    what the suffix says, or a pickle that nobody trusts.
    """
    with path.open("rb") as file:
        begin = file.read(16)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if sha256 and sha256.lower() != digest:
        raise TryError(f"{path} has the SHA-256 {digest}, not {sha256.lower()}")
    suffix = path.suffix.lower()
    if suffix not in LOADERS:
        raise TryError(
            f"{path}: '{suffix}' is no format of a model (expected: {', '.join(LOADERS)})"
        )
    if not begin:
        raise TryError(f"{path} is empty")
    if suffix in PICKLES and not begin.startswith(PICKLED):
        raise TryError(f"{path} is no pickle, as {suffix} says: it begins with {begin[:4]!r}")
    if suffix == ".skops" and not begin.startswith(b"PK"):
        raise TryError(f"{path} is no skops file: it begins with {begin[:4]!r}")
    if suffix == ".onnx" and begin.startswith((*PICKLED, b"PK")):
        raise TryError(f"{path} is no ONNX file: it begins with {begin[:4]!r}")
    if suffix in PICKLES and not trust:
        raise TryError(
            f"{path} can run any code when it is loaded (SHA-256 {digest}). "
            "If you made it, or trust whoever did: add --trust"
        )
    return digest


class Project(NamedTuple):
    """A starter project that holds the model: of which alternative, its name, and where it is."""

    alternative: str
    name: str
    folder: Path


class Model(NamedTuple):
    """A model’s file: its title, its name in the projects, and what is known of it.

    `row` is a row for it to try, None for one that it knows itself.
    """

    title: str
    file: str
    sha256: str
    format: str
    row: Any


def attempt(
    projects: Iterable[Project], model: Model, seconds: float, progress: Progress, day: date
) -> Trial:
    """Try a model in projects that hold it, each number of threads for so many seconds.

    Raises `TryError` with what a project said where it cannot load or serve the model.
    """
    load_before = load_average()
    services = []
    for project in projects:
        try:
            services.append(_service(project, model, seconds, progress))
        except (ProcessError, LoadError) as error:
            raise TryError(f"{project.name}: {_why(str(error).strip(), model)}") from None
    return Trial(
        title=model.title,
        date=day,
        file=model.file,
        sha256=model.sha256,
        format=model.format,
        environment=describe(("gunicorn",), False, load_before),
        services=services,
    )


def _why(said: str, model: Model) -> str:
    """Return all that a project says of a model, and of any other failure the last line.

    Of a module that is absent a project says where to name it in its own files: not here.
    """
    if absent := ABSENT.search(said):
        return (
            f"the module '{absent[1]}' is not installed for this Python. "
            "To fix this: install the package that holds it, also where it is your own"
        )
    _, _, told = said.partition("It said:\n")
    if not told or "Traceback (most recent call last)" in told:
        return said.splitlines()[-1] if said else "no answer"
    return told.replace(f"python dev.py add model/{model.file} ", "--input ")


def _service(project: Project, model: Model, seconds: float, progress: Progress) -> Service:
    progress(f"{project.name}: loading")
    given = [json.dumps(model.row)] if model.row is not None else []
    adding = [sys.executable, "add_model.py", f"model/{model.file}", *given]
    output("add_model.py", adding, project.folder, ALONE, patience=PATIENCE)
    progress(f"{project.name}: one request")
    timing = [sys.executable, "-P", str(TIMER), f"{seconds:g}"]
    timed = json.loads(output("timed.py", timing, project.folder, SETTINGS, patience=PATIENCE))
    body = json.dumps(timed["row"]).encode()
    rates = []
    for threads in THREADS:
        progress(f"{project.name}: {counted(threads, 'thread', 'threads')}")
        rate = _rate(project.folder, threads, body, seconds)
        rates.append(Rate(threads=threads, requests_per_second=rate))
    request, model_ms, text = timed["request_ms"], timed["model_ms"], timed["json_ms"]
    return Service(
        alternative=project.alternative,
        name=project.name,
        request_ms=request,
        model_ms=model_ms,
        json_ms=text,
        framework_ms=max(0.0, request - model_ms - text),
        memory_mb=timed["memory_mb"],
        rates=rates,
    )


def _rate(folder: Path, threads: int, body: bytes, seconds: float) -> float:
    """Return the requests per second that a project answers with one worker."""
    port = free_port()
    command = Plan("gunicorn", 1, threads).command("service.wsgi:application", port)
    with running("service", command, port, folder, environment=SETTINGS) as server:
        server.wait_until_it_listens()
        load = run_load(
            Request(port, "/predict", "POST", body),
            Expected(),
            connections=CLIENTS,
            seconds=seconds,
            patience=PATIENCE,
        )
    return len(load.latencies) / load.seconds
