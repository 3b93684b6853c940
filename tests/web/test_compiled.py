"""Templates are compiled once, also by the next process, and again when they were changed."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from jinja2.bccache import Bucket

from guide.web.compiled import FOLDER, Compiled


class Counted(Compiled):
    """Counts what is kept: Jinja hands over whatever it had to compile."""

    count = 0

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.count += 1
        super().dump_bytecode(bucket)


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder for what the user's programs keep."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def shown(compiled: Compiled, text: str) -> str:
    made = Environment(loader=DictLoader({"a": text}), bytecode_cache=compiled)
    return made.get_template("a").render()


def test_a_template_is_compiled_once_until_it_changes() -> None:
    """For another environment, too; what is shown is always what stands there now."""
    compiled = Counted()

    first, once = [shown(compiled, "one"), shown(compiled, "one")], compiled.count

    assert (["one", "one"], 1) == (first, once)
    assert (["two", "two"], 2) == ([shown(compiled, "two"), shown(compiled, "two")], compiled.count)


def test_the_next_process_compiles_only_what_was_changed() -> None:
    """It finds what the one before it kept in the user's cache."""
    shown(Counted(), "one")
    after, changed = Counted(), Counted()

    assert ("one", 0) == (shown(after, "one"), after.count)
    assert ("two", 1) == (shown(changed, "two"), changed.count)


@pytest.mark.parametrize("rubbish", [b"", b"rubbish", None])
def test_a_cache_that_was_spoiled_is_made_anew(cache: Path, rubbish: bytes | None) -> None:
    """`None`: what stands before the code is whole, and the rest is gone."""
    shown(Counted(), "one")
    (file,) = (path for path in cache.rglob("*") if path.is_file())
    whole = file.read_bytes()
    file.write_bytes(whole[:20] + b"\xff" * 9 if rubbish is None else rubbish)

    assert "one" == shown(Counted(), "one")
    assert whole == file.read_bytes()


@pytest.mark.parametrize("inside", [".", FOLDER])
def test_code_is_not_taken_from_where_strangers_can_write(cache: Path, inside: str) -> None:
    """A shared folder, such as /tmp, may be named as the user's cache."""
    folder = Path(Counted().directory)
    folder.parent.joinpath(inside).chmod(0o777)

    assert "one" == shown(Counted(), "one")
    assert [] == list(folder.iterdir())


def test_no_cache_is_no_mistake(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    """A file in its place, or a folder that goes: a template is compiled in each process."""
    cache.write_text("")
    nowhere = Counted()
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache.parent / "gone"))
    gone = Counted()
    Path(gone.directory).rmdir()

    assert ["one", "one"] == [shown(nowhere, "one"), shown(gone, "one")]
    assert [1, 1] == [nowhere.count, gone.count]
