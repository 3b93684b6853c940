"""What the twins answered when somebody last asked: for the export, and where they do not run.

``python -m guide.demos.record`` writes `recordings.json` anew, beside this file.
"""

import dataclasses
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from . import startup, structure
from .catalogue import DEMOS, Demo, demo
from .mount import TWINS, mount
from .runner import Exchange, Recording, record

FILE = Path(__file__).parent / "recordings.json"


@dataclasses.dataclass(frozen=True)
class Need:
    """What one demo takes: packages, their bytes, and the milliseconds to import it alone."""

    id: str
    packages: int
    bytes: int
    imported: float


@dataclasses.dataclass(frozen=True)
class Count:
    """What one twin takes in all; `mounting` is the share of its speed that it keeps mounted."""

    twin: str
    date: str
    versions: tuple[tuple[str, str], ...]
    packages: tuple[structure.Package, ...]
    demos: tuple[Need, ...]
    start_up: startup.StartUp
    mounting: float


@cache
def recorded(id: str) -> tuple[Recording, ...]:
    """Return the recordings of a demo that come with the package, one for each twin."""
    return tuple(_recording(entry) for entry in _file()["demos"].get(id, ()))


@cache
def counted() -> tuple[Count, ...]:
    """Return the counts that come with the package, one for each twin."""
    return tuple(_count(entry) for entry in _file()["counts"])


@cache
def take(id: str) -> tuple[Recording, ...]:
    """Run a demo on both twins, once a process, and return what they answered."""
    found = demo(id)
    if found is None:
        return ()
    return tuple(record(_twins(), twin, found) for twin in TWINS)


@cache
def count() -> tuple[Count, ...]:
    """Count both twins in processes of their own, once a process; it takes some seconds."""
    dates = take("json")
    return tuple(
        Count(
            taken.twin,
            taken.date,
            taken.versions,
            structure.packages(taken.twin),
            tuple(_need(taken.twin, each) for each in DEMOS if each.files),
            startup.start_up(taken.twin),
            startup.mounting(taken.twin),
        )
        for taken in dates
    )


def _need(twin: str, demo: Demo) -> Need:
    packages = structure.packages(twin, demo)
    size = sum(package.bytes for package in packages)
    return Need(demo.id, len(packages), size, structure.import_time(twin, demo))


@cache
def _twins() -> Any:
    return mount(None, tempfile.mkdtemp(prefix="guide-demos-"))  # type: ignore[arg-type]


@cache
def _file() -> dict[str, Any]:
    if not FILE.exists():
        return {"demos": {}, "counts": []}
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def _recording(entry: dict[str, Any]) -> Recording:
    exchanges = tuple(
        Exchange(**{**each, "headers": tuple(map(tuple, each["headers"]))})
        for each in entry["exchanges"]
    )
    versions = tuple(map(tuple, entry["versions"]))
    return Recording(**{**entry, "versions": versions, "exchanges": exchanges})


def _count(entry: dict[str, Any]) -> Count:
    return Count(
        **{
            **entry,
            "versions": tuple(map(tuple, entry["versions"])),
            "packages": tuple(structure.Package(**each) for each in entry["packages"]),
            "demos": tuple(Need(**each) for each in entry["demos"]),
            "start_up": startup.StartUp(**entry["start_up"]),
        }
    )


def save(demos: tuple[Demo, ...] = DEMOS) -> None:
    """Run and count everything, and write it to `FILE`."""
    kept = {
        "demos": {each.id: [dataclasses.asdict(r) for r in take(each.id)] for each in demos},
        "counts": [dataclasses.asdict(each) for each in count()],
    }
    FILE.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    save()
