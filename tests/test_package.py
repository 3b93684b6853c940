"""The package: built, installed in an empty environment, and used outside the checkout."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from guide.cli import COMMANDS
from tests.conftest import ROOT, SITES, files


def run(*command: object, cwd: Path) -> str:
    """Run a command; return what it printed."""
    done = subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True)
    assert 0 == done.returncode, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a new environment with the wheel; its dependencies are those of the tests."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    (wheel,) = built.glob("*.whl")
    into = next(folder.glob("lib/python*/site-packages"))
    ours = [path for path in map(Path, sys.path) if path.name == "site-packages"]
    # Everything but this package, whose editable install would hide the wheel: as plain folders,
    # because what a .pth file would run is not wanted here.
    (into / "dependencies.pth").write_text("".join(f"{path}\n" for path in ours))
    pip = [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install"]
    run(*pip, "--quiet", "--no-deps", "--no-index", "--ignore-installed", wheel, cwd=folder)
    return folder / "bin"


def test_sdist_holds_what_its_tests_need(built: Path) -> None:
    """Every file that git knows, but those of the checkout itself."""
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    listed = run("git", "ls-files", cwd=ROOT).splitlines() if (ROOT / ".git").exists() else []
    wanted = {name for name in listed if not name.startswith(".")}

    assert set() == wanted - held
    assert {"criteria.yaml", "cases.yaml", "tests/conftest.py", "content/home.md"} <= held


def test_names(built: Path) -> None:
    """The distribution has a name of its own; the command and the package stay `guide`."""
    assert [
        "decision_guide-0.1.0-py3-none-any.whl",
        "decision_guide-0.1.0.tar.gz",
    ] == sorted(path.name for path in built.iterdir())


def test_wheel_brings_no_other_package(built: Path) -> None:
    """Two distributions that each bring a package named `tests` write over each other's files."""
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {name.partition("/")[0] for name in archive.namelist()}

    assert {"guide", "decision_guide-0.1.0.dist-info"} == held


# Every demo, and what is wrong with the answers.
DEMOS = """
from guide.demos import catalogue, recordings

print(recordings.failures({each: recordings.recorded_now(each) for each in catalogue.ids()}))
"""


@pytest.mark.long
def test_oldest_versions_that_are_allowed_do(tmp_path: Path) -> None:
    """Commands and demos with the lowest of each that `pyproject.toml` names."""
    pytest.importorskip("uv", reason="pip cannot choose the lowest versions")
    lowest = ["--resolution", "lowest-direct", "--only-binary", ":all:", "--system-certs"]
    of_ours = ["--requirements", str(ROOT / "pyproject.toml"), "--extra", "demos"]
    uv = [sys.executable, "-m", "uv", "pip", "install", "--python", sys.executable]
    command = [*uv, "--quiet", "--target", str(tmp_path / "lowest"), *lowest, *of_ours]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no index was reached: {done.stderr}")
    path = os.pathsep.join(map(str, (tmp_path / "lowest", ROOT)))

    def told(*words: str) -> str:
        """What Python prints there."""
        return run("env", f"PYTHONPATH={path}", sys.executable, *words, cwd=tmp_path)

    assert str(tmp_path) in told("-c", "import click; print(click.__file__)")
    for name in COMMANDS:
        assert "Usage: " in told("-m", "guide", name, "--help")
    assert '"title": "Guide"' in told("-m", "guide", "schema")
    assert "no mistakes" in told("-m", "guide", "check", "--site", str(SITES / "trip"))
    assert "[]" == told("-c", DEMOS).strip()


def test_wheel_works_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    """Help, a check and an export, with the engine's own templates, styles and scripts."""
    guide = installed / "guide"
    place = run(installed / "python", "-c", "import guide; print(guide.__file__)", cwd=tmp_path)

    assert place.startswith(str(installed.parent))
    assert "Usage: " in run(guide, "--help", cwd=tmp_path)
    assert "no mistakes" in run(guide, "check", "--site", SITES / "trip", cwd=tmp_path)
    run(guide, "freeze", "--site", SITES / "trip", "--output", tmp_path / "out", cwd=tmp_path)
    assert {"index.html", "questions/index.html", "static/score.js"} <= set(files(tmp_path / "out"))
