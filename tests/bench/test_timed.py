"""The program that times one request, in real projects."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from guide.bench.servers import ALONE
from guide.bench.trying import PATIENCE, TIMER
from guide.cli import main
from guide.demos.processes import output
from tests.conftest import ROOT


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
