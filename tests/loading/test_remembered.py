"""What was made of texts, kept between runs: never what another text or another engine made."""

import json
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from guide.bench import interpreters
from guide.loading import remembered, rendering, tags
from guide.loading.tags import Converted
from tests.conftest import ROOT

ONE, TWO = "# One\n\nSee [two](/two/#a).\n", "# Two\n"


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a user who has nothing kept; whatever was made is worth it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(remembered, "WORTH", 0.0)
    forget(monkeypatch)
    return tmp_path / "cache" / "decision-guide"


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin another run."""
    monkeypatch.setattr(remembered, "_made", {})


def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which every text that is made from now on is added."""
    real, texts = rendering.convert, list[str]()

    def convert(text: str, reserved: tuple[str, ...]) -> Converted:
        texts.append(text)
        return real(text, reserved)

    monkeypatch.setattr(rendering, "convert", convert)
    return texts


def keep(site: Path, *texts: str) -> list[Converted]:
    found = [remembered.converted(text) for text in texts]
    remembered.keep(site, [(text, tags.AROUND) for text in texts])
    return found


def test_text_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run finds it as it was made; only a changed text is made anew."""
    before = keep(tmp_path, ONE, TWO)
    forget(monkeypatch)
    texts = made(monkeypatch)
    remembered.recall(tmp_path)

    assert before == [remembered.converted(ONE), remembered.converted(TWO)]
    assert "<h1" in remembered.converted(ONE + "\nMore.\n").pieces[0]
    assert [ONE + "\nMore.\n"] == texts


def test_a_full_disk_keeps_nothing_half_written(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was begun is removed: nothing else would ever take it away."""
    monkeypatch.setattr(json, "dump", Mock(side_effect=OSError))

    assert [remembered.converted(ONE)] == keep(tmp_path, ONE)
    assert [] == list(kept.iterdir())


def test_a_user_without_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container whose user has no name: nothing is kept, and all is made."""
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", Mock(side_effect=RuntimeError))
    remembered.recall(tmp_path)

    assert [remembered.converted(ONE)] == keep(tmp_path, ONE)


@pytest.mark.parametrize("cache", ["", "cache", "./cache"])
def test_a_cache_without_a_place_is_not_used(cache: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path would be another folder wherever one stands; its specification says so."""
    monkeypatch.setenv("XDG_CACHE_HOME", cache)
    home = Path.home() / ".cache" / "decision-guide"

    assert (home, home / "environments") == (remembered.folder(), interpreters.cache_folder())


def test_other_ids_around_a_text_make_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A heading's id depends on what stands around it."""
    keep(tmp_path, "# Claims\n")
    forget(monkeypatch)
    remembered.recall(tmp_path)

    assert ("claims-1",) == remembered.converted("# Claims\n", tags.BESIDE).ids
    assert ("claims",) == remembered.converted("# Claims\n").ids


def test_what_another_engine_made_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an upgrade everything is made anew, and what is kept is that of one engine."""
    keep(tmp_path, ONE)
    forget(monkeypatch)
    monkeypatch.setattr(remembered, "_edition", lambda: "another")
    texts = made(monkeypatch)
    remembered.recall(tmp_path)
    keep(tmp_path, ONE)

    assert [ONE] == texts


def test_what_a_site_no_longer_has_is_forgotten(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file holds what the site has now, so that it does not grow with every edit."""
    keep(tmp_path, ONE, TWO)
    keep(tmp_path, TWO)
    (file,) = kept.iterdir()

    assert 1 == len(json.loads(file.read_text()))


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1}', '{"a": [[1], [], [], []]}', "\x80"])
def test_file_that_is_broken_is_as_none(
    text: str, tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is made anew, and kept again."""
    keep(tmp_path, ONE)
    (file,) = kept.iterdir()
    file.write_text(text, encoding="latin-1")
    forget(monkeypatch)
    texts = made(monkeypatch)
    remembered.recall(tmp_path)
    keep(tmp_path, ONE)

    assert [ONE] == texts
    assert 1 == len(json.loads(file.read_text()))


def test_folder_that_cannot_be_written_is_no_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run goes on without it."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert keep(tmp_path, ONE)
    remembered.recall(tmp_path)


def test_a_start_at_which_no_text_is_made_does_without_markdown(tmp_path: Path) -> None:
    """The first run makes the pages, and needs what makes them; the second needs none of it."""
    code = (
        "import sys\n"
        "from guide import create_app\n"
        f"create_app({str(ROOT)!r}).test_client().get('/')\n"
        "print('markdown' in sys.modules)"
    )
    around = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    forced = f"from guide.loading import remembered\nremembered.WORTH = 0.0\n{code}"
    runs = [
        subprocess.run(
            [sys.executable, "-c", text], env=around, capture_output=True, text=True, check=True
        ).stdout
        for text in (forced, code)
    ]

    assert ["True\n", "False\n"] == runs
