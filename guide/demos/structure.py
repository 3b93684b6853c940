"""Counting the twins where they run: lines, files, packages and the time to import a demo.

Lines are lines with code on them: no comments, docstrings or blank lines. What Django generates
(migrations) is counted apart, and so is what both twins have word for word.
"""

import ast
import io
import re
import tokenize
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

from guide.demos import startup
from guide.demos.catalogue import Demo
from guide.demos.twins import SHOWN, Twin

LAYOUT = {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT}
SUFFIXES = {".py", ".html", ".txt", ".css"}
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->|/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Size:
    """What one twin needs: `same` lines are in all, `generated` ones are written by a command."""

    files: int
    lines: int
    same: int
    generated: int = 0

    @property
    def own(self) -> int:
        """The lines of files that are not the same in the other twins."""
        return self.lines - self.same


@dataclass(frozen=True)
class Package:
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
    counts = {path: lines(path) for path in written}
    same = sum(count for path, count in counts.items() if is_same(twin, path))
    total = sum(counts.values()) + (routes(twin, demo) if demo else 0)
    return Size(len(written), total, same, sum(map(lines, generated)))


def routes(twin: Twin, demo: Demo) -> int:
    """Count the routes to a demo's views in a table; elsewhere they stand on the views."""
    table = twin.folder / "urls.py"
    if not table.exists():
        return 0
    views = tuple(f"{Path(name).stem}." for name in demo.files if name.endswith(".py"))
    rows = table.read_text(encoding="utf-8").splitlines()
    return sum(line.strip().startswith("path(") and any(v in line for v in views) for line in rows)


def is_same(twin: Twin, path: Path) -> bool:
    """Tell whether all twins have this file of one of them, word for word."""
    name, text = path.relative_to(twin.folder), path.read_bytes()
    others = [other.folder / name for other in SHOWN if other != twin]
    return all(there.exists() and there.read_bytes() == text for there in others)


def lines(path: Path) -> int:
    """Count the lines of a file that have code on them."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return sum(1 for line in COMMENT.sub("", text).splitlines() if line.strip())
    docstrings = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and ast.get_docstring(node, clean=False) is not None
        for line in range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    }
    code: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in LAYOUT and token.type != tokenize.ENDMARKER:
            code.update(range(token.start[0], token.end[0] + 1))
    return len(code - docstrings)


@cache
def packages(twin: Twin, demo: Demo | None = None) -> tuple[Package, ...]:
    """Return what must be installed for a twin, for one demo or in all, by name.

    That is what it imports or names in its settings, and all that this requires in turn; in all,
    also what its libraries have imported by the time that it has answered every demo.
    """
    distributions = packages_distributions()
    paths = [path for path in files(twin, demo) if path.suffix == ".py"]
    modules = {twin.id}.union(*map(imported, paths), () if demo else startup.loaded(twin))
    waiting = {name for module in modules for name in distributions.get(module, ())} - {"guide"}
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


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(path: Path) -> set[str]:
    """Return the top-level names of the modules that a file imports, or names in a string."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Constant) and re.fullmatch(r"\w+(\.\w+)+", str(node.value)):
            names.add(str(node.value).partition(".")[0])
    return names


def import_time(twin: Twin, demo: Demo) -> float:
    """Return the milliseconds that a new process takes to import what a demo needs.

    That is the demo's own modules and whatever their files import, at once or later.
    """
    paths = [path for path in files(twin, demo) if path.suffix == ".py"]
    libraries = dict.fromkeys(name for path in paths for name in imports(path))
    return startup.importing(twin, tuple(path.stem for path in paths), tuple(libraries))


def imports(path: Path) -> list[str]:
    """Return the full names of the modules that a file imports from outside, anywhere in it."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.append(node.module or "")
    return names
