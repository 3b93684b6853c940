"""Whether an export would be the one that is there already: then nothing has to be made.

An export notes in its marker what it was made from, all of it, and what came out. Both are
compared by what is in the files, for times of change tell too little. Nothing is imported here that
makes a page: looking takes a fraction of a second.
"""

import datetime
import functools
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from guide.export import place

ENGINE = Path(__file__).parents[1]
STATIC = ENGINE.parent / "static"  # in a wheel these files lie in the package
EPOCH = "SOURCE_DATE_EPOCH"
NOTED = "whole"  # begins the line of the marker
MADE = ("__pycache__", ".pyc")  # by Python, of what is there
KEPT = "instance"  # the demos' own folder, which comes with the first request to them
# settings that are told otherwise: by arguments, and by noting nothing where demos were run
TOLD = ("GUIDE_SITE", "GUIDE_URL", "GUIDE_RECORD")


class _Unknown(Exception):  # noqa: N818 - never seen outside
    """Links are not followed, pipes not read: what an export shows of them is not known here."""


def source(site: Path, url: str) -> str:
    """Return what changes with anything that an export is made from; "" where that is not known.

    That is every file of the site, the engine, all libraries and Python, `url`, the settings, and
    the day, for the pages tell it.
    """
    own = site.resolve()
    try:
        found = hashlib.sha256(engine())
        settings = sorted(
            pair
            for pair in os.environ.items()
            if pair[0].startswith("GUIDE_") and pair[0] not in TOLD
        )
        day = os.environ.get(EPOCH) or datetime.datetime.now(datetime.UTC).date()
        found.update(repr((url, settings, day)).encode("utf-8", "surrogatepass"))
        # a name that is almost one of those that are read is a mistake
        names = {path.name for path in own.iterdir() if not (path / place.MARKER).exists()}
        found.update(repr(sorted(name for name in names - {KEPT} if name[0] != ".")).encode())
        for path in sorted(own.glob("*.y*ml")):
            found.update(_named(path.name, path.read_bytes()))
        found.update(_tree(own / "content", by_hand) + _tree(own / "static"))
    except (OSError, _Unknown):
        return ""
    return found.hexdigest()


def unchanged(output: Path, wanted: str) -> int | None:
    """Return how many files are counted in an export that was made from `wanted`.

    None where it was made from something else, where any of its files was edited, is gone or was
    added, or where a run that was killed left something.
    """
    output = output.resolve()
    try:
        lines = (output / place.MARKER).read_text(encoding="utf-8").splitlines()
        _, made_from, digest, count = lines[-1].split()
        if not wanted or made_from != wanted or any(place.left_beside(output)):
            return None
        return int(count) if _made(output) == digest else None
    except (OSError, ValueError, IndexError, _Unknown):
        return None


def note(made: Path, made_from: str, count: int) -> None:
    """Note in the marker of an export what all of it was made from, and what came out."""
    with (made / place.MARKER).open("a", encoding="utf-8") as marker:
        marker.write(f"{NOTED} {made_from} {_made(made)} {count}\n")


@functools.cache
def engine() -> bytes:
    """Return what changes with our files, with Python and with any library that is installed."""
    found = hashlib.sha256(sys.version.encode())
    folders = [folder for folder in map(Path, sys.path) if folder.is_dir()]
    names = {path.name for folder in folders for path in folder.glob("*-info")}
    found.update(repr(sorted(names)).encode())
    for folder in (ENGINE, STATIC):
        found.update(_tree(folder, by_hand))
    return found.digest()


def by_hand(path: Path) -> bool:
    """Tell whether a file or folder is not one that Python makes of others."""
    return not any(part.endswith(MADE) for part in path.parts)


def _made(output: Path) -> str:
    """Return what changes with what came out, in an export."""
    others = [output / name for name in (place.MARKER, *place.STAY)]
    return _tree(output, lambda path: path not in others).hex()


def _tree(folder: Path, wanted: Callable[[Path], bool] = lambda path: True) -> bytes:
    """Return what changes with a name or a byte of what is wanted below a folder."""
    found = hashlib.sha256()
    for path in _below(folder, wanted):
        data = b"" if path.is_dir() else path.read_bytes()
        found.update(_named(path.relative_to(folder).as_posix(), data))
    return found.digest()


def _below(folder: Path, wanted: Callable[[Path], bool]) -> Iterator[Path]:
    if folder.is_symlink():
        raise _Unknown
    for path in filter(wanted, sorted(folder.iterdir()) if folder.exists() else ()):
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            raise _Unknown
        yield path
        if path.is_dir():
            yield from _below(path, wanted)


def _named(name: str, data: bytes) -> bytes:
    return f"{name}\0{len(data)}\0".encode("utf-8", "surrogatepass") + data
