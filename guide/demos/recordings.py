"""What the twins answered when somebody last asked: for the export, and where they do not run.

``python -m guide.demos.recordings`` writes `recordings.json` anew, beside this file.
"""

import atexit
import dataclasses
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from guide.demos import catalogue, inputs, runner, startup, structure
from guide.demos.catalogue import Demo
from guide.demos.mount import mount
from guide.demos.runner import Recording
from guide.demos.twins import SHOWN, Twin, twin

FILE = Path(__file__).parent / "recordings.json"
# no database, key, name or limit of whoever records: "" is as if it were not set
PLAIN = {
    **dict.fromkeys(("DATABASE_URL", "REDIS_URL", "SECRET_KEY"), ""),
    "TWIN_HOSTS": "*",
    "TWIN_LIMITS": "off",
    "TWIN_PROFILE": "full",
    "TWIN_TEMPLATES": "",
}


@dataclass(frozen=True)
class Need:
    """What one demo takes: packages, their bytes, and the milliseconds to import it alone."""

    id: str
    packages: int
    bytes: int
    imported: float


@dataclass(frozen=True)
class Count:
    """What one twin takes in all; `mounting` is the share of its speed that it keeps mounted."""

    twin: str
    date: str
    versions: tuple[tuple[str, str], ...]
    packages: tuple[structure.Package, ...]
    demos: tuple[Need, ...]
    start_up: startup.StartUp
    mounting: float


@dataclass(frozen=True)
class Kept:
    """What the file holds: the recordings of each demo, and the counts, one for each twin."""

    demos: Mapping[str, tuple[Recording, ...]] = field(default_factory=dict)
    counts: tuple[Count, ...] = ()


def recorded(id: str) -> tuple[Recording, ...]:
    """Return the recordings of a demo that come with the package, one for each twin."""
    return _kept().demos.get(id, ())


def counted() -> tuple[Count, ...]:
    """Return the counts that come with the package, one for each twin."""
    return _kept().counts


@cache
def recorded_now(id: str) -> tuple[Recording, ...]:
    """Run a demo on the twins, once a process, and return what they answered once warmed up."""
    found = catalogue.demo(id)
    if found is None:
        return ()
    values = {"run": runner.number(), **inputs.read(found, {})}
    return tuple(_second(each, found, values) for each in SHOWN)


def _second(twin: Twin, demo: Demo, values: Mapping[str, str]) -> Recording:
    runner.run(_mounted(), twin, demo, values)
    return runner.run(_mounted(), twin, demo, values)


@cache
def counted_now() -> tuple[Count, ...]:
    """Count the twins in processes of their own, once a process; it takes some seconds."""
    return tuple(_count(each) for each in recorded_now("json"))


def _count(recording: Recording) -> Count:
    found = twin(recording.twin)
    return Count(
        twin=recording.twin,
        date=recording.date,
        versions=recording.versions,
        packages=structure.packages(found),
        demos=tuple(_need(found, each) for each in catalogue.demos() if each.files),
        start_up=startup.start_up(found),
        mounting=startup.mounting(found),
    )


def _need(twin: Twin, demo: Demo) -> Need:
    packages = structure.packages(twin, demo)
    size = sum(package.bytes for package in packages)
    return Need(demo.id, len(packages), size, structure.import_time(twin, demo))


def failures(now: Mapping[str, tuple[Recording, ...]]) -> list[str]:
    """Return a line for each answer that has another status than in the recordings that come along.

    `now` are recordings by the id of their demo.
    """
    return [
        f"demo {name}, request {number} ({there.says}), {one.twin}: "
        f"{there.status} {there.reason} (expected: {here.status} {here.reason})"
        for name, recordings in now.items()
        for kept, one in zip(recorded(name), recordings, strict=False)
        for number, (here, there) in enumerate(zip(kept.exchanges, one.exchanges, strict=False), 1)
        if here.status != there.status
    ]


@cache
def _mounted() -> Any:
    folder = tempfile.mkdtemp(prefix="guide-demos-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return mount(None, folder, PLAIN)  # type: ignore[arg-type]


@cache
def _kept() -> Kept:
    return TypeAdapter(Kept).validate_json(FILE.read_bytes()) if FILE.exists() else Kept()


def write() -> None:
    """Run and count everything, and write it to `FILE`."""
    demos = {each.id: recorded_now(each.id) for each in catalogue.demos()}
    kept = dataclasses.asdict(Kept(demos, counted_now()))
    FILE.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
