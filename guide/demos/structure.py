"""Counting the twins where they run: lines, files, packages and the time to import a demo.

Lines are lines with code on them: no comments, docstrings or blank lines. What Django generates
(migrations) is counted apart, and so is what both twins have word for word. Of a file that several
demos share, a demo is charged only the functions that it names, and what these use.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path
from typing import NamedTuple

from guide.demos import startup
from guide.demos.catalogue import Demo
from guide.demos.charged import lines, needed, routes
from guide.demos.twins import SHOWN, Twin

SUFFIXES = {".py", ".html", ".txt", ".css", ".js"}


class Size(NamedTuple):
    """What one twin needs: `same` lines are in all, `generated` ones are written by a command."""

    files: int
    lines: int
    same: int
    generated: int = 0

    @property
    def text(self) -> str:
        """The lines, with commas between thousands."""
        return f"{self.lines:,}"

    @property
    def own_text(self) -> str:
        """The lines of its own, with commas between thousands."""
        return f"{self.own:,}"

    @property
    def own(self) -> int:
        """The lines of files that are not the same in the other twins."""
        return self.lines - self.same


class Package(NamedTuple):
    """An installed distribution, and the bytes of its files."""

    name: str
    version: str
    bytes: int


def files(twin: Twin, demo: Demo | None = None) -> list[Path]:
    """Return the files of a demo that a twin has, or all of the twin's, in a steady order."""
    if demo:
        named = (twin.folder / name for name in (*demo.files, *demo.more.get(twin.id, ())))
        return [path for path in named if path.exists()]
    found = (path for path in twin.folder.rglob("*") if path.suffix in SUFFIXES)
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


@cache
def size(twin: Twin, demo: Demo | None = None) -> Size:
    """Count the files and lines of a twin, for one demo or in all."""
    written = [path for path in files(twin, demo) if "migrations" not in path.parts]
    generated = [path for path in files(twin, demo) if "migrations" in path.parts]
    counts = {path: lines(path, demo) for path in written}
    same = sum(count for path, count in counts.items() if is_same(twin, path))
    total = sum(counts.values()) + (routes(twin, demo) if demo else 0)
    return Size(len(written), total, same, sum(map(lines, generated)))


def is_same(twin: Twin, path: Path) -> bool:
    """Tell whether all twins have this file of one of them, word for word."""
    name, text = path.relative_to(twin.folder), path.read_bytes()
    others = [other.folder / name for other in SHOWN if other != twin]
    return all(there.exists() and there.read_bytes() == text for there in others)


@cache
def packages(twin: Twin, demo: Demo | None = None) -> tuple[Package, ...]:
    """Return what must be installed for a twin, for one demo or in all, by name.

    That is what it imports or names in its settings, and all that this requires in turn; in all,
    also what its libraries have imported by the time that it has answered every demo.
    """
    distributions = _distributions()
    paths = [path for path in files(twin, demo) if path.suffix == ".py"]
    names = (imported(needed(path, demo)) for path in paths)
    modules = {twin.id}.union(*names, () if demo else startup.loaded(twin))
    waiting = {name for module in modules for name in distributions.get(module, ())}
    waiting -= set(distributions.get("guide", ()))  # ourselves, unless installed to be edited
    found: dict[str, Package] = {}
    while waiting:
        name = waiting.pop()
        try:
            installed = distribution(name)
        except PackageNotFoundError:  # required elsewhere, as on another system
            continue
        taken = sum(
            Path(str(file.locate())).stat().st_size
            for file in installed.files or ()
            if "__pycache__" not in file.parts and Path(str(file.locate())).exists()
        )
        found[_normal(name)] = Package(installed.metadata["Name"], installed.version, taken)
        wanted = {
            _normal(re.split(r"[^\w.-]", line, maxsplit=1)[0])
            for line in installed.requires or ()
            if "extra ==" not in line
        }
        waiting |= wanted - found.keys()
    return tuple(sorted(found.values(), key=lambda package: package.name.lower()))


@cache
def _distributions() -> Mapping[str, list[str]]:
    return packages_distributions()  # which reads what every installed distribution holds


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(nodes: Iterable[ast.stmt]) -> set[str]:
    """Return the top-level names of the modules that code imports, or names in a string."""
    names = {name.partition(".")[0] for name in imports(nodes)}
    for node in _walk(nodes):
        if isinstance(node, ast.Constant) and re.fullmatch(r"\w+(\.\w+)+", str(node.value)):
            names.add(str(node.value).partition(".")[0])
    return names


def import_time(twin: Twin, demo: Demo) -> float:
    """Return the milliseconds that a new process takes to import what a demo needs.

    That is the demo's own modules and whatever their files import, at once or later. A file of
    which it needs a part is not imported itself, only what this part imports.
    """
    modules: list[str] = []
    libraries: list[str] = []
    for path in files(twin, demo):
        if path.suffix == ".py":
            nodes = needed(path, demo)
            libraries += imports(nodes)
            modules += siblings(nodes) if path.name in demo.only else [path.stem]
    return startup.importing(twin, tuple(dict.fromkeys(modules)), tuple(dict.fromkeys(libraries)))


def imports(nodes: Iterable[ast.stmt]) -> list[str]:
    """Return the full names of the modules that code imports from outside, anywhere in it."""
    names: list[str] = []
    for node in _walk(nodes):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.append(node.module or "")
    return names


def siblings(nodes: Iterable[ast.stmt]) -> list[str]:
    """Return the names of the twin's own modules that code imports."""
    names: list[str] = []
    for node in _walk(nodes):
        if isinstance(node, ast.ImportFrom) and node.level:
            names += [node.module] if node.module else [alias.name for alias in node.names]
    return names


def _walk(nodes: Iterable[ast.stmt]) -> Iterator[ast.AST]:
    for node in nodes:
        yield from ast.walk(node)
