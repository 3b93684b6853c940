"""The folders of a site: what may not be entered is told before anything in it is looked at."""

import os
from pathlib import Path

import pytest

from guide.loading import folders


def test_a_folder_that_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is in it, a line for the outermost; hidden ones and links are not looked at."""
    for name in ("content/open/shut/in it", "content/.shut", "static"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "static" / "shut").symlink_to(tmp_path / "content")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name.strip(".") != "shut")

    assert [
        "content/open/shut:1:1: cannot be read: Permission denied (expected: a folder)",
    ] == [str(mistake) for mistake in folders.closed(tmp_path, ("content", "static", "none"))]
