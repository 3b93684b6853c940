"""The unfiltered tree of each framework runs: it is where one develops."""

import os
from pathlib import Path
from typing import Any

import pytest

from guide.engine.features import Starter
from tests.starter.sets import ALL
from tests.starter.test_projects import BIN, KEY_HASH, LATE, PINNED, asked, run, serving
from tests.starter.tree import lay

pytestmark = pytest.mark.usefixtures("processes")

FIRST = ("api", "admin", "database", "sso")  # what tells soonest that marks do not fit together


@pytest.mark.parametrize(
    "framework", ["flask", pytest.param("django", marks=pytest.mark.skipif(LATE, reason=PINNED))]
)
def test_the_unfiltered_tree_runs(starter: Starter, framework: str, tmp_path: Path) -> None:
    """Links to what lies in `content/starter/`, with all marks, pass its tests and predict."""
    lay(starter, framework, tmp_path)
    env = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "DEV": "1"}
    env |= {"API_KEYS": KEY_HASH, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    django = framework == "django"
    names = [] if ALL else [f"tests.test_{n}" if django else f"tests/test_{n}.py" for n in FIRST]

    assert (tmp_path / "service" / "model.py").read_text("utf-8").count("#: if") > 5
    run(tmp_path, env, "add_model.py")
    run(tmp_path, env, *(["manage.py", "test"] if django else ["-m", "pytest", "-q"]), *names)
    if ALL:
        flask = ["-m", "flask", "--app", "service", "db", "upgrade"]
        run(tmp_path, env, *(["manage.py", "migrate"] if django else flask))
        example: Any = {
            "sepal length (cm)": 5.1,
            "sepal width (cm)": 3.5,
            "petal length (cm)": 1.4,
            "petal width (cm)": 0.2,
        }
        with serving(tmp_path, env) as url:
            assert "setosa" == asked(url, example)[1]["prediction"]
