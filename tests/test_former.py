"""Whether an export would be the one that is there: whatever it is made from, and all of it."""

import datetime
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from guide.cli import main
from guide.export import former, place
from tests.conftest import SITES, files

Edit = Callable[[Path], object]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site, with a file for the root."""
    folder = shutil.copytree(SITES / "trip", tmp_path / "site")
    for name in ("static/root/CNAME", "content/a.md", "phrases.yaml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("a", encoding="utf-8")
    return folder


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An export that was made from "x"."""
    folder = tmp_path / "build"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "index.html").write_text("a", encoding="utf-8")
    (folder / place.MARKER).write_text("the first line\n", encoding="utf-8")
    former.note(folder, "x", 5)
    return folder


EDITS: dict[str, Edit] = {
    "the guide": lambda site: (site / "criteria.yaml").write_text("#"),
    "the phrases": lambda site: (site / "phrases.yaml").write_text("b"),
    "a page": lambda site: (site / "content" / "a.md").write_text("b"),
    "a new page": lambda site: (site / "content" / "b.md").write_text("a"),
    "another name": lambda site: (site / "content" / "a.md").rename(site / "content" / "b.md"),
    "no page": lambda site: (site / "content" / "a.md").unlink(),
    "a file of the root": lambda site: (site / "static" / "root" / "CNAME").write_text("b"),
    "what Python would make": lambda site: (site / "static" / "a.pyc").write_text("b"),
    "a name that is not read": lambda site: (site / "phrase.yml").mkdir(),
}


def test_a_pipe_is_not_waited_for(site: Path) -> None:
    """What the mistake says of it comes at once."""
    os.mkfifo(site / "content" / "b.md")

    assert "" == former.source(site, "")


@pytest.mark.parametrize("edit", EDITS)
def test_source_of_a_site(edit: str, site: Path) -> None:
    """It is the same as long as nothing is edited, also beside an export and what Python made."""
    before = former.source(site, "")
    (site / "build").mkdir()
    (site / "build" / place.MARKER).touch()
    (site / "instance").mkdir()
    (site / "content" / "__pycache__").mkdir()
    (site / "content" / "__pycache__" / "a.cpython-311.pyc").touch()

    assert before == former.source(site, "") != ""

    EDITS[edit](site)

    assert before != former.source(site, "")


@pytest.mark.parametrize("place", ["content", "content/linked", "static/linked.css"])
def test_links_are_not_known(place: str, site: Path) -> None:
    """What they lead to may change: such a site is always exported anew."""
    target = (site / place).with_name("there")
    (site / place).rename(target) if (site / place).exists() else target.mkdir()
    (site / place).symlink_to(target)

    assert former.source(site, "") == ""


def test_source_of_settings(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address, the day of the export, settings to come, and what is installed count."""
    found = [former.source(site, ""), former.source(site, "https://example.org/")]
    monkeypatch.setenv("GUIDE_NEW", "1")
    found.append(former.source(site, ""))
    monkeypatch.setenv(former.EPOCH, "0")
    found.append(former.source(site, ""))
    monkeypatch.syspath_prepend(site.parent)
    (site.parent / "Markdown-9.dist-info").mkdir()
    former.engine.cache_clear()
    found.append(former.source(site, ""))
    former.engine.cache_clear()

    assert len(found) == len(set(found))


def test_source_of_another_day(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages tell the day that they were made."""
    monkeypatch.delenv(former.EPOCH)
    before = former.source(site, "")

    class Tomorrow(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> "Tomorrow":
            return cls(2999, 1, 1, tzinfo=tz)

    monkeypatch.setattr(datetime, "datetime", Tomorrow)

    assert before != former.source(site, "")


SPOILS: dict[str, Edit] = {
    "edited": lambda output: (output / "a" / "index.html").write_text("b"),
    "gone": lambda output: (output / "a" / "index.html").unlink(),
    "new": lambda output: (output / "b.html").touch(),
    "a folder": lambda output: (output / "b").mkdir(),
    "linked": lambda output: (output / "b.html").symlink_to(output / "a" / "index.html"),
    "no marker": lambda output: (output / place.MARKER).unlink(),
    "an older marker": lambda output: (output / place.MARKER).write_text("the first line\n"),
    "left by a killed run": lambda output: output.with_name(".build-x").mkdir(),
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_unchanged(spoil: str, output: Path) -> None:
    """Only what was made from the same, and is as it was made, is left as it is."""
    found = [former.unchanged(output, it) for it in ("x", "y", "")]
    SPOILS[spoil](output)

    assert [5, None, None] == found
    assert former.unchanged(output, "x") is None


def test_freeze_again(tmp_path: Path) -> None:
    """The second run makes nothing and says so; after an edit, one makes what the edit asks for."""
    site = shutil.copytree(SITES / "trip", tmp_path / "site")
    runs, times = [], []
    for title in ("", "", "Where to?"):
        if title:
            guide = site / "criteria.yaml"
            lines = guide.read_text(encoding="utf-8").splitlines()
            lines = [f"title: {title}" if line.startswith("title:") else line for line in lines]
            guide.write_text("\n".join(lines), encoding="utf-8")
        runs.append(CliRunner().invoke(main, ["freeze", "--site", str(site)]))
        times.append((site / "build" / "index.html").stat().st_mtime_ns)

    assert [0, 0, 0] == [run.exit_code for run in runs]
    assert [False, True, False] == ["Nothing has changed" in run.stderr for run in runs]
    assert runs[0].stdout == runs[1].stdout
    assert times[0] == times[1] < times[2]
    assert b"Where to?" in files(site / "build")["index.html"]
