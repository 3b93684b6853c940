"""What people write into settings, as they write it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from guide.engine import marks
from guide.engine.features import BOTH, Starter

GIVEN = {
    "HOSTS": "a.example, b.example",
    "API_KEYS": "1f, 2e",
    "FRONTEND": "https://app.example/",
}
SHOW = """
import json
from service import cors, keys, settings

hosts = vars(settings).get("ALLOWED_HOSTS") or vars(settings)["TRUSTED_HOSTS"]
print(json.dumps([hosts, keys.HASHES, cors.FRONTEND]))
"""


@pytest.mark.parametrize("framework", ["flask", "django"])
def test_a_blank_or_a_slash_too_many_does_no_harm(
    starter: Starter, tmp_path: Path, framework: str
) -> None:
    """A space after a comma, and the slash that browsers show after an origin."""
    for folder in (BOTH, framework):
        for path, text in starter.files[folder].items():
            kept = marks.keep(text, {framework, "python", "spa", "key"})
            if kept is not None and path.startswith("service/"):
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / path).write_text(kept, encoding="utf-8")
    shown = subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=tmp_path, env=os.environ | GIVEN, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert [["a.example", "b.example"], ["1f", "2e"], "https://app.example"] == json.loads(
        shown.stdout
    )
