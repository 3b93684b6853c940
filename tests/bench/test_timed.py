"""The program that times one request, in real projects."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from guide.bench import timed
from guide.bench.servers import ALONE
from guide.bench.trying import PATIENCE, TIMER
from guide.cli import main
from guide.demos.processes import output
from tests.conftest import ROOT

RUN = "subprocess.run([sys.executable, '-c', {0!r}], stdout=sys.stdout)"


@pytest.mark.parametrize("framework", ["flask", "django"])
def test_a_request_to_a_project_is_timed(tmp_path: Path, framework: str) -> None:
    """In the parts that make it up."""
    chosen = ["--framework", framework, "--format", "python", str(tmp_path / "project")]
    assert 0 == CliRunner().invoke(main, ["start", "--site", str(ROOT), *chosen]).exit_code
    adding, timing = [sys.executable, "add_model.py"], [sys.executable, "-P", str(TIMER), "0.01"]
    output("add_model.py", adding, tmp_path / "project", ALONE, patience=PATIENCE)
    said = output("timed.py", timing, tmp_path / "project", ALONE, patience=PATIENCE)
    found = json.loads(said)

    assert found["request_ms"] > found["model_ms"] > 0


def test_memory_is_that_of_the_process_alone() -> None:
    """On Linux getrusage gives that of whoever started it, where that is more."""
    says = "from guide.bench.timed import memory_mb; print(memory_mb())"
    runs = f"import subprocess, sys; much = bytearray(200 << 20); {RUN.format(says)}"
    said = subprocess.run(
        [sys.executable, "-c", runs], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout

    assert 1 < float(said.split()[-1]) < 100


def test_memory_where_there_is_no_proc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """macOS counts it in bytes."""
    monkeypatch.setattr(timed, "STATUS", tmp_path / "status")
    usage = SimpleNamespace(ru_maxrss=3 * 2**20)
    monkeypatch.setattr("resource.getrusage", lambda who: usage)

    assert 3 == timed.memory_mb()
