"""What a starter project is made of: its files are looked at before anybody gets them."""

import contextlib
import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from guide.loading import criteria, starter
from guide.loading.mistakes import Invalid
from tests.conftest import ROOT, guide_of
from tests.engine.test_model import TEXT
from tests.samples import examples

STARTER = "frameworks: [tea]\nformats: [{id: leaf, name: Leaf, says: A leaf.}]\n"
WHOLE = yaml.safe_load((ROOT / starter.FILE).read_text(encoding="utf-8"))


def test_control_characters_of_a_file_are_mistakes(tmp_path: Path) -> None:
    """Each with its file, line and column."""
    folder = tmp_path / "content" / "starter"
    (folder / "tea").mkdir(parents=True)
    (folder / "starter.yaml").write_text(STARTER)
    (folder / "tea" / "app.py").write_text("x = 1\ny = '\x1b'\n")

    with pytest.raises(
        Invalid, match=r"^content/starter/tea/app\.py:2:6: the character '\\x1b' is"
    ):
        starter.load(tmp_path, criteria.parse(TEXT))


def broken(dice: random.Random, value: Any) -> Any:
    """Return data with something of another kind in it, left out or twice, in any place."""
    if dice.random() < 0.04:
        return dice.choice([None, 5, "", "key", True, [], {}, [[]], {"id": None}, [{"id": 1}, {}]])
    if isinstance(value, dict):
        return {k: broken(dice, v) for k, v in value.items() if dice.random() > 0.02}
    if isinstance(value, list):
        some = [broken(dice, v) for v in value]
        return some + some[:1] if dice.random() < 0.1 else some
    return value


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / starter.FOLDER
    folder.mkdir(parents=True)
    return folder


@examples(200)
@given(st.randoms(use_true_random=False))
def test_a_broken_starter_is_told(folder: Path, dice: random.Random) -> None:
    """Whatever stands in the file, nothing but its mistakes comes out."""
    (folder / "starter.yaml").write_text(json.dumps(broken(dice, WHOLE)))

    with contextlib.suppress(Invalid):
        starter.load(folder.parent.parent, guide_of(ROOT))


def test_no_id_twice_is_two_without_one(folder: Path) -> None:
    """What lacks an id is told of that alone."""
    (folder / "starter.yaml").write_text(STARTER + "features: [{says: One.}, {says: Another.}]\n")

    with pytest.raises(Invalid) as told:
        starter.load(folder.parent.parent, criteria.parse(TEXT))

    assert [] == [m for m in told.value.mistakes if "duplicate" in m.message]
