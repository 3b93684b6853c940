"""What a starter project is made of: its files are looked at before anybody gets them."""

from pathlib import Path

import pytest

from guide.loading import criteria, starter
from guide.loading.mistakes import Invalid
from tests.engine.test_model import TEXT

STARTER = "frameworks: [tea]\nformats: [{id: leaf, name: Leaf, says: A leaf.}]\n"


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
