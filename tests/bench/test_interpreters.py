"""Named environments: what a name asks for, and one that is made of the present Python."""

import sys
from pathlib import Path

import pytest

from guide.bench import callgrind, interpreters
from guide.bench.interpreters import InterpreterError, Pin
from guide.bench.workloads import WORKLOADS
from guide.loading import remembered
from tests.bench.test_counts import APPLICATION
from tests.conftest import ROOT
from tests.pins import measured, needed

PINS = (Pin("Some", "1.2", (0,)), Pin("Web", "5.2.1", (0,)), Pin("Web", "6.1", (3, 12)))
CURRENT = ".".join(map(str, sys.version_info[:2]))


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("python3.11,web5.2", "5.2.1"),
        ("python3.13,web5.2", "5.2.1"),
        ("python3.13,web6", "6.1"),
        ("python3.13", "6.1"),
        ("python3.11", "5.2.1"),
    ],
)
def test_a_name_chooses_versions(monkeypatch: pytest.MonkeyPatch, name: str, version: str) -> None:
    """What it does not name is the newest that its Python takes."""
    monkeypatch.setattr(interpreters, "pins", lambda: PINS)
    chosen = interpreters.chosen(interpreters.read(name))

    assert [("Some", "1.2"), ("Web", version)] == [(pin.name, pin.version) for pin in chosen]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("python3.11,web6.1", "'python3.11,web6.1': Web 6.1 needs Python 3.12 or newer"),
        ("python3.13,web4", "web is pinned as 5.2.1, 6.1"),
        ("python3.13,other1", "'other' is not pinned (expected: python3.11, python3.13, web5.2, "),
        ("python3.9", "expected python3.11 or newer"),
        ("python3.13,python3.12", "'python3.12': expected a name and a version, once: "),
        ("newest", "'newest': expected a name and a version, once: "),
    ],
)
def test_a_name_that_cannot_be_had_says_what_can(
    monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    """Before anything is made."""
    monkeypatch.setattr(interpreters, "pins", lambda: PINS)

    with pytest.raises(InterpreterError) as refused:
        interpreters.read(name)

    assert message in str(refused.value)


def test_environments_are_kept_where_the_rest_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One folder of the user's, which `loading` finds by the same rule."""
    there = interpreters.cache_folder().parent

    assert remembered.folder() == there

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    assert remembered.folder() == interpreters.cache_folder().parent != there


def test_a_missing_python_says_how_to_get_it() -> None:
    """By name, as one types it."""
    with pytest.raises(InterpreterError, match=r"Python 3\.99 is missing\. To get it: pyenv"):
        interpreters.python_of((3, 99))


def test_the_pins_follow_from_those_of_the_project() -> None:
    """After an upgrade: make pins."""
    lines = (ROOT / "tests" / "constraints.txt").read_text().splitlines()

    assert interpreters.PINS.read_text().splitlines() == measured(lines, needed(("demos", "bench")))


@pytest.mark.usefixtures("processes")
def test_an_environment_is_made_once_and_runs_a_service(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One of the present Python, without packages: it has none of ours, and finds our files."""
    monkeypatch.setattr(interpreters, "pins", lambda: ())
    monkeypatch.setattr(interpreters, "cache_folder", lambda: tmp_path / "kept")
    (tmp_path / "tiny.py").write_text(APPLICATION)
    wanted = interpreters.read(f"python{CURRENT}")
    first = interpreters.made(wanted, tmp_path)
    made_at = Path(first.python).lstat().st_ctime_ns

    again = interpreters.made(wanted, tmp_path)
    settings = {"PYTHONPATH": str(tmp_path)}
    bare = interpreters.Interpreter(again.name, again.python)
    asks = (WORKLOADS["json"], 0, 1, tmp_path, settings)
    program = callgrind.Program("tiny:application", interpreter=bare)
    answer = callgrind.asked([], program, *asks)

    assert {"message": "Hello, World!"} == answer.says
    assert made_at == Path(again.python).lstat().st_ctime_ns
    assert ["SQLite"] == list(again.software().versions)
    assert (tmp_path / "package" / "guide" / "bench").is_dir()
