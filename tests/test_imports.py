"""Who may import whom: the design's table, held against every import statement of the engine."""

import ast
import functools
import re
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

ENGINE = ROOT / "guide"
FILES = {path.relative_to(ROOT).as_posix(): path for path in sorted(ENGINE.rglob("*.py"))}

# What each part of the engine imports of the others, exactly; the design says why.
TABLE: dict[str, set[str]] = {
    "engine": set(),
    "loading": {"engine"},
    "telling": {"engine"},
    "starter": {"engine", "telling"},
    "beginning": set(),
    "console": set(),
    "demos": set(),
    "bench": {"demos", "telling"},
    "web": {"bench", "demos", "engine", "loading", "starter", "telling"},
    "export": {"web"},
    # it puts everything together
    "cli": {
        *("beginning", "bench", "console", "engine", "export", "loading", "starter", "telling"),
        "web",
    },
    "__init__": {"web"},
    "__main__": {"cli"},
}
TWINS = tuple(f"guide/demos/{name}_twin/" for name in ("flask", "django", "fastapi"))
BOTH = {"processes", "stub", "twins"}  # what `bench` may import of `demos`
FLASK = ("flask", "flask_frozen", "jinja2", "markupsafe")
SERVED = ("guide/web/", "guide/export/", "guide/demos/flask_twin/")


@functools.cache
def statements(path: Path) -> tuple[ast.Import | ast.ImportFrom, ...]:
    """Return every import statement of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))


@functools.cache
def imports(path: Path) -> tuple[str, ...]:
    """Return the full name of every module or name that a file imports."""
    return tuple(_imports(path))


def at_run_time(path: Path) -> set[str]:
    """Return what a file imports when it runs, wherever that is written."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    checked = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))
    return set(_names(path, (node for node in nodes if id(node) not in checked)))


def _imports(path: Path) -> Iterator[str]:
    yield from _names(path, statements(path))


def _names(path: Path, some: Iterable[ast.Import | ast.ImportFrom]) -> Iterator[str]:
    package = path.relative_to(ROOT).parent.as_posix().split("/")
    for node in some:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        else:
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def part(file: str) -> str:
    """Return the part of the engine that a file belongs to."""
    return Path(file).relative_to("guide").parts[0].removesuffix(".py")


def of_engine(path: Path) -> set[str]:
    """Return the parts of the engine that a file imports."""
    found = (name.split(".") for name in imports(path))
    return {names[1] for names in found if names[0] == "guide" and len(names) > 1}


def with_root(root: str) -> set[str]:
    """Return the files that import a package from outside."""
    return {
        file
        for file, path in FILES.items()
        if any(name == root or name.startswith(f"{root}.") for name in imports(path))
    }


def test_table_knows_every_part() -> None:
    """A new part has to be put into the table."""
    assert sorted(TABLE) == sorted({part(file) for file in FILES})


def test_parts_import_what_the_table_says() -> None:
    """Each part imports no others than the table says, and all that it says."""
    used: dict[str, set[str]] = {name: set() for name in TABLE}
    for file, path in FILES.items():
        used[part(file)] |= of_engine(path) & TABLE.keys() - {part(file)}

    assert TABLE == used


def test_no_modules_import_each_other() -> None:
    """Not in a round, and not late either, within a function: what two need has a third one."""
    own = {
        ".".join(Path(file).with_suffix("").parts).removesuffix(".__init__"): path
        for file, path in FILES.items()
        if not file.startswith(TWINS)
    }
    # `from guide.web import nodes` takes a module, `from guide.web import create_app` the package
    found = {
        name: {full if full in own else full.rpartition(".")[0] for full in at_run_time(path)}
        for name, path in own.items()
    }
    graph = {name: among & own.keys() - {name} for name, among in found.items()}

    TopologicalSorter(graph).prepare()  # raises CycleError, which names them


def test_imports_are_absolute() -> None:
    """A name says where it comes from; the twins, which can be lifted out, may be relative."""
    relative = [
        f"{file}:{node.lineno}"
        for file, path in FILES.items()
        for node in statements(path)
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert [] == [place for place in relative if not place.startswith(TWINS)]


@pytest.mark.parametrize(("of", "expected"), [("demos", BOTH), ("telling", {"phrases"})])
def test_the_benchmark_takes_what_both_need(of: str, expected: set[str]) -> None:
    """The table of twins, how a process is started, the server of the Remote test; and phrases."""
    names = {
        name.split(".")[2]
        for file, path in FILES.items()
        if file.startswith("guide/bench/")
        for name in imports(path)
        if name.startswith(f"guide.{of}.")
    }

    assert expected == names


@pytest.mark.parametrize("package", sorted(path.parent for path in ENGINE.glob("*/__init__.py")))
def test_a_package_says_in_three_sentences_what_it_is(package: Path) -> None:
    """What it makes of what, and what may not be done there."""
    charter = ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8")))

    assert 3 == len(re.findall(r"[.!?](?=\s|$)", charter or ""))


def test_the_benchmark_imports_no_framework() -> None:
    """Nor what a framework is made of: whatever measures does not carry what is measured."""
    roots = (*FLASK, "werkzeug", "django", "fastapi", "starlette")

    assert [] == [f for root in roots for f in with_root(root) if f.startswith("guide/bench/")]


def test_flask_is_only_where_pages_are_served() -> None:
    """Flask and what belongs to it: the site, the export, and the twin that is made with it."""
    found = {file for root in FLASK for file in with_root(root) if not file.startswith(SERVED)}

    assert {"guide/__init__.py"} == found  # for type checkers


def test_werkzeug_is_also_where_twins_are_mounted_and_asked() -> None:
    """Without Flask: any application can be mounted and asked so."""
    asking = {f"guide/demos/{name}.py" for name in ("mount", "runner", "lab", "programs/attack")}

    assert asking == {file for file in with_root("werkzeug") if not file.startswith(SERVED)}


def test_fastapi_is_only_in_its_twin() -> None:
    """It is one to be measured beside the others."""
    assert {"guide/demos/fastapi_twin/asgi.py"} == with_root("fastapi") | with_root("starlette")


def test_django_is_only_in_its_twin() -> None:
    """Django: the twin that is made with it, and the program that times it in its own process."""
    allowed = ("guide/demos/django_twin/", "guide/demos/programs/import_django.py")

    assert set() == {file for file in with_root("django") if not file.startswith(allowed)}


@pytest.mark.parametrize("folder", TWINS)
def test_twin_can_be_lifted_out(folder: str) -> None:
    """A twin imports nothing of the engine but itself."""
    own = folder.strip("/").replace("/", ".")
    found = {
        f"{file}: {name}"
        for file, path in FILES.items()
        if file.startswith(folder)
        for name in imports(path)
        if name.split(".")[0] == "guide" and name != own and not name.startswith(f"{own}.")
    }

    assert set() == found


def test_no_test_imports_a_twin_before_it_is_mounted() -> None:
    """A twin reads its settings once a process, and a file of tests is imported by every one."""
    twins = re.compile(r"(from|import) guide\.demos\.(flask|django|fastapi)_twin\b")
    found = [
        path.name
        for path in (ROOT / "tests").rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom) and twins.match(ast.unparse(node))
    ]

    assert [] == found


def test_the_architecture_says_the_same() -> None:
    """The table for readers is the one that is held here."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text.partition("## Who imports whom")[2], re.M)
    said = {
        name: set(re.findall(r"`(\w+)`", imported))
        for names, imported in rows
        for name in re.findall(r"`(\w+)`", names)
    }

    assert {name: TABLE[name] for name in TABLE if not name.startswith("__")} == said


def test_no_program_is_kept_as_a_string() -> None:
    """What another Python runs is a file, which is read, linted and typed like every other."""
    found = [
        f"{file}:{node.lineno}"
        for file, path in FILES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value == "-c"
    ]

    assert [] == found


def test_the_state_is_looked_up_in_one_place() -> None:
    """Where it gets its type; what is put there, and what `readyz` saw last, stand beside it."""
    found = {file for file, path in FILES.items() if ".extensions[" in path.read_text("utf-8")}

    assert {f"guide/web/{name}.py" for name in ("application", "readyz", "state")} == found
